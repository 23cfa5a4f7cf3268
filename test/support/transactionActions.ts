import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';
import { marker } from './marker.js';
import { inSeconds } from './moments.js';
import type { Command } from './testGateway.js';

/** One call with all of the actions. */
export function transaction(...actions: readonly object[]): Command {
  return { action: 'TransactWriteItems', TransactItems: actions };
}

/** The one call that reads these items by key, consistently. */
export function reads(keysByTable: Readonly<Record<string, readonly AttributeMap[]>>): Command {
  const tables = Object.entries(keysByTable);
  const [[TableName, [Key, ...more]] = ['', []], ...others] = tables;
  if (others.length === 0 && more.length === 0) return { action: 'GetItem', TableName, Key, ConsistentRead: true };
  return {
    action: 'BatchGetItem',
    RequestItems: Object.fromEntries(tables.map(([table, Keys]) => [table, { Keys, ConsistentRead: true }])),
  };
}

/** The action that writes an item where none is stored, of a type that does not expire. */
export function creates(TableName: string, partitionKey: string, Item: AttributeMap) {
  return {
    Put: {
      TableName,
      Item,
      ConditionExpression: `attribute_not_exists(#${partitionKey})`,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: { [`#${partitionKey}`]: partitionKey },
    },
  };
}

/** The action that deletes an item that must be there, of a type that does not expire. */
export function deletes(TableName: string, Key: AttributeMap) {
  const [partitionKey = ''] = Object.keys(Key);
  return {
    Delete: {
      TableName,
      Key,
      ConditionExpression: `attribute_exists(#${partitionKey})`,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: { [`#${partitionKey}`]: partitionKey },
    },
  };
}

interface Taking {
  /** Items that may have the value before: by default the one that takes it. */
  readonly from?: readonly AttributeMap[];
  /** Of a type whose items expire: when this one does, null for never. */
  readonly expiresAt?: AttributeValue | null;
}

/** The action by which an item takes a unique value, as `Owner.email`: from nobody, or as its own. */
export function takes(field: string, value: string, owner: AttributeMap, { from = [owner], expiresAt }: Taking = {}) {
  const expiry = expiresAt === undefined || expiresAt === null ? {} : { expiresAt };
  return {
    Put: {
      TableName: 'sortkey',
      Item: marker(field, value, owner, expiry),
      ...heldByNoneBut(from, expiresAt !== undefined),
    },
  };
}

/** The action that sets a unique value free. */
export function releases(field: string, value: string, ...owners: readonly AttributeMap[]) {
  const { pk, sk } = marker(field, value, {});
  return { Delete: { TableName: 'sortkey', Key: { pk, sk }, ...heldByNoneBut(owners, false) } };
}

function heldByNoneBut(owners: readonly AttributeMap[], mayExpire: boolean) {
  const values: readonly AttributeValue[] = [
    ...owners.map((owner) => ({ M: owner })),
    ...(mayExpire ? [inSeconds(0)] : []),
  ];
  const alternatives = [
    ...owners.map((_owner, at) => `#owner = :v${at}`),
    ...(mayExpire ? [`#expiresAt <= :v${owners.length}`] : []),
  ];
  return {
    ConditionExpression: ['attribute_not_exists(#pk)', ...alternatives].join(' OR '),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner', ...(mayExpire && { '#expiresAt': 'expiresAt' }) },
    ExpressionAttributeValues: Object.fromEntries(values.map((value, at) => [`:v${at}`, value])),
  };
}
