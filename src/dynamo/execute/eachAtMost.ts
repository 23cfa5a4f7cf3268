/**
 * Does `work` for each, the next one as soon as one before is done, and resolves when all are.
 *
 * @param bound  How many at a time.
 * @param work  Never rejects: what fails is part of what it finds out.
 */
export async function eachAtMost<T>(bound: number, all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const rest = all[Symbol.iterator]();
  const takeTurns = async () => {
    for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: bound }, takeTurns));
}
