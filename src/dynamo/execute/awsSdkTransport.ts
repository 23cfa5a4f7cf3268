import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

import type { AttributeMap } from '../../model/attributeValue.js';
import { fromSdkMap, type SdkAttributeMap, toSdkMap } from './binaryValues.js';
import { type SdkOptions, sdkSettings, withoutRetries } from './sdkClients.js';
import { toDynamoError } from './toDynamoError.js';
import type { ActionName, ActionOutput, Transport } from './transport.js';

type Command = Parameters<DynamoDBClient['send']>[0];

const COMMANDS: { readonly [A in ActionName]: new (input: never) => unknown } = {
  GetItem: GetItemCommand,
  BatchGetItem: BatchGetItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  PutItem: PutItemCommand,
  UpdateItem: UpdateItemCommand,
  DeleteItem: DeleteItemCommand,
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

/** The members of requests and answers that hold attribute maps; only these are looked through for binary values. */
interface Members {
  readonly [member: string]: unknown;
  readonly Key?: object;
  readonly Item?: object;
  readonly ExpressionAttributeValues?: object;
  readonly ExclusiveStartKey?: object;
  readonly Attributes?: object;
  readonly LastEvaluatedKey?: object;
  readonly Items?: readonly object[];
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly object[] }>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys?: readonly object[] }>>;
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
}

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

function convertMembers(members: Members, convert: (map: object) => object): Members {
  const converted: Record<string, unknown> = { ...members };
  for (const member of SINGLE_MAPS) {
    if (members[member] !== undefined) converted[member] = convert(members[member]);
  }
  if (members.Items !== undefined) converted['Items'] = members.Items.map(convert);
  if (members.Responses !== undefined) {
    converted['Responses'] = mapValues(members.Responses, (items) => items.map(convert));
  }
  for (const member of ['RequestItems', 'UnprocessedKeys'] as const) {
    if (members[member] === undefined) continue;
    converted[member] = mapValues(members[member], (asked) => ({ ...asked, Keys: asked.Keys?.map(convert) }));
  }
  return converted;
}

function mapValues<V>(record: Readonly<Record<string, V>>, change: (value: V) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
