/** An item as the SDK's document client writes it. */
export type SampleItem = Readonly<
  Record<string, string | number | boolean | readonly string[] | ReadonlySet<string> | Readonly<Record<string, string>>>
>;

const DAY_SECONDS = 24 * 60 * 60;

/** Days from `now` as `@ttl` stores it. */
export function epochSeconds(now: Date, days: number): number {
  return Math.floor(now.getTime() / 1000) + Math.round(days * DAY_SECONDS);
}
