import type { AttributeMap } from '../../model/attributeValue.js';
import type { ActionInput, ActionName, ActionOutput, BatchWriteRequests, KeysAndAttributes } from '../actions.js';
import { isRead } from './failureKind.js';

/** Keys, items or actions that a request names; undefined for a Query or Scan, which name none. */
export function keysSent(input: ActionInput<ActionName>): number | undefined {
  if ('TransactItems' in input) return input.TransactItems.length;
  if ('RequestItems' in input) return countOf(input.RequestItems);
  return 'Key' in input || 'Item' in input ? 1 : undefined;
}

/** Of a batch: keys or items that it was to do and did not, for lack of capacity or room in the answer. */
export function leftUnprocessed(output: ActionOutput<ActionName>): number {
  if ('UnprocessedKeys' in output) return countOf(output.UnprocessedKeys ?? {});
  return 'UnprocessedItems' in output ? countOf(output.UnprocessedItems ?? {}) : 0;
}

function countOf(requests: Readonly<Record<string, KeysAndAttributes>> | BatchWriteRequests): number {
  const tables: readonly (KeysAndAttributes | BatchWriteRequests[string])[] = Object.values(requests);
  return tables.reduce((sum, table) => sum + ('Keys' in table ? table.Keys : table).length, 0);
}

/** Items that a read gave; undefined for a write. A Query or Scan that only counts gives none. */
export function itemsReceived(action: ActionName, output: ActionOutput<ActionName>): number | undefined {
  if (!isRead(action)) return undefined;
  const { Item, Items = [], Responses = [] } = output as ReadOutput;
  const responses: readonly (readonly AttributeMap[] | { readonly Item?: AttributeMap })[] = Object.values(Responses);
  const counts = responses.map((one) => ('length' in one ? one.length : isThere(one.Item)));
  return counts.reduce((sum, count) => sum + count, isThere(Item) + Items.length);
}

/** What the answers of reads have, each some of it. */
interface ReadOutput {
  readonly Item?: AttributeMap;
  readonly Items?: readonly AttributeMap[];
  readonly Responses?: Readonly<Record<string, readonly AttributeMap[]>> | readonly { readonly Item?: AttributeMap }[];
}

function isThere(item: AttributeMap | undefined): number {
  return item === undefined ? 0 : 1;
}
