import type { KeyPart } from '../../model/keyTemplate.js';
import type { KeyOperator } from '../../model/listArguments.js';
import type { Field, KeyAttribute } from '../../model/model.js';
import { keyValue } from '../keys/itemKey.js';
import { assertOperators, givenOperators, type KeyFieldCondition } from './keyFieldCondition.js';
import { rangeOfField, type PartRange } from './keyRange.js';

const RANGE: readonly KeyOperator[] = ['eq', 'lt', 'le', 'gt', 'ge', 'between'];
const EVERY: readonly KeyOperator[] = [...RANGE, 'beginsWith'];

/** How a sort key attribute travels in `sortKey`, by its type. */
const SCALARS = { S: 'String', N: 'Decimal', B: 'Bytes' } as const;

/**
 * What a client asks of a sort key as it is stored, whatever fields it is made of.
 *
 * @param collection  Its name, for errors.
 * @param argument  Name of the argument: `sortKey`.
 * @throws {GatewayError} `BAD_USER_INPUT` as `planKeyRange`.
 */
export function planSortKeyRange(
  collection: string,
  attribute: KeyAttribute,
  argument: string,
  given: KeyFieldCondition | undefined,
): PartRange | undefined {
  const condition = givenOperators(given);
  if (Object.keys(condition).length === 0) return undefined;
  assertOperators(argument, condition, attribute.type === 'N' ? RANGE : EVERY);
  const of = { name: collection, fields: new Map([[argument, fieldOfSortKey(attribute, argument)]]) };
  const part: KeyPart = {
    attribute: attribute.name,
    type: attribute.type,
    template: { kind: 'field', field: argument },
  };
  if (condition.eq === undefined) return rangeOfField(of, part, argument, { [argument]: condition });
  const value = keyValue(of, part, { [argument]: condition.eq }, [], 'sort');
  return { sort: { op: '=', attribute: attribute.name, value }, dropped: [] };
}

function fieldOfSortKey(attribute: KeyAttribute, argument: string): Field {
  return {
    name: argument,
    description: undefined,
    attribute: attribute.name,
    stored: true,
    type: { kind: 'scalar', scalar: SCALARS[attribute.type], storage: attribute.type },
    required: true,
    source: undefined,
    inPrimaryKey: false,
    generated: undefined,
    defaultValue: undefined,
    immutable: false,
    readOnly: false,
    template: undefined,
  };
}
