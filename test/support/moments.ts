/** The moment of all test requests, so that commands with a time in them can be written down. */
export const TEST_NOW = new Date('2026-01-15T12:00:00.000Z');

/** The same, as a generated time is stored. */
export const TEST_NOW_TEXT = TEST_NOW.toISOString();

const NOW_SECONDS = TEST_NOW.getTime() / 1000;

/** Seconds since 1970: when what has expired by that moment did so, and when what is live will. */
export const PAST = NOW_SECONDS - 86_400;
export const FUTURE = NOW_SECONDS + 86_400;

/** A time in `seconds` from that moment, as it is stored. */
export const inSeconds = (seconds: number) => ({ N: String(NOW_SECONDS + seconds) });
