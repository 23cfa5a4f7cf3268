import { GatewayError } from '../../errors/gatewayError.js';
import type { FoundItem, KeysRequest } from './batchGetItems.js';
import type { Caller, CallOptions } from './caller.js';
import type { TransactGetItem } from '../actions.js';
import { DynamoError } from './transport.js';
import type { AttributeMap } from '../../model/attributeValue.js';

/** One item wanted by key. */
export interface ItemRead {
  readonly table: string;
  readonly key: AttributeMap;
  /** As of `KeysRequest`. */
  readonly projection: KeysRequest['projection'];
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const MAX_TRANSACT_GETS = 100;

const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

/**
 * Reads items of any number of tables as they were at one moment. A single one is a consistent GetItem, which is of
 * one moment as well and costs half; none is no call.
 *
 * @param reads  At most 100 different items: DynamoDB refuses two Gets of one.
 * @returns In the order of `reads`.
 * @throws {GatewayError} As `Caller.call`, among them `TRANSACTION_CONFLICT` when writes kept hold of an item until the
 *   deadline; `LIMIT_EXCEEDED` when the items are larger than 4 MB together.
 */
export async function transactGetItems(
  caller: Caller,
  reads: readonly ItemRead[],
  options: CallOptions,
): Promise<readonly FoundItem[]> {
  const [first, ...others] = reads;
  if (first === undefined) return [];
  if (others.length === 0) {
    const { Item } = await caller.call('GetItem', { ...toGet(first), ConsistentRead: true }, options);
    return [Item ?? null];
  }
  const TransactItems = reads.map((read) => ({ Get: toGet(read) }));
  const { Responses } = await caller.call('TransactGetItems', { TransactItems }, options).catch((error: unknown) => {
    throw isTooLarge(error) ? tooLarge(error) : error;
  });
  return reads.map((_read, at) => Responses?.[at]?.Item ?? null);
}

function toGet({ table, key, projection }: ItemRead): TransactGetItem['Get'] {
  return {
    TableName: table,
    Key: key,
    ...(projection && {
      ProjectionExpression: projection.expression,
      ExpressionAttributeNames: projection.names,
    }),
  };
}

/** DynamoDB refuses such a request, or cancels it for the item that was too much; it has no name of its own for either. */
function isTooLarge(error: unknown): error is DynamoError {
  if (!(error instanceof DynamoError)) return false;
  const refusals =
    error.name === 'ValidationException'
      ? [error.message]
      : (error.reasons ?? []).flatMap(({ code, message }) => (code === 'ValidationError' ? [message ?? ''] : []));
  return refusals.some((message) => /\b4 ?MB\b|\bsize\b/i.test(message));
}

function tooLarge(cause: DynamoError): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    'The items of this snapshot are larger than 4 MB together, which is the most that DynamoDB reads in one transaction; an item counts as a whole, whatever is selected of it. Read fewer items in one query with @transaction.',
    { limit: { name: 'snapshotBytes', max: MAX_TRANSACTION_BYTES } },
    { cause },
  );
}
