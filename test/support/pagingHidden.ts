import { isDeepStrictEqual } from 'node:util';
import type { Actions } from '../../src/dynamo/actions.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';

export interface HidingTransport extends Transport {
  hide(table: string, key: AttributeMap): void;
}

/**
 * Reads by key do not find what was hidden, Queries and Scans do: so it looks where an item was deleted and an index
 * shows it still. On local engines the two never differ.
 */
export function createHidingTransport(inner: Transport): HidingTransport {
  const hidden = new Map<string, AttributeMap[]>();
  const isHidden = (table: string, item: AttributeMap): boolean =>
    (hidden.get(table) ?? []).some((key) =>
      Object.entries(key).every(([name, value]) => isDeepStrictEqual(item[name], value)),
    );
  return {
    hide(table, key) {
      hidden.set(table, [...(hidden.get(table) ?? []), key]);
    },
    async send(action, input, options) {
      const output = await inner.send(action, input, options);
      if (action === 'GetItem') {
        const { Item } = output as Actions['GetItem']['output'];
        return Item !== undefined && isHidden((input as Actions['GetItem']['input']).TableName, Item) ? {} : output;
      }
      if (action !== 'BatchGetItem') return output;
      const { Responses = {} } = output as Actions['BatchGetItem']['output'];
      return {
        ...output,
        Responses: Object.fromEntries(
          Object.entries(Responses).map(([table, items]) => [table, items.filter((item) => !isHidden(table, item))]),
        ),
      };
    },
    close: () => inner.close(),
  };
}
