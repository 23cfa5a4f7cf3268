import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/dynamo/streams/clock.js';
import { type ConsumerCase, startConsumerCase } from '../support/consumerCase.js';
import type { ScriptedTable } from '../support/scriptedTable.js';
import { failure } from '../support/scriptedAnswer.js';
import { waitUntil } from '../support/waitUntil.js';

let town: ConsumerCase;
beforeEach(async () => {
  town = await startConsumerCase();
});
afterEach(() => town.close());

const watch = (name: string) => town.streams.watch(name, { keyAttributes: ['id'] });
const writeTo = (table: ScriptedTable, n: number) => table.write({ id: { S: table.name } }, { n: { N: String(n) } });
const hasCome = ({ records }: ScriptedTable) => records.every((record) => town.ledger.has(record));
/** A consumer that waits half a second at the most, whatever for. */
const clock = {
  ...systemClock,
  sleep: (milliseconds: number, signal: AbortSignal) => systemClock.sleep(Math.min(milliseconds, 500), signal),
};

describe('consumers of many tables', () => {
  test('of one shard each divide them', async () => {
    const others = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => watch(`${town.table.name}${number}`)));
    const tables = [town.table, ...others];
    const options = { tables: tables.map(({ name }) => name), unreadableTables: 'RETRY' } as const;
    const first = await town.start('first', options);
    await waitUntil('the first to read all', () => first.shards.length === 8);
    const second = await town.start('second', options);
    await waitUntil('both to read four', () => first.shards.length === 4 && second.shards.length === 4, 20_000);
    for (const [at, table] of tables.entries()) writeTo(table, at);
    await waitUntil('all to come', () => tables.every(hasCome), 20_000);
    town.ledger.expectAll(tables.flatMap(({ records }) => records));
  }, 60_000);

  test('read those that they can, and one without a stream as soon as it has one', async () => {
    const late = `${town.table.name}-late`;
    const tables = [town.table.name, late];
    await town.start('one', { tables, unreadableTables: 'RETRY', clock });
    town.write(20);
    await town.caughtUp();
    expect(town.errors.map(String)).toEqual([expect.stringContaining(`Table "${late}" does not exist: create it.`)]);

    const table = await watch(late);
    writeTo(table, 1);
    await waitUntil('what was written late', () => hasCome(table), 20_000);
    town.write(20);
    await town.caughtUp();
    town.ledger.expectAll([...town.table.records, ...table.records]);
    expect(town.errors).toHaveLength(1);
  }, 60_000);

  test('start also where the first shard of one cannot be read yet', async () => {
    const other = await watch(`${town.table.name}-other`);
    const tables = [town.table, other];
    town.streams.dynamo.on('GetShardIterator', failure('AccessDeniedException'));
    await town.start('one', { tables: tables.map(({ name }) => name), unreadableTables: 'RETRY', clock });
    for (const table of tables) writeTo(table, 1);
    await waitUntil('all to come', () => tables.every(hasCome), 20_000);
    expect(town.errors.map(String)).toEqual([expect.stringContaining('AccessDenied')]);
  }, 60_000);

  test('refuse to start without one of them where nothing else was said', async () => {
    const tables = [town.table.name, `${town.table.name}-late`];
    await expect(town.start('one', { tables })).rejects.toThrow('-late" does not exist: create it.');
  });
});
