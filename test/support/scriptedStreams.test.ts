import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { callDynamo } from './callDynamo.js';
import { testEngine, uniqueTablePrefix } from './engine.js';
import { connectionReset } from './scriptedAnswer.js';
import { startScriptedStreams, type ScriptedStreams } from './scriptedStreams.js';
import type { ScriptedTable } from './scriptedTable.js';

const HOUR_MS = 60 * 60 * 1000;
const key = (id: string): AttributeMap => ({ id: { S: id } });
const n = (value: number): AttributeMap => ({ n: { N: String(value) } });

interface Page {
  readonly Records: readonly { readonly eventName: string; readonly dynamodb: Readonly<Record<string, unknown>> }[];
  readonly NextShardIterator?: string;
}

/** Asks one endpoint; an error is thrown by its name. */
function clientOf(endpoint: string) {
  async function call(action: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await callDynamo(endpoint, action, input);
    if (status !== 200) throw new Error(String(body['__type']).replace(/^.*#/, ''));
    return body;
  }
  const ofStreams = (action: string, input: object) => call(`DynamoDBStreams_20120810.${action}`, input);
  return {
    call,
    async streamOf(table: string) {
      const { Table } = await call('DescribeTable', { TableName: table });
      return (Table as { readonly LatestStreamArn: string }).LatestStreamArn;
    },
    async describe(arn: string, more: object = {}) {
      const { StreamDescription } = await ofStreams('DescribeStream', { StreamArn: arn, ...more });
      return StreamDescription as {
        readonly StreamStatus: string;
        readonly Shards: readonly {
          readonly ShardId: string;
          readonly ParentShardId?: string;
          readonly SequenceNumberRange: Readonly<Record<string, string>>;
        }[];
        readonly LastEvaluatedShardId?: string;
      };
    },
    async iterator(arn: string, shardId: string, type: string, SequenceNumber?: string) {
      const input = { StreamArn: arn, ShardId: shardId, ShardIteratorType: type, SequenceNumber };
      return String((await ofStreams('GetShardIterator', input))['ShardIterator']);
    },
    async records(ShardIterator: string | undefined, more: object = {}) {
      return (await ofStreams('GetRecords', { ShardIterator, ...more })) as unknown as Page;
    },
  };
}

const namesOf = ({ Records }: Page) => Records.map(({ dynamodb }) => (dynamodb['Keys'] as { id: { S: string } }).id.S);

describe('as an engine does,', () => {
  const targets = [['the engine'], ['the scripted endpoint']] as const;
  let streams: ScriptedStreams;

  beforeEach(async () => {
    streams = await startScriptedStreams({ engine: testEngine().endpoint });
  });
  afterEach(() => streams.close());

  /** A table with a stream: the engine's own, or one that the endpoint makes of what goes through it. */
  async function tableAt(target: string) {
    const name = `${uniqueTablePrefix()}things`;
    const isEngine = target === 'the engine';
    const { call } = clientOf(testEngine().endpoint);
    await call('CreateTable', {
      TableName: name,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...(isEngine && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
    });
    if (!isEngine) await streams.watch(name);
    const client = clientOf(isEngine ? testEngine().endpoint : streams.endpoint);
    return { name, client, arn: await client.streamOf(name) };
  }

  test.each(targets)('%s tells every kind of write with both images', async (target) => {
    const { name, client, arn } = await tableAt(target);
    const TableName = name;
    await client.call('PutItem', { TableName, Item: { ...key('a'), ...n(1) } });
    await client.call('UpdateItem', {
      TableName,
      Key: key('a'),
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': { N: '2' } },
    });
    await client.call('BatchWriteItem', {
      RequestItems: { [name]: [{ PutRequest: { Item: key('b') } }] },
    });
    await client.call('TransactWriteItems', {
      TransactItems: [{ Delete: { TableName, Key: key('a') } }],
    });
    const refused = client.call('PutItem', {
      TableName,
      Item: key('b'),
      ConditionExpression: 'attribute_not_exists(id)',
    });
    await expect(refused).rejects.toThrow('ConditionalCheckFailedException');
    const [shard] = (await client.describe(arn)).Shards;
    const page = await client.records(await client.iterator(arn, shard!.ShardId, 'TRIM_HORIZON'));
    expect(page.Records).toMatchObject([
      { eventName: 'INSERT', dynamodb: { Keys: key('a'), NewImage: { ...key('a'), ...n(1) } } },
      { eventName: 'MODIFY', dynamodb: { OldImage: { ...key('a'), ...n(1) }, NewImage: { ...key('a'), ...n(2) } } },
      { eventName: 'INSERT', dynamodb: { Keys: key('b'), NewImage: key('b') } },
      { eventName: 'REMOVE', dynamodb: { Keys: key('a'), OldImage: { ...key('a'), ...n(2) } } },
    ]);
    expect(page.Records[0]?.dynamodb).not.toHaveProperty('OldImage');
    expect(page.Records[3]?.dynamodb).not.toHaveProperty('NewImage');
    expect(page.NextShardIterator).toBeDefined();
  });

  test.each(targets)('%s begins where each type of iterator says, and goes on from page to page', async (target) => {
    const { name, client, arn } = await tableAt(target);
    const put = (id: string) => client.call('PutItem', { TableName: name, Item: key(id) });
    const shardId = (await client.describe(arn)).Shards[0]!.ShardId;
    for (const id of ['a', 'b', 'c']) await put(id);
    const first = await client.records(await client.iterator(arn, shardId, 'TRIM_HORIZON'), { Limit: 2 });
    expect(namesOf(first)).toEqual(['a', 'b']);
    expect(namesOf(await client.records(first.NextShardIterator))).toEqual(['c']);
    const second = String(first.Records[1]?.dynamodb['SequenceNumber']);
    const from = async (type: string) =>
      namesOf(await client.records(await client.iterator(arn, shardId, type, second)));
    expect(await from('AT_SEQUENCE_NUMBER')).toEqual(['b', 'c']);
    expect(await from('AFTER_SEQUENCE_NUMBER')).toEqual(['c']);
    const latest = await client.iterator(arn, shardId, 'LATEST');
    await put('d');
    expect(namesOf(await client.records(latest))).toEqual(['d']);
  });

  test('writes of one item that go through side by side are told in the order in which they happened', async () => {
    const { name, client } = await tableAt('the scripted endpoint');
    const table = await streams.watch(name);
    const put = (value: number) => client.call('PutItem', { TableName: name, Item: { ...key('a'), ...n(value) } });
    await Promise.all(Array.from({ length: 20 }, (_, at) => put(at)));
    await streams.put(table, { ...key('a'), ...n(20) });
    await streams.delete(table, key('a'));
    const images = table.records.map(({ newImage }) => newImage);
    expect(images).toHaveLength(22);
    expect(table.records.map(({ oldImage }) => oldImage)).toEqual([undefined, ...images.slice(0, -1)]);
    expect(images.at(-1)).toBeUndefined();
  });

  test('an item that was there before is told with its image, also where this endpoint had never seen it', async () => {
    const { name, client } = await tableAt('the scripted endpoint');
    const engine = clientOf(testEngine().endpoint);
    await engine.call('PutItem', { TableName: name, Item: key('a') });
    await engine.call('PutItem', { TableName: name, Item: key('b') });
    const table = await streams.watch(name);
    await client.call('DeleteItem', { TableName: name, Key: key('a') });
    await streams.put(table, { ...key('b'), ...n(1) });
    expect(table.records).toMatchObject([
      { eventName: 'REMOVE', oldImage: key('a') },
      { eventName: 'MODIFY', oldImage: key('b') },
    ]);
  });
});

describe('as AWS alone does,', () => {
  let streams: ScriptedStreams;
  let table: ScriptedTable;
  let client: ReturnType<typeof clientOf>;
  let arn: string;

  beforeEach(async () => {
    streams = await startScriptedStreams();
    table = await streams.watch('Things', { keyAttributes: ['id'] });
    client = clientOf(streams.endpoint);
    arn = await client.streamOf('Things');
  });
  afterEach(() => streams.close());

  const only = () => table.openShards[0]!;
  const oldest = (shardId = only()) => client.iterator(arn, shardId, 'TRIM_HORIZON');
  /** Everything that a shard holds. */
  async function readShard(shardId: string): Promise<readonly string[]> {
    const names: string[] = [];
    for (let next: string | undefined = await oldest(shardId); next !== undefined;) {
      const page = await client.records(next);
      names.push(...namesOf(page));
      next = page.NextShardIterator;
    }
    return names;
  }

  test('a shard that rolls over ends, and its child goes on', async () => {
    const parent = only();
    table.write(key('a'), {});
    const [child] = table.rollOver();
    table.write(key('b'), {});
    expect(await readShard(parent)).toEqual(['a']);
    expect(namesOf(await client.records(await oldest(child)))).toEqual(['b']);
    const { Shards } = await client.describe(arn);
    expect(Shards.map(({ ShardId, ParentShardId }) => [ShardId, ParentShardId])).toEqual([
      [child, parent],
      [parent, undefined],
    ]);
    expect(Shards.map(({ SequenceNumberRange }) => 'EndingSequenceNumber' in SequenceNumberRange)).toEqual([
      false,
      true,
    ]);
  });

  test('the end of a shard comes with its last records, or on a page of its own', async () => {
    const shardIds = [only(), ...table.rollOver()];
    table.write(key('a'), {});
    table.rollOver();
    // The first one is empty.
    shardIds.push(...table.openShards);
    table.write(key('b'), {});
    table.rollOver();
    const isEnd = async (shardId: string) =>
      (await client.records(await oldest(shardId))).NextShardIterator === undefined;
    const ends = await Promise.all(shardIds.map(isEnd));
    expect(ends[0]).toBe(true);
    expect(ends.slice(1).toSorted()).toEqual([false, true]);
    expect(await Promise.all(shardIds.map(readShard))).toEqual([[], ['a'], ['b']]);
  });

  test('a split gives each item to one of two children', async () => {
    const parent = only();
    const children = table.split(parent);
    const ids = Array.from({ length: 40 }, (_, at) => `item ${at}`);
    for (const id of ids) table.write(key(id), {});
    table.rollOver();
    const names = await Promise.all(children.map(readShard));
    expect(names.every((some) => some.length > 5)).toBe(true);
    expect(names.flat().toSorted()).toEqual(ids.toSorted());
  });

  test('a child may be listed late, though it has records', async () => {
    const [child] = table.rollOver({ listed: false });
    table.write(key('a'), {});
    expect((await client.describe(arn)).Shards).toHaveLength(1);
    table.list();
    expect((await client.describe(arn)).Shards.map(({ ShardId }) => ShardId)).toContain(child);
  });

  test('shards are listed page after page, children before parents', async () => {
    for (let at = 0; at < 4; at += 1) table.rollOver();
    streams.service.limits.shardsAPage = 2;
    const ids: string[] = [];
    let calls = 0;
    for (let last: string | undefined; calls === 0 || last !== undefined; calls += 1) {
      const page = await client.describe(arn, { ExclusiveStartShardId: last });
      ids.push(...page.Shards.map(({ ShardId }) => ShardId));
      last = page.LastEvaluatedShardId;
    }
    expect(calls).toBe(3);
    expect(new Set(ids).size).toBe(5);
    expect(ids[0]).toBe(only());
  });

  test('sequence numbers grow in a shard as numbers, with more and more digits', async () => {
    for (let at = 0; at < 12; at += 1) table.write(key('a'), n(at));
    const numbers = table.records.map(({ sequenceNumber }) => sequenceNumber);
    expect(numbers.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))).toEqual(numbers);
    expect(new Set(numbers.map(({ length }) => length)).size).toBe(2);
    expect(numbers.every(({ length }) => length >= 21 && length <= 40)).toBe(true);
  });

  test('a page has 1000 records or 1 MB', async () => {
    for (let at = 0; at < 1001; at += 1) table.write(key(`small ${at}`), {});
    const first = await client.records(await oldest());
    expect(first.Records).toHaveLength(1000);
    for (let at = 0; at < 6; at += 1) table.write(key(`large ${at}`), { text: { S: 'x'.repeat(300_000) } });
    const second = await client.records(first.NextShardIterator);
    expect(namesOf(second)).toEqual(['small 1000', 'large 0', 'large 1', 'large 2']);
    expect(namesOf(await client.records(second.NextShardIterator))).toEqual(['large 3', 'large 4', 'large 5']);
  });

  test('a page may be empty though records follow', async () => {
    table.write(key('a'), {});
    table.giveEmptyPages(only(), 1);
    const empty = await client.records(await oldest());
    expect(empty.Records).toEqual([]);
    expect(namesOf(await client.records(empty.NextShardIterator))).toEqual(['a']);
  });

  test('an iterator works for 15 minutes', async () => {
    table.write(key('a'), {});
    const iterator = await oldest();
    streams.advance(14 * 60_000);
    const { NextShardIterator } = await client.records(iterator);
    streams.advance(2 * 60_000);
    await expect(client.records(iterator)).rejects.toThrow('ExpiredIteratorException');
    await client.records(NextShardIterator);
    streams.service.expireIterators();
    await expect(client.records(NextShardIterator)).rejects.toThrow('ExpiredIteratorException');
    await expect(client.records('no iterator')).rejects.toThrow('ValidationException');
  });

  test('records are kept for 24 hours, and whoever is before them is told', async () => {
    const shardId = only();
    const before = table.write(key('a'), {})!;
    streams.advance(12 * HOUR_MS);
    table.write(key('b'), {});
    const iterator = await oldest();
    streams.advance(12 * HOUR_MS + 1000);
    const stale = client.iterator(arn, shardId, 'AFTER_SEQUENCE_NUMBER', before.sequenceNumber);
    await expect(stale).rejects.toThrow('TrimmedDataAccessException');
    await expect(client.records(iterator)).rejects.toThrow('ExpiredIteratorException');
    expect(namesOf(await client.records(await oldest()))).toEqual(['b']);
    const fresh = await oldest();
    table.trim(shardId);
    await expect(client.records(fresh)).rejects.toThrow('TrimmedDataAccessException');
    table.rollOver();
    streams.advance(25 * HOUR_MS);
    await expect(oldest(shardId)).rejects.toThrow('ResourceNotFoundException');
    expect((await client.describe(arn)).Shards).toHaveLength(1);
  });

  test('a stream that is switched off can be read for 24 hours, beside its successor', async () => {
    const shardId = only();
    table.write(key('a'), {});
    table.switchOff();
    expect(table.write(key('a'), n(1))).toBeUndefined();
    expect((await client.call('DescribeTable', { TableName: 'Things' }))['Table']).not.toHaveProperty(
      'StreamSpecification',
    );
    expect((await client.describe(arn)).StreamStatus).toBe('DISABLED');
    table.switchOn();
    table.write(key('a'), n(2));
    expect(await readShard(shardId)).toEqual(['a']);
    const next = await client.streamOf('Things');
    expect(next).not.toBe(arn);
    const page = await client.records(await client.iterator(next, only(), 'TRIM_HORIZON'));
    expect(page.Records).toMatchObject([{ eventName: 'MODIFY', dynamodb: { OldImage: n(1), NewImage: n(2) } }]);
    streams.advance(25 * HOUR_MS);
    await expect(client.describe(arn)).rejects.toThrow('ResourceNotFoundException');
  });

  test('a table made anew has no items and another stream', async () => {
    table.write(key('a'), {});
    table.deleteTable();
    await expect(client.streamOf('Things')).rejects.toThrow('ResourceNotFoundException');
    table.createAnew();
    expect(table.write(key('a'), {})?.eventName).toBe('INSERT');
    expect(await client.streamOf('Things')).not.toBe(arn);
  });

  test('what changes nothing makes no record, unless a test wants an engine that does', () => {
    table.write(key('a'), n(1));
    expect(table.write(key('a'), n(1))).toBeUndefined();
    expect(table.write(key('b'), undefined)).toBeUndefined();
    expect(table.write(key('a'), n(1), { evenIfUnchanged: true })?.eventName).toBe('MODIFY');
  });

  test('the TTL service signs its deletions, and times are to the second', async () => {
    table.write(key('a'), {}, { atMs: 1234 });
    table.write(key('a'), undefined, { expired: true });
    streams.advance(-Date.now());
    const { Records } = await client.records(await oldest());
    expect(Records[0]?.dynamodb['ApproximateCreationDateTime']).toBe(1);
    expect(Records[0]).not.toHaveProperty('userIdentity');
    expect(Records[1]).toMatchObject({ userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } });
  });

  test.each([
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['KEYS_ONLY', []],
  ] as const)('a stream of %s has no other image', async (view, images) => {
    const other = await streams.watch('Others', { keyAttributes: ['id'], view });
    other.write(key('a'), n(1));
    other.write(key('a'), n(2));
    const iterator = await client.iterator(other.stream.arn, other.openShards[0]!, 'TRIM_HORIZON');
    const { Records } = await client.records(iterator);
    expect(Object.keys(Records[1]?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))).toEqual(images);
  });

  test('a shard is read so often a second, and no more', async () => {
    streams.service.limits.getRecordsASecond = 2;
    const request = { action: 'GetRecords', input: { ShardIterator: await oldest() } };
    // Not over the network, so that it all happens within a second.
    const statuses = [1, 2, 3]
      .map(() => streams.service.answer(request))
      .map((answer) => answer?.kind === 'respond' && answer.status);
    expect(statuses).toEqual([200, 200, 400]);
    expect(streams.service.calls.at(-1)?.outcome).toBe('LimitExceededException');
  });

  test('readers of a shard are counted from their first to their last page', async () => {
    const read = async () => (await client.records(await oldest())).NextShardIterator;
    await read();
    await read();
    expect(streams.service.readersAtOnce(only())).toBe(1);
    const slow = await read();
    await read();
    await client.records(slow);
    expect(streams.service.readersAtOnce(only())).toBe(2);
  });

  test('calls are noted with what came of them, and faults can be written as for any endpoint', async () => {
    streams.throttleNext('GetRecords', 1);
    streams.dynamo.on('DescribeStream', connectionReset('after'));
    const iterator = await oldest();
    await expect(client.records(iterator)).rejects.toThrow('LimitExceededException');
    await expect(client.describe(arn)).rejects.toThrow('fetch failed');
    await client.records(iterator);
    await expect(client.iterator(arn, 'none', 'LATEST')).rejects.toThrow('ResourceNotFoundException');
    expect(streams.service.calls).toMatchObject([
      { action: 'GetShardIterator', shardId: only(), outcome: 'TRIM_HORIZON' },
      { action: 'GetRecords', shardId: only(), outcome: 0 },
      { action: 'GetShardIterator', shardId: 'none', outcome: 'ResourceNotFoundException' },
    ]);
  });
});
