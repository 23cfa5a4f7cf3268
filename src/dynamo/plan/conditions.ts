import type { AttributeMap } from '../../model/attributeValue.js';
import { allOf, type Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { Conditional } from '../execute/transport.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import type { ExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { stored } from './presence.js';

/** Why a write was refused, as the API names it; `STALE` is ours: what a plan was computed from has changed. */
export type RefusalReason = 'ALREADY_EXISTS' | 'NOT_FOUND' | 'VERSION_MISMATCH' | 'CONDITION_FAILED' | 'STALE';

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
