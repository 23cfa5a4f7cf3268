/**
 * Decides when the keys collected so far are read. A wave waits for its siblings: as long as a
 * read of the same request is under way whose answer will ask for more items, the batch is held
 * back, so that fifty Queries that end at different times still lead to one BatchGetItem. It waits
 * for answers only, never on a clock.
 */
export interface WaveGate {
  /** Runs a read whose result leads to more loads; batches wait until it and the resolvers behind it are done. */
  during<T>(read: () => Promise<T>): Promise<T>;
  /** Calls back once, when nothing is under way that may still add keys. */
  whenQuiet(dispatch: () => void): void;
}

export function createWaveGate(): WaveGate {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  let checkPlanned = false;

  function check(): void {
    checkPlanned = false;
    if (underWay > 0) return;
    const ready = waiting;
    waiting = [];
    for (const dispatch of ready) dispatch();
  }

  /** After all promise callbacks that are due now, so that every resolver that can add a key has done so. */
  function planCheck(): void {
    if (checkPlanned || waiting.length === 0) return;
    checkPlanned = true;
    void Promise.resolve().then(() => {
      process.nextTick(check);
    });
  }

  return {
    async during(read) {
      underWay += 1;
      try {
        return await read();
      } finally {
        underWay -= 1;
        if (underWay === 0) planCheck();
      }
    },
    whenQuiet(dispatch) {
      waiting.push(dispatch);
      if (underWay === 0) planCheck();
    },
  };
}
