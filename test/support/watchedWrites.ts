import { pickKey } from '../../src/dynamo/keys/itemKey.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { DynamoAnswer } from './callDynamo.js';
import type { PlainExchange } from './plainExchange.js';
import type { RecordedRequest } from './scriptedEndpoint.js';
import type { ScriptedTable } from './scriptedTable.js';

export interface WatchedWrites {
  /** Does a write at the engine and records what it changed; undefined where it writes to no watched table. */
  write(request: RecordedRequest): Promise<DynamoAnswer> | undefined;
  /** Runs what writes these items when all that was asked of any of them before is done. */
  inTurn<R>(items: readonly ItemOfTable[], work: () => Promise<R>): Promise<R>;
}

export interface ItemOfTable {
  readonly table: ScriptedTable;
  readonly key: AttributeMap;
}

/**
 * Writes to an engine that end up in scripted streams: the item before and after each are read, so those of one item
 * go one after the other.
 */
export function createWatchedWrites(
  { exchange }: PlainExchange,
  tables: ReadonlyMap<string, ScriptedTable>,
): WatchedWrites {
  const turns = new Map<string, Promise<unknown>>();

  async function readItem({ table, key }: ItemOfTable): Promise<AttributeMap | undefined> {
    const input = { TableName: table.name, Key: key, ConsistentRead: true };
    const { status, body } = await exchange('GetItem', input);
    if (status !== 200) throw new Error(`The item of "${table.name}" cannot be read: ${JSON.stringify(body)}`);
    return body['Item'] as AttributeMap | undefined;
  }

  async function writeAndRecord(request: RecordedRequest, items: readonly ItemOfTable[]): Promise<DynamoAnswer> {
    const unknown = items.filter(({ table, key }) => !table.knows(key));
    await Promise.all(unknown.map(async (item) => item.table.remember(item.key, await readItem(item))));
    const answer = await exchange(request.action, request.input);
    if (answer.status !== 200) return answer;
    const images = await Promise.all(items.map(readItem));
    for (const [at, { table, key }] of items.entries()) table.write(key, images[at]);
    return answer;
  }

  function inTurn<R>(items: readonly ItemOfTable[], work: () => Promise<R>): Promise<R> {
    const names = items.map(({ table, key }) => `${table.name} ${JSON.stringify(pickKey(key, table.keyAttributes))}`);
    const done = Promise.allSettled(names.flatMap((name) => turns.get(name) ?? [])).then(work);
    const turn = done.catch(() => undefined);
    for (const name of names) turns.set(name, turn);
    void turn.then(() => {
      for (const name of names) if (turns.get(name) === turn) turns.delete(name);
    });
    return done;
  }

  return {
    inTurn,
    write(request) {
      const items = itemsOf(request).flatMap(({ tableName, item }) => {
        const table = tables.get(tableName);
        const key = table && pickKey(item, table.keyAttributes);
        return table && key ? [{ table, key }] : [];
      });
      return items.length === 0 ? undefined : inTurn(items, () => writeAndRecord(request, items));
    },
  };
}

interface WriteInput {
  readonly TableName?: string;
  readonly Item?: AttributeMap;
  readonly Key?: AttributeMap;
}

/** What a request writes: items or keys, with their tables' names. */
function itemsOf({ action, input }: RecordedRequest): readonly { tableName: string; item: AttributeMap }[] {
  return writesOf(action, input).flatMap(({ TableName, Item, Key }) => {
    const item = Item ?? Key;
    return TableName !== undefined && item !== undefined ? [{ tableName: TableName, item }] : [];
  });
}

function writesOf(action: string, input: unknown): readonly WriteInput[] {
  switch (action) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [input as WriteInput];
    case 'TransactWriteItems': {
      const { TransactItems } = input as { readonly TransactItems: readonly Readonly<Record<string, WriteInput>>[] };
      return TransactItems.flatMap(({ Put, Update, Delete }) =>
        [Put, Update, Delete].filter((one) => one !== undefined),
      );
    }
    case 'BatchWriteItem': {
      const { RequestItems } = input as {
        readonly RequestItems: Readonly<Record<string, readonly Readonly<Record<string, WriteInput>>[]>>;
      };
      return Object.entries(RequestItems).flatMap(([TableName, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) => ({ ...(PutRequest ?? DeleteRequest), TableName })),
      );
    }
    default:
      return [];
  }
}
