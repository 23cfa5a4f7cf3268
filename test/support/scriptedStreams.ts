import { pickKey } from '../../src/dynamo/keys/itemKey.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { createPlainExchange } from './plainExchange.js';
import { testEngine } from './engine.js';
import { failure, success, type ScriptedAnswer } from './scriptedAnswer.js';
import { startScriptedEndpoint, type RecordedRequest, type ScriptedEndpoint } from './scriptedEndpoint.js';
import { createScriptedTable, type ScriptedTable, type StreamView } from './scriptedTable.js';
import { createStreamsService, keySchemaOf, type StreamsService } from './streamsService.js';
import { createWatchedWrites } from './watchedWrites.js';

/**
 * An HTTP endpoint on 127.0.0.1 that answers for DynamoDB Streams as the API reference says, with what no local engine
 * does: shards that roll over, split and are listed late, trimming, iterators that expire, limits, streams switched off
 * and on, tables made anew.
 *
 * With `engine` it is also a DynamoDB: all other calls go there, and what writes to a table that it watches is in that
 * table's stream, so whole gateways and their processes run on it. The table itself has no stream at the engine.
 *
 * Faults are written into `dynamo`, as in any scripted endpoint: `dynamo.on('GetRecords', connectionReset('after'))`.
 */
export interface ScriptedStreams {
  readonly endpoint: string;
  readonly dynamo: ScriptedEndpoint;
  readonly service: StreamsService;
  /**
   * Gives a table a stream.
   *
   * @param options.keyAttributes  Partition first. The table need not be at the engine then: it is in the stream only.
   *   Default: what the engine says.
   * @param options.view  Default NEW_AND_OLD_IMAGES.
   * @param options.shardCount  Default 1.
   */
  watch(
    table: string,
    options?: { readonly keyAttributes?: readonly string[]; readonly view?: StreamView; readonly shardCount?: number },
  ): Promise<ScriptedTable>;
  /** Writes at the engine and into the stream, past this endpoint: what another program does, cheaply. */
  put(table: ScriptedTable, item: AttributeMap): Promise<void>;
  delete(table: ScriptedTable, key: AttributeMap): Promise<void>;
  /** The next calls of an action are throttled. */
  throttleNext(action: string, count: number, errorName?: string): void;
  /** Its clock goes on by so much at once: iterators expire after 15 minutes, records are trimmed after 24 hours. */
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export async function startScriptedStreams({ engine }: { readonly engine?: string } = {}): Promise<ScriptedStreams> {
  const tables = new Map<string, ScriptedTable>();
  const atEngine = new Set<ScriptedTable>();
  const numbers = { made: 0 };
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const service = createStreamsService(tables, now);
  const plain = engine === undefined ? undefined : createPlainExchange({ ...testEngine(), endpoint: engine });
  const writes = plain && createWatchedWrites(plain, tables);
  const dynamo = await startScriptedEndpoint({ ...(engine !== undefined && { engine }), service: answer });

  async function answer(request: RecordedRequest): Promise<ScriptedAnswer> {
    const ofStreams = service.answer(request);
    if (ofStreams !== undefined) return ofStreams;
    const written = await writes?.write(request);
    if (written !== undefined) return { kind: 'respond', ...written };
    const table = tables.get(String((request.input as { readonly TableName?: unknown }).TableName));
    if (request.action === 'DescribeTable' && table !== undefined) return describeTable(table);
    return plain === undefined
      ? failure('UnscriptedRequest', { message: `These scripted streams have no engine for ${request.action}.` })
      : { kind: 'respond', ...(await plain.exchange(request.action, request.input)) };
  }

  function describeTable(table: ScriptedTable): ScriptedAnswer {
    if (table.isDeleted) return failure('ResourceNotFoundException', { message: `Table: ${table.name} not found` });
    const { arn, label, view, closedAtMs } = table.stream;
    // A stream that is off is named as the latest one still.
    const ofStream = {
      LatestStreamArn: arn,
      LatestStreamLabel: label,
      ...(closedAtMs === undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
    };
    if (!atEngine.has(table)) {
      return success({
        Table: { TableName: table.name, TableStatus: 'ACTIVE', KeySchema: keySchemaOf(table), ...ofStream },
      });
    }
    return { kind: 'forward', change: ({ Table }) => ({ Table: { ...(Table as object), ...ofStream } }) };
  }

  async function keysAtEngine(table: string): Promise<readonly string[]> {
    if (plain === undefined) throw new Error(`Say the keyAttributes of "${table}": there is no engine to ask.`);
    const { status, body } = await plain.exchange('DescribeTable', { TableName: table });
    if (status !== 200) throw new Error(`Make table "${table}" at the engine before watching it.`);
    const { KeySchema } = body['Table'] as { readonly KeySchema: readonly { readonly AttributeName: string }[] };
    return KeySchema.map(({ AttributeName }) => AttributeName);
  }

  async function write(table: ScriptedTable, key: AttributeMap, item: AttributeMap | undefined): Promise<void> {
    if (plain === undefined || writes === undefined) {
      throw new Error('There is no engine to write to: use write() of the table.');
    }
    const [action, what] = item === undefined ? ['DeleteItem', { Key: key }] : ['PutItem', { Item: item }];
    await writes.inTurn([{ table, key }], async () => {
      const input = { TableName: table.name, ReturnValues: 'ALL_OLD', ...what };
      const { status, body } = await plain.exchange(action, input);
      if (status !== 200) throw new Error(`${action} of "${table.name}": ${JSON.stringify(body)}`);
      table.remember(key, body['Attributes'] as AttributeMap | undefined);
      table.write(key, item);
    });
  }

  return {
    endpoint: dynamo.endpoint,
    dynamo,
    service,
    async watch(name, { keyAttributes, view = 'NEW_AND_OLD_IMAGES', shardCount = 1 } = {}) {
      const keys = keyAttributes ?? (await keysAtEngine(name));
      const table = createScriptedTable({ name, keyAttributes: keys, view, shardCount, now, numbers });
      tables.set(name, table);
      if (keyAttributes === undefined) atEngine.add(table);
      return table;
    },
    put: (table, item) => write(table, pickKey(item, table.keyAttributes) ?? {}, item),
    delete: (table, key) => write(table, key, undefined),
    throttleNext(action, count, errorName = 'LimitExceededException') {
      dynamo.on(action, ...Array.from({ length: count }, () => failure(errorName)));
    },
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
    async close() {
      await dynamo.close();
      plain?.close();
    },
  };
}
