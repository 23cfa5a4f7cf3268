import { failure, success, type ScriptedAnswer } from './scriptedAnswer.js';
import type { RecordedRequest } from './scriptedEndpoint.js';
import type { ScriptedRecord, ScriptedShard } from './scriptedShard.js';
import type { ScriptedStream, ScriptedTable, StreamView } from './scriptedTable.js';

/** A call of DynamoDB Streams that came to its answer. */
export interface StreamCall {
  readonly action: 'ListStreams' | 'DescribeStream' | 'GetShardIterator' | 'GetRecords';
  readonly shardId: string | undefined;
  /** The iterator's type, the number of records, or the name of the error. */
  readonly outcome: string | number;
  /** By `performance.now()`. */
  readonly atMs: number;
}

export interface StreamLimits {
  /** Default: 1000, as AWS has it. */
  recordsAPage: number;
  /** Default: 100, as AWS has it. */
  shardsAPage: number;
  /** Of one shard, by whomever; more are refused with LimitExceededException. Default: no limit. */
  getRecordsASecond: number;
  /** AWS documents 10. Default: no limit. */
  describeStreamsASecond: number;
}

export interface StreamsService {
  /** What it is asked and answered, in order. Answers that a test wrote instead are not among it. */
  readonly calls: readonly StreamCall[];
  readonly limits: StreamLimits;
  /** Undefined where this is no action of DynamoDB Streams. */
  answer(request: RecordedRequest): ScriptedAnswer | undefined;
  /** No iterator given out so far works any more. */
  expireIterators(): void;
  /**
   * The most readers that a shard had at once. One reads from its first GetRecords to its last with iterators that go
   * back to one GetShardIterator; whoever asks for another iterator is another reader from then on.
   */
  readersAtOnce(shardId: string): number;
}

const PAGE_BYTES = 1024 * 1024;
const ITERATOR_LIFE_MS = 15 * 60 * 1000;

type Input = Readonly<Record<string, unknown>>;

/** What an iterator says; its text is this as JSON. */
interface IteratorFacts {
  readonly arn: string;
  readonly shardId: string;
  readonly position: number;
  readonly bornMs: number;
  readonly generation: number;
  readonly reader: number;
}

