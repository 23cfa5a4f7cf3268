import { describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS, type GatewaySettings, STREAM_POLL_MS } from '../../src/config/gatewaySettings.js';
import { SETTING_NAMES, SETTINGS } from '../../src/config/settingTable.js';
import { MAX_CALLS_IN_FLIGHT, MAX_REQUESTS_PER_CALL } from '../../src/dynamo/execute/batchWriteItems.js';
import { MAX_KEYS_PER_CALL } from '../../src/dynamo/execute/packKeys.js';
import { MAX_SEGMENTS } from '../../src/dynamo/execute/readSegments.js';
import { MAX_WRITES_IN_FLIGHT } from '../../src/dynamo/execute/runBatchWrite.js';
import { MAX_ATTEMPTS } from '../../src/dynamo/execute/runWrites.js';
import { MAX_TRANSACT_GETS } from '../../src/dynamo/execute/transactGetItems.js';
import { MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES } from '../../src/dynamo/plan/planTransaction.js';
import { CONSUMER_DEFAULTS, CONSUMER_OPTION_NAMES } from '../../src/dynamo/streams/consumerOptions.js';
import { INTROSPECTION_DEPTH, MAX_NESTED_BRACES } from '../../src/limits/documentLimits.js';
import { MAX_KEY_BYTES } from '../../src/model/keyTemplate.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { MAX_OUTLINED_FIELDS } from '../../src/resolvers/explain/outlineOperation.js';
import { MAX_TOKEN_CHARACTERS, TOKEN_LIFETIME_SECONDS } from '../../src/resolvers/transactionToken.js';
import { MAX_STREAM_OPERATIONS } from '../../src/server/sse/createEventStreams.js';
import { MAX_WAITING_CHARACTERS, MAX_WAITING_RESULTS } from '../../src/server/subscriptions/subscriber.js';
import { MAX_HELD_UP_MS } from '../../src/server/subscriptions/subscriptionGroup.js';
import { MAX_MESSAGES_AT_ONCE, MAX_MESSAGES_PER_SECOND } from '../../src/server/websocket/messageRate.js';
import { MAX_SOCKET_OPERATIONS } from '../../src/server/websocket/socketOperations.js';
import { MAX_BUFFERED_BYTES } from '../../src/server/websocket/socketOutlet.js';
import { MAX_LOG_BYTES } from '../../src/subscriptions/brokers/changeLogScripts.js';
import { RECENT_LIMITS } from '../../src/subscriptions/changeFeed.js';
import { REMEMBER_RECORDS } from '../../src/subscriptions/lambda/lambdaPublisher.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { readPage, rowsOf } from './pages.js';

const limits = readPage('docs/limits.md');
const cursors = readPage('docs/cursors.md');
const subscriptions = readPage('docs/subscriptions.md');
const streams = readPage('docs/streams.md');
const rows = rowsOf(limits.prose);

/** The numbers of a text in their base unit: `1,000` is 1000, `10 s` 10000 (ms), `1 MB` 1000000 (bytes). */
function numbersIn(text: string): number[] {
  const factors: Readonly<Record<string, number>> = { s: 1000, MB: 1_000_000 };
  return [...text.matchAll(/(\d[\d,]*)(?: (s|MB)\b)?/g)].map(
    ([, digits = '', unit = '']) => Number(digits.replaceAll(',', '')) * (factors[unit] ?? 1),
  );
}

function rowOf(what: string): string {
  const row = rows.find(([cell]) => cell?.startsWith(what));
  if (row === undefined) throw new Error(`docs/limits.md has no row "${what}".`);
  return row.slice(1).join(' | ');
}

function settingOf(flag: string): keyof GatewaySettings {
  const name = SETTING_NAMES.find((one) => SETTINGS[one].flag === flag);
  if (name === undefined) throw new Error(`There is no flag ${flag}.`);
  return name;
}

