import type { GraphQLFieldResolver } from 'graphql';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import { fieldsOfParts, partsOfKey } from '../model/keyTemplate.js';
import type { Entity } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type Info = Parameters<GraphQLFieldResolver<unknown, GatewayContext>>[3];

/** `product(productId)`: one item by its key, batched with all other loads of the wave. */
export function getItemResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return (_parent, args, context, info) =>
    loadItem(context, info, entity, planGet(entity, args, { consistent: isConsistent(info) }));
}

/** `productsByKeys(keys)`: any number of items, in the order of the keys. */
export function getItemsResolver(
  entity: Entity,
): GraphQLFieldResolver<unknown, GatewayContext, { readonly keys: readonly Values[] }> {
  return (_parent, { keys }, context, info) => {
    const consistent = isConsistent(info);
    const plans = keys.map((key, at) => planGet(entity, key, { consistent, argument: ['keys', at] }));
    return Promise.all(plans.map((plan) => loadItem(context, info, entity, plan)));
  };
}

/** Loads one item and shapes what the document selects of its type by key. */
export async function loadItem(
  context: GatewayContext,
  info: Info,
  entity: Entity,
  plan: GetPlan,
): Promise<ShapedItem | null> {
  const { loader, runtime, selection } = context.internal;
  const operation = selection(info);
  const { leadsOn } = operation.ofItem(entity, info.fieldNodes);
  const item = await loader.load(plan, { leadsOn });
  return item === null ? null : itemShaper(runtime.model, entity, operation.byKey(entity))(item);
}

/** The names of the primary key's fields. */
export function keyFieldsOf(entity: Entity): readonly string[] {
  return fieldsOfParts(partsOfKey(entity.key));
}