/** What DynamoDB Streams answers of these tables, as the API reference says. `now`: milliseconds since 1970. */
export function createStreamsService(tables: ReadonlyMap<string, ScriptedTable>, now: () => number): StreamsService {
  const calls: StreamCall[] = [];
  const limits: StreamLimits = {
    recordsAPage: 1000,
    shardsAPage: 100,
    getRecordsASecond: Infinity,
    describeStreamsASecond: Infinity,
  };
  /** By shard: when its readers came first and last, in numbers of calls. */
  const readers = new Map<string, Map<number, { readonly first: number; last: number }>>();
  const recent = new Map<string, number[]>();
  let generation = 0;
  let readerCount = 0;

  const allStreams = () => [...tables.values()].flatMap((table) => table.streams.map((stream) => ({ table, stream })));

  function streamOf(arn: unknown): { table: ScriptedTable; stream: ScriptedStream } {
    const found = allStreams().find(({ stream }) => stream.arn === arn);
    if (found === undefined) throw notFound(`Stream: ${String(arn)} not found`);
    return found;
  }

  function shardOf(arn: unknown, shardId: unknown): ScriptedShard {
    const shard = streamOf(arn).stream.shards.get(String(shardId));
    if (shard === undefined) throw notFound(`Shard ${String(shardId)} does not exist`);
    return shard;
  }

  function checkRate(what: string, limit: number): void {
    const second = (recent.get(what) ?? []).filter((atMs) => atMs > performance.now() - 1000);
    recent.set(what, second);
    if (second.length >= limit) throw new Refusal(failure('LimitExceededException'), 'LimitExceededException');
    second.push(performance.now());
  }

  function listStreams({ TableName }: Input): Outcome {
    const listed = allStreams().filter(({ table }) => TableName === undefined || table.name === TableName);
    const Streams = listed.map(({ table, stream }) => ({
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      TableName: table.name,
    }));
    return { outcome: Streams.length, body: { Streams } };
  }

  function describeStream({ StreamArn, ExclusiveStartShardId, Limit, ShardFilter }: Input): Outcome {
    const { table, stream } = streamOf(StreamArn);
    checkRate('DescribeStream', limits.describeStreamsASecond);
    const { ShardId: parent } = (ShardFilter ?? {}) as { readonly ShardId?: string };
    // The youngest first: nobody may count on parents coming before their children.
    const listed = [...stream.shards.values()]
      .filter(({ isListed, parentShardId }) => isListed && (parent === undefined || parentShardId === parent))
      .toSorted((a, b) => (a.shardId < b.shardId ? 1 : -1))
      .filter(({ shardId }) => ExclusiveStartShardId === undefined || shardId < String(ExclusiveStartShardId));
    const page = listed.slice(0, Math.min(Number(Limit ?? Infinity), limits.shardsAPage));
    const description = {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.closedAtMs === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.view,
      TableName: table.name,
      KeySchema: keySchemaOf(table),
      Shards: page.map(describeShard),
      ...(page.length < listed.length && { LastEvaluatedShardId: page.at(-1)?.shardId }),
    };
    return { outcome: page.length, body: { StreamDescription: description } };
  }

  function getShardIterator({ StreamArn, ShardId, ShardIteratorType: type, SequenceNumber: number }: Input): Outcome {
    const shard = shardOf(StreamArn, ShardId);
    const arn = String(StreamArn);
    const facts = { arn, shardId: shard.shardId, position: positionOf(shard, String(type), number) };
    return {
      outcome: String(type),
      shardId: shard.shardId,
      body: { ShardIterator: iteratorOf({ ...facts, reader: (readerCount += 1) }) },
    };
  }

  function iteratorOf(facts: Omit<IteratorFacts, 'bornMs' | 'generation'>): string {
    return JSON.stringify({ ...facts, bornMs: now(), generation } satisfies IteratorFacts);
  }

  function getRecords({ ShardIterator, Limit = limits.recordsAPage }: Input): Outcome {
    const facts = factsOf(ShardIterator);
    const { arn, shardId, position, reader } = facts;
    if (!(Number(Limit) >= 1 && Number(Limit) <= 1000)) throw invalid('Limit must be from 1 to 1000');
    if (facts.generation !== generation || now() - facts.bornMs > ITERATOR_LIFE_MS) {
      throw new Refusal(failure('ExpiredIteratorException'), 'ExpiredIteratorException', shardId);
    }
    const shard = shardOf(arn, shardId);
    noteReader(shardId, reader);
    checkRate(shardId, limits.getRecordsASecond);
    if (position < shard.trimmed) throw trimmed(shardId);
    const { view } = streamOf(arn).stream;
    const isHeldBack = shard.emptyPages > 0;
    if (isHeldBack) shard.emptyPages -= 1;
    const count = Math.min(Number(Limit), limits.recordsAPage);
    const page = isHeldBack ? [] : pageOf(shard.records.slice(position, position + count), view);
    const next = position + page.length;
    const isRead = shard.closedAtMs !== undefined && next === shard.records.length && !isHeldBack;
    const isEnd = isRead && !(shard.endsWithEmptyPage && page.length > 0);
    return {
      outcome: page.length,
      shardId,
      body: {
        Records: page,
        ...(!isEnd && { NextShardIterator: iteratorOf({ arn, shardId, reader, position: next }) }),
      },
    };
  }

  function noteReader(shardId: string, reader: number): void {
    const ofShard = readers.get(shardId) ?? new Map<number, { first: number; last: number }>();
    readers.set(shardId, ofShard);
    const known = ofShard.get(reader);
    if (known === undefined) ofShard.set(reader, { first: calls.length, last: calls.length });
    else known.last = calls.length;
  }

  const actions = {
    ListStreams: listStreams,
    DescribeStream: describeStream,
    GetShardIterator: getShardIterator,
    GetRecords: getRecords,
  };

  return {
    calls,
    limits,
    answer({ action: name, input }) {
      if (!Object.hasOwn(actions, name)) return undefined;
      const action = name as keyof typeof actions;
      const note = (outcome: string | number, shardId: string | undefined) =>
        calls.push({ action, shardId, outcome, atMs: performance.now() });
      try {
        const { outcome, shardId, body } = actions[action](input as Input);
        note(outcome, shardId);
        return success(body);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        note(error.message, error.shardId ?? (input as { readonly ShardId?: string }).ShardId);
        return error.answer;
      }
    },
    expireIterators() {
      generation += 1;
    },
    readersAtOnce(shardId) {
      const spans = [...(readers.get(shardId)?.values() ?? [])];
      const atOnce = spans.map(({ first }) => spans.filter((one) => one.first <= first && first <= one.last).length);
      return Math.max(0, ...atOnce);
    },
  };
}

