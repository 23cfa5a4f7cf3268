export interface End {
  /** For people, on stderr. */
  readonly message: string;
  readonly code: number;
}

/**
 * Waits for what ends a server: SIGTERM or SIGINT (it then has time to drain;
 * a second signal ends the process at once), or a failure.
 */
export function waitForEnd(): { readonly reason: Promise<End>; fail(reason: string): void } {
  let settle: (end: End) => void = () => {};
  const reason = new Promise<End>((resolve) => (settle = resolve));
  let signalled = false;
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    process.on(signal, () => {
      // 128 + number is what a shell reports of a process that a signal ended.
      if (signalled) process.exit(128 + number);
      signalled = true;
      settle({ message: `${signal}: finishing what runs; a second signal stops at once.`, code: 0 });
    });
  }
  return { reason, fail: (message) => settle({ message, code: 1 }) };
}
