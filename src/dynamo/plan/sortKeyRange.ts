import type { KeyPart } from '../../model/keyTemplate.js';
import { collectionArguments } from '../../model/listArguments.js';
import type { Collection } from '../../model/model.js';
import { keyValue } from '../keys/itemKey.js';
import { assertOperators, givenOperators, type KeyFieldCondition } from './keyFieldCondition.js';
import { rangeOfField } from './keyRange.js';
import type { PartRange } from './sortBounds.js';

const ARGUMENT = 'sortKey';

/**
 * What a client asks of a collection's sort key as it is stored, whatever fields it is made of.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` as `planKeyRange`.
 */
export function planSortKeyRange(collection: Collection, given: KeyFieldCondition | undefined): PartRange | undefined {
  const condition = givenOperators(given);
  const [attribute] = collection.sort;
  const { sortKey } = collectionArguments(collection);
  if (attribute === undefined || sortKey === undefined || Object.keys(condition).length === 0) return undefined;
  assertOperators(ARGUMENT, condition, sortKey.operators);
  const owner = { name: collection.name, fields: new Map([[ARGUMENT, sortKey]]) };
  const part: KeyPart = {
    attribute: attribute.name,
    type: attribute.type,
    template: { kind: 'field', field: ARGUMENT },
  };
  if (condition.eq === undefined) return rangeOfField(owner, part, ARGUMENT, condition);
  const value = keyValue(owner, part, { [ARGUMENT]: condition.eq }, [], 'sort');
  return { sort: { op: '=', attribute: attribute.name, value }, dropped: [] };
}
