/** Works on several things at a time and gives the results in the order in which the things came. */
export interface EventPipeline<T> {
  push(event: T): void;
  /** Those that are not given yet. */
  waiting(): number;
  /** Resolves when fewer than `count` wait, or it is closed; undefined where that is so. */
  below(count: number): Promise<void> | undefined;
  /** Nothing is given any more. */
  close(): void;
}

export interface EventPipelineOptions<T, R> {
  readonly atATime: number;
  /** Does not reject. */
  readonly run: (event: T) => Promise<R>;
  readonly give: (event: T, result: R) => void;
}

export function createEventPipeline<T, R>({ atATime, run, give }: EventPipelineOptions<T, R>): EventPipeline<T> {
  const slots: { readonly event: T; done?: { readonly result: R } }[] = [];
  let wakes: { readonly count: number; readonly resolve: () => void }[] = [];
  let started = 0;
  let isClosed = false;

  function startMore(): void {
    // All slots before `started` are under way or done: the first of them is not done, or it would be gone.
    while (!isClosed && started < atATime) {
      const slot = slots[started];
      if (slot === undefined) return;
      started += 1;
      void run(slot.event).then((result) => {
        slot.done = { result };
        giveWhatIsDone();
      });
    }
  }

  function giveWhatIsDone(): void {
    for (let first = slots[0]; !isClosed && first?.done !== undefined; first = slots[0]) {
      slots.shift();
      started -= 1;
      give(first.event, first.done.result);
    }
    startMore();
    wakeThose((count) => slots.length < count);
  }

  function wakeThose(isDue: (count: number) => boolean): void {
    const due = wakes.filter(({ count }) => isDue(count));
    if (due.length === 0) return;
    wakes = wakes.filter((one) => !due.includes(one));
    for (const { resolve } of due) resolve();
  }

  return {
    push(event) {
      if (isClosed) return;
      slots.push({ event });
      startMore();
    },
    waiting: () => slots.length,
    below(count) {
      if (isClosed || slots.length < count) return undefined;
      return new Promise((resolve) => wakes.push({ count, resolve }));
    },
    close() {
      isClosed = true;
      slots.length = 0;
      wakeThose(() => true);
    },
  };
}
