import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

interface FakeShard {
  readonly id: string;
  readonly parent: string | undefined;
  /** By position; trimmed ones stay in the array. */
  readonly records: StreamRecord[];
  closed: boolean;
  listed: boolean;
  trimmedTo: number;
}

/** What a client was asked, in short: `GetShardIterator s1 LATEST`. */
type Log = string[];

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Readonly<Record<string, string>>;
}

export interface FakeStream {
  readonly streamsClient: Pick<DynamoDBStreamsClient, 'send'>;
  readonly dynamoClient: Pick<DynamoDBClient, 'send'>;
  readonly log: Log;
  /** `listed: false` hides it from DescribeStream until `list`. */
  addShard(id: string, options?: { parent?: string; listed?: boolean }): void;
  list(id: string): void;
  /** The stream has it no longer. */
  removeShard(id: string): void;
  /** No record comes any more: reading it ends after its last. */
  closeShard(id: string): void;
  write(shardId: string, key: string, record?: Partial<StreamRecord> & { at?: Date }): void;
  /** All iterators given out so far expire. */
  expireIterators(): void;
  /** The oldest records of a shard, this many, are gone. */
  trim(shardId: string, count: number): void;
  /** The next calls of this command throw these, one each. */
  failNext(command: string, ...errors: readonly Error[]): void;
  /** The next call of this command does what it is told, and its answer is lost. */
  loseAnswer(command: string, error: Error): void;
  /** The stream is switched off; `on` gives the table another, without shards. */
  switchOff(): void;
  switchOn(): void;
}

export interface FakeStreamOptions {
  readonly pageSize?: number;
  readonly shardsAPage?: number;
  readonly viewType?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Commands that another part of DynamoDB answers. */
  readonly moreCommands?: Readonly<Record<string, (input: never) => unknown>>;
}

/** An error as the SDK throws it. */
export function sdkError(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(`${name} (written in the test)`), { name, $metadata: { httpStatusCode } });
}

/** The stream of a table "T" in memory, with what no local engine has: lineages, expired iterators, trimming. */
export function createFakeStream({
  pageSize = 1000,
  shardsAPage = 2,
  viewType = 'NEW_AND_OLD_IMAGES',
  now = Date.now,
  moreCommands = {},
}: FakeStreamOptions = {}): FakeStream {
  const log: Log = [];
  const shards = new Map<string, FakeShard>();
  const failures = new Map<string, Error[]>();
  const lost = new Map<string, Error>();
  let generation = 0;
  let lastSequenceNumber = 0;
  let streamNumber = 1;
  let enabled = true;

  function shardOf(id: string): FakeShard {
    const shard = shards.get(id);
    if (shard === undefined) throw sdkError('ResourceNotFoundException');
    return shard;
  }

  function describeStream(input: Command['input']) {
    if (input['StreamArn'] !== `arn-${streamNumber}`) throw sdkError('ResourceNotFoundException');
    const all = [...shards.values()].filter(({ listed }) => listed);
    const from = all.findIndex(({ id }) => id === input['ExclusiveStartShardId']) + 1;
    const page = all.slice(from, from + shardsAPage);
    return {
      StreamDescription: {
        StreamStatus: enabled ? 'ENABLED' : 'DISABLED',
        Shards: page.map(({ id, parent }) => ({ ShardId: id, ...(parent && { ParentShardId: parent }) })),
        ...(from + shardsAPage < all.length && { LastEvaluatedShardId: page.at(-1)?.id }),
      },
    };
  }

  function getShardIterator(input: Command['input']) {
    const { records, trimmedTo, id } = shardOf(input['ShardId'] ?? '');
    const after = records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === input['SequenceNumber']) + 1;
    const position = { LATEST: records.length, TRIM_HORIZON: trimmedTo, AFTER_SEQUENCE_NUMBER: after };
    return { ShardIterator: `${id}|${position[input['ShardIteratorType'] as keyof typeof position]}|${generation}` };
  }

  function getRecords(input: Command['input']) {
    const [id = '', position = '', born = ''] = (input['ShardIterator'] ?? '').split('|');
    if (Number(born) !== generation) throw sdkError('ExpiredIteratorException');
    const shard = shardOf(id);
    if (Number(position) < shard.trimmedTo) throw sdkError('TrimmedDataAccessException');
    const end = Math.min(shard.records.length, Number(position) + pageSize);
    const ended = shard.closed && end === shard.records.length;
    return {
      Records: shard.records.slice(Number(position), end),
      ...(!ended && { NextShardIterator: `${id}|${end}|${generation}` }),
    };
  }

  function describeTable() {
    return {
      Table: {
        StreamSpecification: { StreamEnabled: enabled, StreamViewType: viewType },
        LatestStreamArn: `arn-${streamNumber}`,
      },
    };
  }

  const commands: Readonly<Record<string, (input: never) => unknown>> = {
    ...moreCommands,
    DescribeStream: describeStream,
    GetShardIterator: getShardIterator,
    GetRecords: getRecords,
    DescribeTable: describeTable,
  };

  async function send(command: Command, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown> {
    await Promise.resolve();
    options?.abortSignal?.throwIfAborted();
    const name = command.constructor.name.replace(/Command$/, '');
    const { ShardId = '', ShardIteratorType = '', SequenceNumber = '' } = command.input;
    log.push([name, ShardId, ShardIteratorType, SequenceNumber].filter(Boolean).join(' '));
    const failure = failures.get(name)?.shift();
    if (failure !== undefined) throw failure;
    const answer = commands[name]?.(command.input as never);
    const loss = lost.get(name);
    lost.delete(name);
    if (loss !== undefined) throw loss;
    return answer;
  }

  return {
    streamsClient: { send } as unknown as Pick<DynamoDBStreamsClient, 'send'>,
    dynamoClient: { send } as unknown as Pick<DynamoDBClient, 'send'>,
    log,
    addShard(id, { parent, listed = true } = {}) {
      shards.set(id, { id, parent, records: [], closed: false, listed, trimmedTo: 0 });
    },
    list(id) {
      shardOf(id).listed = true;
    },
    removeShard(id) {
      shards.delete(id);
    },
    closeShard(id) {
      shardOf(id).closed = true;
    },
    write(shardId, key, { at = new Date(now()), ...record } = {}) {
      lastSequenceNumber += 1;
      shardOf(shardId).records.push({
        eventName: 'INSERT',
        ...record,
        dynamodb: {
          Keys: { id: { S: key } },
          NewImage: { id: { S: key } },
          SequenceNumber: String(lastSequenceNumber),
          ApproximateCreationDateTime: at,
          ...record.dynamodb,
        },
      });
    },
    expireIterators() {
      generation += 1;
    },
    trim(shardId, count) {
      shardOf(shardId).trimmedTo += count;
    },
    failNext(command, ...errors) {
      failures.set(command, [...errors]);
    },
    loseAnswer(command, error) {
      lost.set(command, error);
    },
    switchOff() {
      enabled = false;
      for (const shard of shards.values()) shard.closed = true;
    },
    switchOn() {
      enabled = true;
      streamNumber += 1;
      shards.clear();
    },
  };
}
