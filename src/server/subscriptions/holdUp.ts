/** How long somebody has kept others waiting, in all: what is short but never ends holds them up as what is long. */
export interface HoldUp {
  /** It keeps them waiting from now on. */
  begin(): void;
  /** Not any more. */
  end(): void;
  /** Nothing is said any more. */
  close(): void;
}

/** For one second of waiting, so many must pass without any before it is forgotten. */
const FORGOTTEN_AFTER = 5;

/**
 * @param maxMs  Waiting that others bear: at once, or in parts.
 * @param onTooLong  Called once when they have borne it.
 */
export function createHoldUp(maxMs: number, onTooLong: () => void, now = () => performance.now()): HoldUp {
  let borneMs = 0;
  let sinceMs = now();
  let timer: NodeJS.Timeout | undefined;

  return {
    begin() {
      if (timer !== undefined) return;
      borneMs = Math.max(0, borneMs - (now() - sinceMs) / FORGOTTEN_AFTER);
      sinceMs = now();
      timer = setTimeout(onTooLong, Math.max(0, maxMs - borneMs));
    },
    end() {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      borneMs += now() - sinceMs;
      sinceMs = now();
    },
    close: () => clearTimeout(timer),
  };
}
