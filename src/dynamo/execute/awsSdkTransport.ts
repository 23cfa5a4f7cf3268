import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

import type { AttributeMap } from '../../model/attributeValue.js';
import { fromSdkMap, type SdkAttributeMap, toSdkMap } from './binaryValues.js';
import { type SdkOptions, sdkSettings, withoutRetries } from './sdkClients.js';
import { toDynamoError } from './toDynamoError.js';
import type { ActionName, ActionOutput } from '../actions.js';
import type { Transport } from './transport.js';

type Command = Parameters<DynamoDBClient['send']>[0];

const COMMANDS: { readonly [A in ActionName]: new (input: never) => unknown } = {
  GetItem: GetItemCommand,
  BatchGetItem: BatchGetItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  PutItem: PutItemCommand,
  UpdateItem: UpdateItemCommand,
  DeleteItem: DeleteItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  TransactWriteItems: TransactWriteItemsCommand,
  TransactGetItems: TransactGetItemsCommand,
};

/**
 * DynamoDB through `@aws-sdk/client-dynamodb`, with the SDK's retries switched
 * off. `close()` drops the connections; calls still running then fail.
 */
export function createAwsSdkTransport(options: SdkOptions): Transport {
  const client = withoutRetries(new DynamoDBClient({ ...sdkSettings(options), maxAttempts: 1 }));
  return {
    async send(action, input, { signal }) {
      const command = new COMMANDS[action](toSdk(input as Members) as never) as Command;
      try {
        const { $metadata: _metadata, ...output } = await client.send(command, { abortSignal: signal });
        return fromSdk(output as Members) as ActionOutput<typeof action>;
      } catch (error) {
        throw toDynamoError(error, { signal, endpoint: options.endpoint });
      }
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

/**
 * The members of requests and answers that hold attribute maps; only these are looked through for binary values.
 * `Responses` are items by table of a BatchGetItem, and one after the other of a TransactGetItems.
 */
interface Members {
  readonly [member: string]: unknown;
  readonly Key?: object;
  readonly Item?: object;
  readonly ExpressionAttributeValues?: object;
  readonly ExclusiveStartKey?: object;
  readonly Attributes?: object;
  readonly LastEvaluatedKey?: object;
  readonly Items?: readonly object[];
  readonly RequestItems?: Readonly<Record<string, TableMembers>>;
  readonly UnprocessedKeys?: Readonly<Record<string, TableMembers>>;
  readonly UnprocessedItems?: Readonly<Record<string, TableMembers>>;
  readonly Responses?: Readonly<Record<string, readonly object[]>> | readonly Members[];
  readonly TransactItems?: readonly Readonly<Record<string, Members>>[];
}

/** What is asked of one table: keys to read, or puts and deletes one after the other. */
type TableMembers = { readonly Keys?: readonly object[] } | readonly Readonly<Record<string, Members>>[];

function toSdk(input: Members): Members {
  return convertMembers(input, (map) => toSdkMap(map as AttributeMap));
}

function fromSdk(output: Members): Members {
  return convertMembers(output, (map) => fromSdkMap(map as SdkAttributeMap));
}

const SINGLE_MAPS = [
  'Key',
  'Item',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'Attributes',
  'LastEvaluatedKey',
] as const;

type Convert = (map: object) => object;

function convertMembers(members: Members, convert: Convert): Members {
  const converted: Record<string, unknown> = { ...members };
  for (const member of SINGLE_MAPS) {
    if (members[member] !== undefined) converted[member] = convert(members[member]);
  }
  const { Items, Responses, TransactItems } = members;
  if (Items !== undefined) converted['Items'] = Items.map(convert);
  if (Responses !== undefined) {
    converted['Responses'] = isList(Responses)
      ? Responses.map((one) => convertMembers(one, convert))
      : mapValues(Responses, (items) => items.map(convert));
  }
  for (const member of ['RequestItems', 'UnprocessedKeys', 'UnprocessedItems'] as const) {
    if (members[member] === undefined) continue;
    converted[member] = mapValues(members[member], (asked) =>
      isList(asked) ? convertActions(asked, convert) : { ...asked, Keys: asked.Keys?.map(convert) },
    );
  }
  if (TransactItems !== undefined) converted['TransactItems'] = convertActions(TransactItems, convert);
  return converted;
}

/** `[{ Put: { Item ... } }, { DeleteRequest: { Key } }]` */
function convertActions(actions: readonly Readonly<Record<string, Members>>[], convert: Convert): readonly object[] {
  return actions.map((action) => mapValues(action, (members) => convertMembers(members, convert)));
}

/** `Array.isArray` does not narrow what is readonly. */
function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}

function mapValues<V>(record: Readonly<Record<string, V>>, change: (value: V) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
