import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { allOf, type Filter } from '../../model/filter.js';
import type { Entity, Field } from '../../model/model.js';
import type { Conditional } from '../actions.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import type { ExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { stored } from './presence.js';

/** Why a write was refused, as the API names it, save two. */
export type RefusalReason =
  | 'ALREADY_EXISTS'
  | 'NOT_FOUND'
  | 'VERSION_MISMATCH'
  | 'CONDITION_FAILED'
  | 'UNIQUE_VALUE_TAKEN'
  /** A put would change an `@immutable` field. Clients see `CONDITION_FAILED`. */
  | 'IMMUTABLE'
  /** What a plan was computed from has changed. Clients never see it. */
  | 'STALE';

/** One thing that must hold for a write, and what it means when it does not. */
export interface WriteCondition {
  readonly filter: Filter;
  readonly reason: RefusalReason;
  /** GraphQL fields the condition speaks of. */
  readonly fields: readonly string[];
}

/** The ConditionExpression of all conditions together, and the order to answer with the item that broke it. */
export function conditionalInput(conditions: readonly WriteCondition[], builder: ExpressionBuilder): Conditional {
  const filter = allOf(conditions.map((condition) => condition.filter));
  if (filter === undefined) return {};
  const ConditionExpression = filterExpression(filter, builder, ['if']);
  return { ConditionExpression, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
}

/**
 * Which condition the stored item broke: the first, in the order of the plan.
 *
 * @param item  What DynamoDB answered with; undefined when nothing is stored.
 */
export function brokenCondition(
  conditions: readonly WriteCondition[],
  item: AttributeMap | undefined,
): WriteCondition | undefined {
  return conditions.find((condition) => !evaluateFilter(condition.filter, item ?? {}));
}

/** `expectedVersion`: a stored item without a version counts as version 0. */
export function versionIs(entity: Entity, expected: number, orAbsent: boolean): WriteCondition {
  const name = entity.version ?? '';
  const path = [entity.fields.get(name)?.attribute ?? name];
  const equal: Filter = { kind: 'compare', path, op: '=', value: { N: String(expected) } };
  const alternatives: readonly Filter[] = [
    ...(orAbsent ? [stored(entity, false)] : []),
    ...(expected === 0 ? [{ kind: 'exists', path, exists: false } as const] : []),
    equal,
  ];
  return {
    filter: alternatives.length === 1 ? equal : { kind: 'or', filters: alternatives },
    reason: 'VERSION_MISMATCH',
    fields: [name],
  };
}

/** That a field is what was read, also where that came out of a key. */
export function unchanged(field: Field, item: AttributeMap): readonly WriteCondition[] {
  const { attribute, source, stored: isStored } = field;
  const isThere = (name: string): boolean => !isAbsent(ownAttribute(item, name));
  const inKey = source !== undefined && (!isStored || (!isThere(attribute) && isThere(source.attribute)));
  return [...(isStored ? [attribute] : []), ...(inKey ? [source.attribute] : [])].map((name) => {
    const value = ownAttribute(item, name);
    const filter: Filter =
      value === undefined
        ? { kind: 'exists', path: [name], exists: false }
        : { kind: 'compare', path: [name], op: '=', value };
    return { filter, reason: 'STALE', fields: [field.name] };
  });
}

/** A stored NULL counts as absent. */
export function isAbsent(value: AttributeValue | undefined): boolean {
  return value === undefined || 'NULL' in value;
}
