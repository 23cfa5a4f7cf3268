import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

import { GatewayError } from '../../../errors/gatewayError.js';
import type { ShardPosition } from '../../../model/changeBatch.js';
import { OWN_EXPIRY } from '../../../model/ownTable.js';
import { nameOf } from '../streamErrors.js';
import type { Lease } from './lease.js';

export interface LeaseStoreOptions {
  readonly dynamoClient: Pick<DynamoDBClient, 'send'>;
  /** A table with a string partition key `pk` and a string sort key `sk`. */
  readonly leaseTable: string;
  /** Consumers of one name share leases. */
  readonly name: string;
  /** What the leases are for. `REPLAY`: turns to read a shard a second time. */
  readonly kind?: 'LEASE' | 'REPLAY';
  /** A call that is not answered in this time is given up. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly wallMs?: () => number;
}

/** The leases of one consumer name, in DynamoDB. Every change is conditional: of two who change one lease, one is refused. */
export interface LeaseStore {
  /** All leases of a stream, read consistently. */
  list(streamArn: string): Promise<readonly Lease[]>;
  /**
   * Makes a lease, or puts it in the place of one that was seen.
   *
   * @returns The lease as it is stored; undefined when there is another.
   */
  create(lease: NewLease, replaced?: Lease): Promise<Lease | undefined>;
  /**
   * Changes a lease that nobody has changed since it was read. A change whose answer was lost counts as made when it
   * is tried again.
   *
   * @returns The lease as it is now; undefined when somebody else changed it.
   */
  change(lease: Lease, to: LeaseChange): Promise<Lease | undefined>;
  /** The stream of a table that consumers of this name follow; undefined before the first has begun. */
  followedStream(table: string): Promise<string | undefined>;
  follow(table: string, streamArn: string): Promise<void>;
}

export type NewLease = Omit<Lease, 'counter' | 'writtenAtMs'>;
export type LeaseChange = Partial<Pick<Lease, 'owner' | 'checkpoint' | 'hasGap'>> & Pick<Lease, 'owner'>;

/** After so long without a renewal DynamoDB may delete it: longer than a stream keeps records. */
const KEPT_SECONDS = 3 * 24 * 60 * 60;

const TABLE_TROUBLES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'does not exist: create it',
  // Every call here is sound for a table with these keys.
  ValidationException: 'has other keys: name another, or create one',
};

type Item = Record<string, AttributeValue>;

