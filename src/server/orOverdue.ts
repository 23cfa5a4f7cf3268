/** How long after the abort an answer may still come, with the fields that made it and errors for those that did not. */
const GRACE_MS = 500;

/**
 * What `answered` gives; or, some time after `signal` is aborted, a rejection with its reason. Resolvers are
 * told by the signal themselves: one that does not listen must not hold the client for ever.
 */
export function orOverdue<T>(answered: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const overdue = () => {
      timer = setTimeout(() => reject(signal.reason as Error), GRACE_MS);
    };
    const settled = () => {
      signal.removeEventListener('abort', overdue);
      clearTimeout(timer);
    };
    if (signal.aborted) overdue();
    else signal.addEventListener('abort', overdue, { once: true });
    answered.then(resolve, reject).finally(settled);
  });
}
