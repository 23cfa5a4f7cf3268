import { expect, test } from '@jest/globals';
import type { CallEvent } from '../../../src/dynamo/execute/caller.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { createCallLog } from '../../../src/resolvers/callLog.js';

function event(more: Partial<CallEvent>): CallEvent {
  return {
    call: 1,
    action: 'Query',
    tables: ['Orders'],
    index: undefined,
    attempt: 1,
    durationMs: 1,
    consumed: [],
    keys: undefined,
    items: undefined,
    unprocessed: 0,
    error: undefined,
    ...more,
  };
}

const part = (table: string, index: string | undefined, readUnits: number, writeUnits = 0) => ({
  table,
  index,
  readUnits,
  writeUnits,
});
const SLOWER = new DynamoError('ThrottlingException', 'Slower.', { status: 400 });

test('attempts of one call are one entry, with the units of its last and the name of a failure that stayed', () => {
  const { onCall, report } = createCallLog({ details: true });
  onCall(event({ call: 1, error: SLOWER }));
  onCall(event({ call: 2, action: 'PutItem', keys: 1, error: SLOWER }));
  onCall(event({ call: 1, attempt: 2, items: 3, consumed: [part('Orders', 'ByDay', 1.5)], index: 'ByDay' }));
  onCall(event({ call: 2, attempt: 2, action: 'PutItem', keys: 1, error: SLOWER }));
  const { calls, retries, consumed } = report();
  expect(calls.map(({ ms: _ms, ...call }) => call)).toEqual([
    { action: 'Query', tables: ['Orders'], index: 'ByDay', attempts: 2, items: 3, readUnits: 1.5, writeUnits: 0 },
    {
      action: 'PutItem',
      tables: ['Orders'],
      attempts: 2,
      keys: 1,
      readUnits: 0,
      writeUnits: 0,
      error: 'ThrottlingException',
    },
  ]);
  expect(retries).toBe(2);
  expect(consumed).toEqual({
    Orders: { readUnits: 1.5, writeUnits: 0, indexes: { ByDay: { readUnits: 1.5, writeUnits: 0 } } },
  });
});

test('the units of a table are its own and those of its indexes, summed over calls', () => {
  const { onCall, report, units } = createCallLog({ details: true });
  onCall(event({ call: 1, consumed: [part('Orders', undefined, 2), part('__proto__', undefined, 1)] }));
  onCall(event({ call: 2, consumed: [part('Orders', undefined, 0, 5), part('Orders', 'ByDay', 0, 2)] }));
  const { consumed } = report();
  expect(Object.entries(consumed)).toEqual([
    ['Orders', { readUnits: 2, writeUnits: 7, indexes: { ByDay: { readUnits: 0, writeUnits: 2 } } }],
    ['__proto__', { readUnits: 1, writeUnits: 0 }],
  ]);
  expect(units()).toEqual({ readUnits: 3, writeUnits: 7 });
});

test('two hundred calls are listed; the rest are counted, with their retries and units', () => {
  const { onCall, report } = createCallLog({ details: true });
  for (let call = 1; call <= 250; call += 1) {
    onCall(event({ call, error: SLOWER }));
    onCall(event({ call, attempt: 2, consumed: [part('Orders', undefined, 0.5)] }));
  }
  const { calls, callsNotListed, retries, consumed } = report();
  expect([calls.length, callsNotListed, retries]).toEqual([200, 50, 250]);
  expect(calls.every(({ attempts }) => attempts === 2)).toBe(true);
  expect(consumed).toEqual({ Orders: { readUnits: 125, writeUnits: 0 } });
});

test('without details it sums up units, and cannot report more', () => {
  const { onCall, report, units } = createCallLog({ details: false });
  onCall(event({ consumed: [part('Orders', undefined, 1.5), part('Orders', 'ByDay', 0, 2)] }));
  expect(units()).toEqual({ readUnits: 1.5, writeUnits: 2 });
  expect(report).toThrow('This log of calls has sums only.');
});
