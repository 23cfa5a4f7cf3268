/** The sample data ends here, whenever it is loaded: only sessions are relative to the present. */
export const STORE_TODAY = new Date('2025-06-30T18:00:00.000Z');
/** The shop's first day. */
export const STORE_OPENED = new Date('2024-01-02T08:00:00.000Z');

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}

/** A moment between two others; `share` from 0 to 1. */
export function between(from: Date, to: Date, share: number): Date {
  return new Date(from.getTime() + Math.floor((to.getTime() - from.getTime()) * share));
}

/** The day of a moment, in UTC: `2025-06-30`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** What the gateway itself adds to a new item with `@generated` times and a `@version`. */
export function tracked(created: Date): { createdAt: string; updatedAt: string; version: number } {
  return { createdAt: created.toISOString(), updatedAt: created.toISOString(), version: 1 };
}
