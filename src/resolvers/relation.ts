import type { GraphQLFieldResolver } from 'graphql';
import { planGet } from '../dynamo/plan/planGet.js';
import { keyValue } from '../dynamo/keys/itemKey.js';
import { renderSegments } from '../dynamo/keys/keyText.js';
import { GatewayError } from '../errors/gatewayError.js';
import { fieldsOfTemplate, type Segment, type TextTemplate } from '../model/keyTemplate.js';
import { entityOf, keyOf, type Entity, type Model, type Relation } from '../model/model.js';
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
    const known = keyFromParent(parent, relation, target);
    if (relation.kind === 'belongsTo') {
      if (known === undefined) return null;
      return loadItem(context, info, target, planGet(target, known, { consistent: isConsistent(info) }));
    }
    return known === undefined ? EMPTY_CONNECTION : listItems(target, relation.index, known, args, context, info);
  };
}

/** The target's key fields; undefined where the parent lacks one of them, or holds what is no key, so that nothing is related. */
function keyFromParent(parent: Values, relation: Relation, target: Entity): Values | undefined {
  const known: Record<string, unknown> = {};
  for (const [theirs, mine] of relation.with) {
    const value = parent[mine];
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) return undefined;
    known[theirs] = value;
  }
  return canBeKey(target, relation, known) ? known : undefined;
}

/** Whether an item can be stored under these key fields. A stored value may be empty, or hold a delimiter: its own field allows it. */
function canBeKey(target: Entity, relation: Relation, known: Values): boolean {
  const key = keyOf(target, relation.kind === 'hasMany' ? relation.index : undefined);
  try {
    for (const role of ['partition', 'sort'] as const) {
      for (const part of key[role]) {
        const fields = fieldsOfTemplate(part.template);
        if (fields.every((name) => Object.hasOwn(known, name))) keyValue(target, part, known, [], role);
        else if (part.template.kind === 'text')
          renderSegments(part.template, leadingSegments(part.template, known), known, []);
      }
    }
    return true;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT') return false;
    throw error;
  }
}

function leadingSegments({ segments }: TextTemplate, known: Values): readonly Segment[] {
  const open = segments.findIndex((segment) => segment.kind === 'field' && !Object.hasOwn(known, segment.field));
  return open < 0 ? segments : segments.slice(0, open);
}