/** @throws {GatewayError} by every function: `TABLE_NOT_READY` where there is no lease table, or one with other keys. */
export function createLeaseStore(options: LeaseStoreOptions): LeaseStore {
  const { dynamoClient, leaseTable, name, kind = 'LEASE', timeoutMs, wallMs = Date.now } = options;
  const pkOf = (streamArn: string) => `${kind}#${name}#${streamArn}`;
  const keyOf = (lease: Pick<Lease, 'streamArn' | 'shardId'>): Item => ({
    pk: { S: pkOf(lease.streamArn) },
    sk: { S: lease.shardId },
  });
  const followedKey = (table: string): Item => ({ pk: { S: `STREAM#${name}#${table}` }, sk: { S: 'STREAM' } });
  const inTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

  async function ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      // What the SDK makes of a signal says nothing of its reason.
      if (nameOf(error) === 'AbortError')
        throw new DOMException(`The lease table did not answer in ${timeoutMs} ms.`, 'TimeoutError');
      const trouble = TABLE_TROUBLES[nameOf(error)];
      if (trouble === undefined) throw error;
      throw new GatewayError(
        'TABLE_NOT_READY',
        `The lease table "${leaseTable}" ${trouble} with a partition key "pk" and a sort key "sk", ` +
          `both strings, and TTL on "${OWN_EXPIRY}".`,
        {},
        { cause: error },
      );
    }
  }

  return {
    list: (streamArn) =>
      ask(async () => {
        const leases: Lease[] = [];
        let start: Item | undefined;
        do {
          const page = await dynamoClient.send(
            new QueryCommand({
              TableName: leaseTable,
              ConsistentRead: true,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': { S: pkOf(streamArn) } },
              ...(start && { ExclusiveStartKey: start }),
            }),
            inTime(),
          );
          leases.push(...(page.Items ?? []).map((item) => fromItem(streamArn, item)));
          start = page.LastEvaluatedKey;
        } while (start !== undefined);
        return leases;
      }),

    create: (wanted, replaced) =>
      ask(async () => {
        const lease: Lease = { ...wanted, counter: (replaced?.counter ?? 0) + 1, writtenAtMs: wallMs() };
        const stored = await refusedItem(
          dynamoClient.send(
            new PutItemCommand({
              TableName: leaseTable,
              Item: { ...keyOf(lease), ...toAttributes(lease) },
              ...(replaced ? conditionOn(replaced) : { ConditionExpression: 'attribute_not_exists(pk)' }),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
            inTime(),
          ),
        );
        return stored === undefined || isSame(fromItem(lease.streamArn, stored), lease) ? lease : undefined;
      }),

    change: (lease, to) =>
      ask(async () => {
        const changed: Lease = { ...lease, ...to, counter: lease.counter + 1, writtenAtMs: wallMs() };
        const { names, values, sets, removes } = toUpdate(toAttributes(changed));
        const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = conditionOn(lease);
        const stored = await refusedItem(
          dynamoClient.send(
            new UpdateItemCommand({
              TableName: leaseTable,
              Key: keyOf(lease),
              UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
              ConditionExpression,
              ExpressionAttributeNames: { ...names, ...ExpressionAttributeNames },
              ExpressionAttributeValues: { ...values, ...ExpressionAttributeValues },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
            inTime(),
          ),
        );
        if (stored === undefined) return changed;
        const found = fromItem(lease.streamArn, stored);
        // Nobody else writes with this owner: it was this change, or one before it whose answer was lost.
        return found.owner === changed.owner && found.counter === changed.counter ? found : undefined;
      }),

    followedStream: (table) =>
      ask(async () => {
        const { Item: item } = await dynamoClient.send(
          new GetItemCommand({ TableName: leaseTable, Key: followedKey(table), ConsistentRead: true }),
          inTime(),
        );
        return item?.['streamArn']?.S;
      }),

    follow: (table, streamArn) =>
      ask(async () => {
        const Item = { ...followedKey(table), streamArn: { S: streamArn } };
        await dynamoClient.send(new PutItemCommand({ TableName: leaseTable, Item }), inTime());
      }),
  };
}

/** What a refused write found in its place (perhaps nothing: an empty item); undefined where it was not refused. */
async function refusedItem(write: Promise<unknown>): Promise<Item | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (nameOf(error) !== 'ConditionalCheckFailedException') throw error;
    return (error as { readonly Item?: Item }).Item ?? {};
  }
}

function conditionOn({ owner, counter }: Lease) {
  return {
    ConditionExpression: `#counter = :seenCounter AND ${owner === undefined ? 'attribute_not_exists(#owner)' : '#owner = :seenOwner'}`,
    ExpressionAttributeNames: { '#counter': 'counter', '#owner': 'owner' },
    ExpressionAttributeValues: {
      ':seenCounter': { N: String(counter) },
      ...(owner !== undefined && { ':seenOwner': { S: owner } }),
    },
  };
}

/** Undefined: the attribute is removed. */
function toAttributes({ owner, counter, checkpoint, parentShardId, hasGap, writtenAtMs }: Lease) {
  return Object.fromEntries(
    Object.entries({
      counter: { N: String(counter) },
      checkpoint: { S: checkpoint },
      owner: owner === undefined ? undefined : { S: owner },
      parent: parentShardId === undefined ? undefined : { S: parentShardId },
      hasGap: hasGap ? { BOOL: true } : undefined,
      [OWN_EXPIRY]: { N: String(Math.floor(writtenAtMs / 1000) + KEPT_SECONDS) },
    }).filter(([, value]) => value !== undefined),
  ) as Item;
}

function toUpdate(attributes: Item) {
  const names = ['owner', 'counter', 'checkpoint', 'parent', 'hasGap', OWN_EXPIRY];
  const written = names.filter((name) => attributes[name] !== undefined);
  return {
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(written.map((name) => [`:${name}`, attributes[name]])) as Item,
    sets: written.map((name) => `#${name} = :${name}`),
    removes: names.filter((name) => attributes[name] === undefined).map((name) => `#${name}`),
  };
}

function fromItem(streamArn: string, item: Item): Lease {
  return {
    streamArn,
    shardId: item['sk']?.S ?? '',
    parentShardId: item['parent']?.S,
    owner: item['owner']?.S,
    counter: Number(item['counter']?.N ?? 0),
    checkpoint: (item['checkpoint']?.S ?? 'START') as ShardPosition,
    hasGap: item['hasGap']?.BOOL ?? false,
    writtenAtMs: (Number(item[OWN_EXPIRY]?.N ?? 0) - KEPT_SECONDS) * 1000,
  };
}

function isSame(a: Lease, b: Lease): boolean {
  return a.owner !== undefined && a.owner === b.owner && a.counter === b.counter;
}