/** What holds where nothing is said: of one setting it depends on where DynamoDB is. */
function defaultsOf(flag: string): readonly unknown[] {
  const name = settingOf(flag);
  return name === 'streamPollMs' ? [STREAM_POLL_MS.elsewhere, STREAM_POLL_MS.embedded] : [DEFAULT_SETTINGS[name]];
}

/** A type that is spread over so many shards. */
function spread(shards: number): { readonly name: string; readonly body: string } {
  const body = `type Day @table(partition: "dayId") @index(name: "ByDay", partition: "PK = {day}#{shard(${shards})}", sort: "at") { dayId: ID! day: String! at: Int }`;
  return { name: 'example', body };
}

const configured = rows
  .map(([what = '', limit = '', flags = '']) => ({ what, limit, flags: flags.match(/--[\w-]+/g) ?? [] }))
  .filter(({ flags }) => flags.length > 0);

describe('docs/limits.md', () => {
  test.each(configured.map((row) => [row.what, row] as const))(
    '%s: the default of its setting',
    (_, { limit, flags }) => {
      expect(numbersIn(limit)).toEqual(flags.flatMap(defaultsOf));
    },
  );

  test('has every setting that is a number, but the port', () => {
    const numbers = SETTING_NAMES.filter((name) => SETTINGS[name].kind.kind === 'integer' && name !== 'port');
    expect(new Set(configured.flatMap(({ flags }) => flags).map(settingOf))).toEqual(new Set(numbers));
  });

  test('has the limits that are constants', () => {
    expect(numbersIn(rowOf('a partition key, a sort key'))).toEqual([MAX_KEY_BYTES.partition, MAX_KEY_BYTES.sort]);
    expect(numbersIn(rowOf('segments of a scan'))).toEqual([1, MAX_SEGMENTS]);
    expect(rowOf('any number of items by key')).toContain(`1 BatchGetItem per ${MAX_KEYS_PER_CALL} keys`);
    expect(limits.prose).toContain(`at most ${MAX_ATTEMPTS} times, then refused with \`OVERLOADED\``);
  });

  test('has the bounds of what a Redis keeps of changes', () => {
    const megabytes = MAX_LOG_BYTES / 1024 / 1024;
    expect(limits.prose).toContain(`What the Redis keeps of a table is also never more than ${megabytes} MB.`);
    expect(streams.prose).toContain(`never more than ${megabytes} MB a table`);
    expect(streams.prose).toContain(`and ${REMEMBER_RECORDS.toLocaleString('en')} records of a table`);
  });

  test('has the bounds of subscribers', () => {
    expect(numbersIn(rowOf('messages of one WebSocket at once'))).toEqual([MAX_MESSAGES_AT_ONCE]);
    expect(numbersIn(rowOf('and then a second'))).toEqual([MAX_MESSAGES_PER_SECOND]);
    expect(numbersIn(rowOf('bytes on their way to one WebSocket'))).toEqual([MAX_BUFFERED_BYTES]);
    expect(numbersIn(rowOf('results that wait for one subscriber'))).toEqual([MAX_WAITING_RESULTS]);
    expect(numbersIn(rowOf('characters of all results'))).toEqual([MAX_WAITING_CHARACTERS]);
    expect(numbersIn(rowOf('how long subscribers whose relations'))).toEqual([MAX_HELD_UP_MS]);
    const { maxRecords, maxBytes } = RECENT_LIMITS;
    const [changes, megabytes] = [maxRecords.toLocaleString('en'), maxBytes / 1024 / 1024];
    expect(rowOf('changes of a table that a process remembers')).toContain(`${changes}, or ${megabytes} MB of items`);
    expect(streams.prose).toContain(`last ${changes} changes, or ${megabytes} MB of items`);
  });

  test('has the limits that no setting changes, by their names', () => {
    const fixed = rows.flatMap(([, limit = '', name = '']) =>
      /^`\w+`$/.test(name) ? [[name.slice(1, -1), numbersIn(limit)] as const] : [],
    );
    expect(Object.fromEntries(fixed)).toEqual({
      introspectionDepth: [INTROSPECTION_DEPTH],
      nestedSelections: [MAX_NESTED_BRACES],
      plannedFields: [MAX_OUTLINED_FIELDS],
      socketOperations: [MAX_SOCKET_OPERATIONS],
      streamOperations: [MAX_STREAM_OPERATIONS],
    });
  });

  test('has the limits of transactions, tokens and batches', () => {
    expect(numbersIn(rowOf('actions of a transaction'))).toEqual([
      MAX_TRANSACTION_ACTIONS,
      MAX_TRANSACTION_ACTIONS - 1,
    ]);
    expect(rowOf('all that one transaction writes')).toContain(`${MAX_TRANSACTION_BYTES / 1024 / 1024} MB`);
    expect(numbersIn(rowOf('items of a query with `@transaction`'))).toEqual([MAX_TRANSACT_GETS]);
    expect(numbersIn(rowOf('a token'))).toEqual([MAX_TOKEN_CHARACTERS]);
    expect(numbersIn(rowOf('how long a token is known'))).toEqual([TOKEN_LIFETIME_SECONDS / 60 / 60]);
    expect(numbersIn(rowOf('a value of a `@unique` field'))).toEqual([MAX_KEY_BYTES.partition]);
    expect(numbersIn(rowOf('one BatchWriteItem'))).toEqual([MAX_REQUESTS_PER_CALL, 16_000_000]);
    expect(numbersIn(rowOf('calls of one batch'))).toEqual([MAX_CALLS_IN_FLIGHT, MAX_WRITES_IN_FLIGHT]);
  });

  test('says how many items a page with a filter starts with', async () => {
    const schema = 'type Note @table(partition: "topic", sort: "noteId") { topic: ID! noteId: ID! text: String }';
    const gateway = createTestGateway({ schema, transport: tabletopTransport({ Notes: [] }) });
    const { commands } = await gateway.run(
      '{ notesByTopic(topic: "a", filter: { text: { eq: "b" } }) { nodes { text } } }',
    );
    expect(limits.prose).toContain(`A page with a filter starts by reading ${String(commands[0]?.['Limit'])} items`);
  });

  test('has the bounds of shards', () => {
    const [least = 0, most = 0] = numbersIn(rowOf('shards of a partition'));
    for (const shards of [least, most]) expect(() => compileSchema([spread(shards)])).not.toThrow();
    for (const shards of [least - 1, most + 1]) {
      expect(() => compileSchema([spread(shards)])).toThrow(`must spread over ${least} to ${most} partitions`);
    }
  });

  test('has the bounds of attributes in an index key', () => {
    const [inPartition = 0, inSort = 0] = numbersIn(rowOf("attributes of an index's partition key"));
    const fields = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].slice(0, inPartition + inSort + 1);
    const day = (partition: readonly string[], sort: readonly string[]) => ({
      name: 'example',
      body: `type Day @table(partition: "dayId") @index(name: "ByAll", partition: ${JSON.stringify(partition)}, sort: ${JSON.stringify(sort)}) { dayId: ID! ${fields.map((field) => `${field}: Int`).join(' ')} }`,
    });
    const most = () => compileSchema([day(fields.slice(0, inPartition), fields.slice(inPartition, -1))]);
    expect(most).not.toThrow();
    const oneMore = () => compileSchema([day(fields.slice(0, inPartition + 1), fields.slice(inPartition + 1))]);
    expect(oneMore).toThrow(`DynamoDB allows ${inPartition} partition key attributes`);
  });

  test('says what a page over shards asks for', async () => {
    const said = /A page of (\d+) with `hasNextPage` over (\d+) shards is (\d+) Queries with `Limit` (\d+)/;
    const [first, shards, queries, limit] = (said.exec(limits.prose) ?? []).slice(1).map(Number);
    const transport = tabletopTransport({ Days: [] });
    const { commands, errors } = await createTestGateway({ schema: spread(shards ?? 0).body, transport }).run(
      `{ daysByDay(day: "a", first: ${first}) { nodes { dayId } pageInfo { hasNextPage } } }`,
    );
    expect(errors).toBeUndefined();
    expect(commands.map((command) => command['Limit'])).toEqual(Array.from({ length: queries ?? 0 }, () => limit));
  });

  test('lists what directives.md calls not supported', () => {
    const [, list = ''] = /refused by name: (.*)\. There is/.exec(limits.prose) ?? [];
    const listed = list.split(', ').map((one) => one.replaceAll('`', ''));
    const [, ...sections] = readPage('docs/directives.md').text.split(/^## (?=@)/m);
    const unsupported = sections.filter((text) => text.includes('Not supported by this version yet: a schema'));
    expect(listed.length).toBeGreaterThan(0);
    expect(new Set(listed)).toEqual(new Set(unsupported.map((text) => text.split('\n')[0])));
  });
});

