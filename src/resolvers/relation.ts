import type { GraphQLFieldResolver } from 'graphql';
import { planGet } from '../dynamo/plan/planGet.js';
import { entityOf, type Model, type Relation } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { loadItem } from './getItem.js';
import { EMPTY_CONNECTION, listItems } from './listItems.js';

type Values = Readonly<Record<string, unknown>>;

/** A relation field: the other's key, or its partition, follows from fields of the parent item. */
export function relationResolver(
  model: Model,
  relation: Relation,
): GraphQLFieldResolver<Values, GatewayContext, Values> {
  const target = entityOf(model, relation.target);
  return (parent, args, context, info) => {
    const known = keyFromParent(parent, relation);
    if (relation.kind === 'belongsTo') {
      if (known === undefined) return null;
      return loadItem(context, info, target, planGet(target, known, { consistent: isConsistent(info) }));
    }
    return known === undefined ? EMPTY_CONNECTION : listItems(target, relation.index, known, args, context, info);
  };
}

/** The target's key fields; undefined where the parent lacks one of them, so that nothing is related. */
function keyFromParent(parent: Values, relation: Relation): Values | undefined {
  const known: Record<string, unknown> = {};
  for (const [theirs, mine] of relation.with) {
    const value = parent[mine];
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) return undefined;
    known[theirs] = value;
  }
  return known;
}
