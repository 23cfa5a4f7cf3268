import type { Clock } from './clock.js';

/** A sleep that may be cut short. */
export interface Alarm {
  /** Until the time is over, or somebody rings; at once where somebody rang since the last sleep. */
  sleep(ms: number): Promise<void>;
  ring(): void;
}

export function createAlarm(clock: Clock): Alarm {
  let nap: AbortController | undefined;
  let hasRung = false;
  return {
    async sleep(ms) {
      if (!hasRung) {
        nap = new AbortController();
        await clock.sleep(ms, nap.signal).catch(() => undefined);
        nap = undefined;
      }
      hasRung = false;
    },
    ring() {
      hasRung = true;
      nap?.abort();
    },
  };
}
