import type { GraphQLFieldResolver } from 'graphql';
import { primaryKey } from '../dynamo/keys/itemKey.js';
import { planKeyRange, planPartitions } from '../dynamo/plan/keyRange.js';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import { GatewayError } from '../errors/gatewayError.js';
import { collectionOf, entityOf, type BelongsTo, type ListSource, type Model, type Relation } from '../model/model.js';
import { EMPTY_CONNECTION } from './connection.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { loadFirst } from './getItem.js';
import { firstOfCollection, listCollection } from './listCollection.js';
import { firstItem, listItems } from './listItems.js';

type Values = Readonly<Record<string, unknown>>;
type RelationResolver = GraphQLFieldResolver<Values, GatewayContext, Values>;

/** A relation field: the other's key, or its partition, follows from fields of the parent item. */
export function relationResolver(model: Model, relation: Relation): RelationResolver {
  switch (relation.kind) {
    case 'belongsTo':
      return belongsToResolver(model, relation);
    case 'hasOne':
      return (parent, args, context, info) => {
        const known = keyFromParent(parent, relation.with, (values) => canBeRead(model, relation.reads, values));
        if (known === undefined) return null;
        return relation.reads.kind === 'entity'
          ? firstItem(entityOf(model, relation.reads.entity), relation.reads.index, known, args, context, info)
          : firstOfCollection(model, collectionOf(model, relation.reads.collection), known, context, info);
      };
    case 'hasMany':
      return (parent, args, context, info) => {
        const known = keyFromParent(parent, relation.with, (values) => canBeRead(model, relation.reads, values));
        if (known === undefined) return EMPTY_CONNECTION;
        return relation.reads.kind === 'entity'
          ? listItems(entityOf(model, relation.reads.entity), relation.reads.index, known, args, context, info)
          : listCollection(model, collectionOf(model, relation.reads.collection), known, args, context, info);
      };
  }
}

/** The key of every type that the other may be goes into one wave; where types share a key it is read once. */
function belongsToResolver(model: Model, relation: BelongsTo): RelationResolver {
  return (parent, _args, context, info) => {
    const plans = planBelongsTo(model, relation, parent, { consistent: isConsistent(info) });
    return plans.length === 0 ? null : loadFirst(context, info, plans);
  };
}

/**
 * The key of every type that the other may be, where the parent holds one.
 *
 * @throws What a field of the parent is that does not fit its type.
 */
export function planBelongsTo(
  model: Model,
  { keys }: BelongsTo,
  parent: Values,
  options: { readonly consistent: boolean },
): readonly GetPlan[] {
  return keys.flatMap(({ entity: name, with: pairs }) => {
    const entity = entityOf(model, name);
    const known = keyFromParent(parent, pairs, (values) => isNoBadInput(() => primaryKey(entity, values)));
    return known === undefined ? [] : [planGet(entity, known, options)];
  });
}

/**
 * The target's key fields; undefined where the parent lacks one of them, or holds what is no key, so that nothing is
 * related.
 */
function keyFromParent(
  parent: Values,
  pairs: ReadonlyMap<string, string>,
  canBe: (known: Values) => boolean,
): Values | undefined {
  const known: Record<string, unknown> = {};
  for (const [theirs, mine] of pairs) {
    const value = parent[mine];
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) return undefined;
    known[theirs] = value;
  }
  return canBe(known) ? known : undefined;
}

/** A stored value may be empty, or hold a delimiter, since its own field allows it: then it is no key, and nothing is read. */
function canBeRead(model: Model, source: ListSource, known: Values): boolean {
  return isNoBadInput(() => {
    if (source.kind === 'entity') {
      planKeyRange(entityOf(model, source.entity), source.index, { equal: known, sort: {} });
    } else {
      const { name, partitionFields, partition } = collectionOf(model, source.collection);
      planPartitions({ name, fields: partitionFields }, partition, known);
    }
  });
}

function isNoBadInput(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT') return false;
    throw error;
  }
}