interface Outcome {
  readonly outcome: string | number;
  readonly shardId?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An error of the service; its message is the error's name. */
class Refusal extends Error {
  constructor(
    readonly answer: ScriptedAnswer,
    name: string,
    readonly shardId?: string,
  ) {
    super(name);
  }
}

function notFound(what: string): Refusal {
  const message = `Requested resource not found: ${what}`;
  return new Refusal(failure('ResourceNotFoundException', { message }), 'ResourceNotFoundException');
}

function invalid(message: string): Refusal {
  return new Refusal(failure('ValidationException', { message }), 'ValidationException');
}

function trimmed(shardId: string): Refusal {
  const message = 'The operation attempted to read past the oldest stream record in a shard.';
  return new Refusal(failure('TrimmedDataAccessException', { message }), 'TrimmedDataAccessException', shardId);
}

export function keySchemaOf({ keyAttributes }: ScriptedTable): readonly object[] {
  return keyAttributes.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}

function describeShard({ shardId, parentShardId, startingSequenceNumber, records, closedAtMs }: ScriptedShard): object {
  const last = records.at(-1)?.sequenceNumber ?? String(startingSequenceNumber);
  return {
    ShardId: shardId,
    ...(parentShardId !== undefined && { ParentShardId: parentShardId }),
    SequenceNumberRange: {
      StartingSequenceNumber: String(startingSequenceNumber),
      ...(closedAtMs !== undefined && { EndingSequenceNumber: last }),
    },
  };
}

function positionOf(shard: ScriptedShard, type: string, sequenceNumber: unknown): number {
  if (type === 'TRIM_HORIZON') return shard.trimmed;
  if (type === 'LATEST') return shard.records.length;
  if (type !== 'AT_SEQUENCE_NUMBER' && type !== 'AFTER_SEQUENCE_NUMBER') throw invalid(`Invalid type ${type}`);
  const at = shard.records.findIndex((record) => record.sequenceNumber === sequenceNumber);
  if (at === -1) throw invalid(`Invalid SequenceNumber: ${String(sequenceNumber)}`);
  if (at < shard.trimmed) throw trimmed(shard.shardId);
  return type === 'AT_SEQUENCE_NUMBER' ? at : at + 1;
}

function factsOf(iterator: unknown): IteratorFacts {
  try {
    return JSON.parse(String(iterator)) as IteratorFacts;
  } catch {
    throw invalid('Invalid ShardIterator');
  }
}

/** As many as 1 MB holds, at least one. */
function pageOf(records: readonly ScriptedRecord[], view: StreamView): readonly object[] {
  const page: object[] = [];
  let bytes = 0;
  for (const record of records) {
    const shown = toStreamRecord(record, view);
    bytes += shown.dynamodb.SizeBytes;
    if (bytes > PAGE_BYTES && page.length > 0) break;
    page.push(shown);
  }
  return page;
}

function toStreamRecord({ keys, oldImage, newImage, ...record }: ScriptedRecord, view: StreamView) {
  const images = {
    ...(newImage !== undefined && view.startsWith('NEW') && { NewImage: newImage }),
    ...(oldImage !== undefined && view.includes('OLD') && { OldImage: oldImage }),
  };
  return {
    eventID: `${record.shardId}-${record.sequenceNumber}`,
    eventName: record.eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(record.atMs / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: record.sequenceNumber,
      SizeBytes: Buffer.byteLength(JSON.stringify({ keys, ...images })),
      StreamViewType: view,
    },
    ...(record.expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
}
