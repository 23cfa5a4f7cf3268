import { keyIdentity } from '../../src/dynamo/keys/keyIdentity.js';
import type { ActionInput, Actions } from '../../src/dynamo/actions.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';

/** Items by table, in the order a Query is to give them. */
export type TabletopItems = Readonly<Record<string, readonly AttributeMap[]>>;

/**
 * Just enough of DynamoDB for plan tests to go from one command to the next: gets find items by key, a
 * Query gives the items of its partition in the order they are laid out, writes succeed. It knows nothing
 * of sort keys, filters, conditions and pages; what those do is shown on real engines.
 */
export function tabletopTransport(items: TabletopItems): Transport {
  const find = (table: string, key: AttributeMap) => {
    const names = Object.keys(key);
    const wanted = keyIdentity(key, names);
    return (items[table] ?? []).find(
      (item) => names.every((name) => item[name] !== undefined) && keyIdentity(item, names) === wanted,
    );
  };

  const answers: { [A in keyof Actions]: (input: ActionInput<A>) => Actions[A]['output'] } = {
    GetItem: ({ TableName, Key }) => found(find(TableName, Key)),
    BatchGetItem: ({ RequestItems }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([table, { Keys }]) => [
          table,
          Keys.flatMap((key) => [find(table, key)].filter((item) => item !== undefined)),
        ]),
      ),
    }),
    Query: (input) => {
      const [, name = '', value = ''] = /^(#\w+) = (:\w+)/.exec(input.KeyConditionExpression) ?? [];
      const attribute = input.ExpressionAttributeNames?.[name] ?? '';
      const wanted = JSON.stringify(input.ExpressionAttributeValues?.[value]);
      const partition = (items[input.TableName] ?? []).filter((item) => JSON.stringify(item[attribute]) === wanted);
      return page(input.ScanIndexForward === false ? partition.toReversed() : partition, input.Limit);
    },
    Scan: (input) => page(items[input.TableName] ?? [], input.Limit),
    PutItem: () => ({}),
    UpdateItem: ({ TableName, Key }) => ({ Attributes: find(TableName, Key) ?? Key }),
    DeleteItem: ({ TableName, Key }) => ({ Attributes: find(TableName, Key) ?? Key }),
    BatchWriteItem: () => ({}),
    TransactWriteItems: () => ({}),
    TransactGetItems: ({ TransactItems }) => ({
      Responses: TransactItems.map(({ Get: { TableName, Key } }) => found(find(TableName, Key))),
    }),
  };

  return {
    send: (action, input) => Promise.resolve(answers[action](input)),
    close: () => Promise.resolve(),
  };
}

function found(item: AttributeMap | undefined): { Item?: AttributeMap } {
  return item === undefined ? {} : { Item: item };
}

function page(items: readonly AttributeMap[], limit = items.length) {
  const shown = items.slice(0, limit);
  return { Items: shown, Count: shown.length, ScannedCount: shown.length };
}
