import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';
import { marker } from '../plan/fixtures/bank.js';
import type { Command } from './testGateway.js';

/** One call with all of the actions. */
export function transaction(...actions: readonly object[]): Command {
  return { action: 'TransactWriteItems', TransactItems: actions };
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
    ...(mayExpire ? [{ N: '1768478400' }] : []),
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
