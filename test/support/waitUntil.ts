import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for a condition, so that no test sleeps for a guessed time.
 *
 * @param what  What is waited for, as the error names it.
 * @throws {Error} when it does not hold within `timeoutMs` (default 10 s).
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}.`);
    await delay(5);
  }
}
