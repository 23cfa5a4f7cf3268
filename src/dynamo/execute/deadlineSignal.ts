/** Node's timers fire at once beyond this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * A signal that aborts with `signal`, or after `remainingMs`. `clear()` it when
 * the work is done: it holds a timer and a listener until then. (AbortSignal.any
 * with AbortSignal.timeout would hold them for the whole deadline of every call.)
 */
export function deadlineSignal(signal: AbortSignal, remainingMs: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(), Math.min(remainingMs, MAX_TIMER_MS));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
