/** Keeps what was used last, up to a weight. */
export interface BoundedCache<V> {
  get(key: string): V | undefined;
  /** What is heavier than everything allowed is not kept. */
  set(key: string, value: V, weight: number): void;
}

/**
 * The characters of a document that is kept take less memory than all that is kept with it: so a short one weighs as much
 * as this many. Else somebody who sends a million short ones has it all.
 */
export const LEAST_CHARACTERS = 500;

/** @param maxWeight  Of all entries together, in the unit of the weights that `set` is given. */
export function createBoundedCache<V>(maxWeight: number): BoundedCache<V> {
  // A Map keeps its keys in the order they were put in: the first is the one not used for longest.
  const entries = new Map<string, { readonly value: V; readonly weight: number }>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight) {
      remove(key);
      if (weight > maxWeight) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= maxWeight) return;
        remove(oldest);
      }
    },
  };
}
