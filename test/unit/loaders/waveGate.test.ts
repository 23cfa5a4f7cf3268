import { describe, expect, test } from '@jest/globals';
import { createWaveGate } from '../../../src/dynamo/loaders/waveGate.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function held(): { promise: Promise<void>; release: () => void } {
  let release = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

describe('waveGate', () => {
  test('with nothing under way a batch goes out in the same turn of the event loop, after all due callbacks', async () => {
    const gate = createWaveGate();
    const seen: string[] = [];
    gate.whenQuiet(() => seen.push('dispatch'));
    void Promise.resolve()
      .then(() => seen.push('callback 1'))
      .then(() => seen.push('callback 2'));
    await turn();
    expect(seen).toEqual(['callback 1', 'callback 2', 'dispatch']);
  });

  test('a batch waits for every read under way, and for the callbacks behind the last one', async () => {
    const gate = createWaveGate();
    const [one, other] = [held(), held()];
    const seen: string[] = [];
    const reads = [one, other].map(({ promise }, at) =>
      gate.during(() => promise).then(() => seen.push(`resolver ${at}`)),
    );
    gate.whenQuiet(() => seen.push('dispatch'));
    await turn();
    one.release();
    await turn();
    expect(seen).toEqual(['resolver 0']);
    other.release();
    await Promise.all(reads);
    await turn();
    expect(seen).toEqual(['resolver 0', 'resolver 1', 'dispatch']);
  });

  test('a read that begins behind a finished one holds the batch again', async () => {
    const gate = createWaveGate();
    const [first, second] = [held(), held()];
    const seen: string[] = [];
    const chain = gate.during(() => first.promise).then(() => gate.during(() => second.promise));
    gate.whenQuiet(() => seen.push('dispatch'));
    first.release();
    await turn();
    expect(seen).toEqual([]);
    second.release();
    await chain;
    await turn();
    expect(seen).toEqual(['dispatch']);
  });

  test('a read that fails does not hold batches for ever', async () => {
    const gate = createWaveGate();
    const seen: string[] = [];
    const failed = gate.during(() => Promise.reject(new Error('no table')));
    gate.whenQuiet(() => seen.push('dispatch'));
    await expect(failed).rejects.toThrow('no table');
    await turn();
    expect(seen).toEqual(['dispatch']);
  });
});