describe('docs/subscriptions.md', () => {
  test('has the numbers of the code', () => {
    const number = (value: number) => value.toLocaleString('en');
    expect(subscriptions.prose).toContain(`A socket may have ${MAX_SOCKET_OPERATIONS} operations open`);
    expect(subscriptions.prose).toContain(
      `it may send ${MAX_MESSAGES_AT_ONCE} messages at once, and then ${MAX_MESSAGES_PER_SECOND} a second`,
    );
    expect(subscriptions.prose).toContain(`up to ${number(MAX_WAITING_RESULTS)} results wait`);
    expect(subscriptions.prose).toContain(`up to ${MAX_WAITING_CHARACTERS / 1_000_000} million characters`);
  });
});

describe('docs/streams.md', () => {
  const optionRows = new Map(
    rowsOf(streams.prose).flatMap(([names = '', stands = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, stands.replaceAll('`', '')] as const),
    ),
  );

  test('has every option of the consumer, with what holds where nothing is said', () => {
    expect(CONSUMER_OPTION_NAMES.filter((name) => !optionRows.has(name))).toEqual([]);
    for (const [name, value] of Object.entries(CONSUMER_DEFAULTS)) {
      if (typeof value === 'function' || typeof value === 'object') continue;
      const said = typeof value === 'number' ? value.toLocaleString('en') : String(value);
      expect([name, optionRows.get(name)]).toEqual([name, said]);
    }
  });

  test('its polls and renewals a day are those of the settings', () => {
    const secondsADay = 24 * 60 * 60;
    const ofRow = (what: string) => rowsOf(streams.prose).find(([cell]) => cell?.startsWith(what))?.[1] ?? '';
    const polls = (secondsADay * 1_000) / STREAM_POLL_MS.elsewhere;
    expect(ofRow('GetRecords, a quiet shard')).toBe(`up to ${polls.toLocaleString('en')}`);
    // A third of a lease's duration, less up to a fifth at random.
    const renewals = (secondsADay * 1_000) / ((DEFAULT_SETTINGS.leaseDurationMs / 3) * 0.9);
    expect(numbersIn(ofRow('UpdateItem of the lease'))).toEqual([renewals]);
    expect(numbersIn(ofRow('Query of all leases'))).toEqual([renewals]);
  });
});

describe('docs/cursors.md', () => {
  test('has the numbers of the settings', () => {
    const { pageSizeDefault, pageSizeMax, readBudgetUnits } = DEFAULT_SETTINGS;
    expect(cursors.prose).toContain(`Neither given means \`first: ${pageSizeDefault}\`; at most ${pageSizeMax}.`);
    expect(cursors.prose).toContain(`(\`--read-budget-units\`, ${readBudgetUnits} read units`);
    const { kind } = SETTINGS.cursorSecrets;
    const [, length = ''] = /at least (\d+) characters each/.exec(cursors.prose) ?? [];
    expect(kind).toMatchObject({ pattern: new RegExp(`^.{${length},}$`) });
  });
});
