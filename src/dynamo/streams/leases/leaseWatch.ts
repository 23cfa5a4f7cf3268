import { type Lease, leaseKeyOf } from './lease.js';

/** Remembers since when each lease has not changed, by one clock: no machine's time is compared with another's. */
export interface LeaseWatch {
  /** @returns For how many milliseconds the lease has been as it is; 0 when it is seen for the first time. */
  see(lease: Lease): number;
  /** Forgets all others. */
  keep(leases: readonly Lease[]): void;
}

export function createLeaseWatch(monotonicMs: () => number): LeaseWatch {
  let seen = new Map<
    string,
    { readonly counter: number; readonly owner: string | undefined; readonly sinceMs: number }
  >();
  return {
    see(lease) {
      const key = leaseKeyOf(lease);
      const { counter, owner } = lease;
      const before = seen.get(key);
      const isSame = before !== undefined && before.counter === counter && before.owner === owner;
      const now = isSame ? before : { counter, owner, sinceMs: monotonicMs() };
      seen.set(key, now);
      return monotonicMs() - now.sinceMs;
    },
    keep(leases) {
      const kept = new Set(leases.map(leaseKeyOf));
      seen = new Map([...seen].filter(([key]) => kept.has(key)));
    },
  };
}
