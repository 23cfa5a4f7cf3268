import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { DEFAULT_RETRY, type CallOptions, type Caller } from './caller.js';
import { subjectOf, throttled } from './callErrors.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import { type Lane, packKeys, type Stretch } from './packKeys.js';
import type { KeysAndAttributes } from '../actions.js';

/** Items of one table wanted by key. */
export interface KeysRequest {
  readonly table: string;
  /** Primary keys, any number, all of the table's key attributes; repeats are read once. */
  readonly keys: readonly AttributeMap[];
  /** What to read of each item; it must name the key attributes. Absent: everything. */
  readonly projection?: { readonly expression: string; readonly names: Readonly<Record<string, string>> };
  readonly consistent: boolean;
}

/** An item where it is stored, null where it is not. */
export type FoundItem = AttributeMap | null;

/**
 * Reads items of any number of tables by primary key, in the fewest BatchGetItem
 * calls of at most 100 keys, side by side; a single key is a GetItem. Keys that
 * DynamoDB hands back as unprocessed are asked for again.
 *
 * Requests for one table in different ways (consistent or not, another projection)
 * go into different calls: give them as one request where one will do.
 *
 * @returns One list a request, in the order of its keys.
 * @throws {GatewayError} As `Caller.call`; `THROTTLED` when keys are still unprocessed at the deadline. All items or none.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export async function batchGetItems(
  caller: Caller,
  request: readonly KeysRequest[],
  options: CallOptions,
): Promise<readonly (readonly FoundItem[])[]> {
  const lanes = toLanes(request);
  await readLanes(caller, [...lanes.values()], options);
  return request.map((asked) => {
    const found = lanes.get(laneIdentity(asked))?.found;
    return asked.keys.map((key) => found?.get(keyIdentity(key)) ?? null);
  });
}

/** What is read of one table in one way, and what came of it, by key identity. */
interface ReadLane extends Lane {
  readonly projection: KeysRequest['projection'];
  readonly consistent: boolean;
  readonly found: Map<string, AttributeMap>;
}

function laneIdentity({ table, consistent, projection }: KeysRequest): string {
  return JSON.stringify([table, consistent, projection?.expression, projection?.names]);
}

function toLanes(request: readonly KeysRequest[]): ReadonlyMap<string, ReadLane> {
  const parts = new Map<string, { first: KeysRequest; keys: Map<string, AttributeMap> }>();
  for (const asked of request) {
    if (asked.keys.length === 0) continue;
    const identity = laneIdentity(asked);
    const part = parts.get(identity) ?? { first: asked, keys: new Map<string, AttributeMap>() };
    parts.set(identity, part);
    for (const key of asked.keys) part.keys.set(keyIdentity(key), key);
  }
  return new Map(
    [...parts].map(([identity, { first, keys }]) => [
      identity,
      {
        table: first.table,
        keys: [...keys.values()],
        projection: first.projection,
        consistent: first.consistent,
        found: new Map(),
      },
    ]),
  );
}

async function readLanes(caller: Caller, lanes: readonly ReadLane[], options: CallOptions): Promise<void> {
  const calls = packKeys(lanes);
  const [only, ...others] = calls;
  if (only === undefined) return;
  if (others.length === 0) return readCall(caller, only, options);
  // All or nothing: once one call has failed the others are not worth their capacity.
  const siblings = new AbortController();
  const shared = { ...options, signal: AbortSignal.any([options.signal, siblings.signal]) };
  try {
    await Promise.all(calls.map((stretches) => readCall(caller, stretches, shared)));
  } finally {
    siblings.abort();
  }
}

async function readCall(caller: Caller, stretches: readonly Stretch<ReadLane>[], options: CallOptions): Promise<void> {
  const [only] = stretches;
  if (stretches.length === 1 && only?.lane.keys.length === 1) return readOne(caller, only.lane, options);
  const laneOf = new Map(stretches.map(({ lane }) => [lane.table, lane]));
  let wanted: Readonly<Record<string, KeysAndAttributes>> = Object.fromEntries(
    stretches.map(({ lane, start, end }) => [lane.table, toKeysAndAttributes(lane, lane.keys.slice(start, end))]),
  );
  for (let withoutProgress = 0; ;) {
    const answer = await caller.call('BatchGetItem', { RequestItems: wanted }, options).catch((error: unknown) => {
      throw withoutProgress > 0 ? lackOfCapacity(error, wanted) : error;
    });
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      const lane = laneOf.get(table);
      if (lane !== undefined) for (const item of items) keep(lane, item);
    }
    const left = answer.UnprocessedKeys ?? {};
    const leftCount = countKeys(left);
    if (leftCount === 0) return;
    withoutProgress = leftCount < countKeys(wanted) ? 1 : withoutProgress + 1;
    await caller.pause(withoutProgress, subjectOf('BatchGetItem', { RequestItems: left }), options);
    wanted = left;
  }
}

/** The deadline came on the way to keys that DynamoDB had handed back before: they were throttled, not slow. */
function lackOfCapacity(error: unknown, wanted: Readonly<Record<string, KeysAndAttributes>>): unknown {
  if (!(error instanceof GatewayError) || error.code !== 'DEADLINE_EXCEEDED') return error;
  return throttled(subjectOf('BatchGetItem', { RequestItems: wanted }), DEFAULT_RETRY.maxDelayMs, error);
}

async function readOne(caller: Caller, lane: ReadLane, options: CallOptions): Promise<void> {
  const { Keys, ...how } = toKeysAndAttributes(lane, lane.keys);
  for (const key of Keys) {
    const { Item } = await caller.call('GetItem', { TableName: lane.table, Key: key, ...how }, options);
    if (Item !== undefined) lane.found.set(keyIdentity(key), Item);
  }
}

function keep(lane: ReadLane, item: AttributeMap): void {
  const identity = keyIdentity(item, Object.keys(lane.keys[0] ?? {}));
  lane.found.set(identity, item);
}

function toKeysAndAttributes(lane: ReadLane, keys: readonly AttributeMap[]): KeysAndAttributes {
  const { projection, consistent } = lane;
  return {
    Keys: keys,
    ...(projection && {
      ProjectionExpression: projection.expression,
      ExpressionAttributeNames: projection.names,
    }),
    ...(consistent && { ConsistentRead: true }),
  };
}

function countKeys(asked: Readonly<Record<string, KeysAndAttributes>>): number {
  return Object.values(asked).reduce((sum, { Keys }) => sum + Keys.length, 0);
}
