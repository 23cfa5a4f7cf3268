export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  /** @throws {Error} when the list is empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** `count` different elements, fewer where the list is shorter. */
  readonly sample: <T>(list: readonly T[], count: number) => T[];
}

/**
 * The same numbers for the same seed, on every machine: the sample data must be the same
 * for everybody who reads about it. (Mulberry32; good enough for data, not for secrets.)
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function int(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }

  function sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(int(0, rest.length - 1), 1));
    return chosen;
  }

  function pick<T>(list: readonly T[]): T {
    const [chosen] = sample(list, 1);
    if (chosen === undefined) throw new Error('There is nothing to pick from: the list is empty.');
    return chosen;
  }

  return { next, int, sample, pick, chance: (probability) => next() < probability };
}
