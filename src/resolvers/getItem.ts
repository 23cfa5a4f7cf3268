import type { GraphQLFieldResolver } from 'graphql';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import type { Entity } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type Info = Parameters<GraphQLFieldResolver<unknown, GatewayContext>>[3];

/** `product(productId)`: one item by its key, batched with all other loads of the wave. */
export function getItemResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return (_parent, args, context, info) =>
    loadItem(context, info, planGet(entity, args, { consistent: isConsistent(info) }));
}

/** `productsByKeys(keys)`: any number of items, in the order of the keys. */
export function getItemsResolver(
  entity: Entity,
): GraphQLFieldResolver<unknown, GatewayContext, { readonly keys: readonly Values[] }> {
  return (_parent, { keys }, context, info) => {
    const consistent = isConsistent(info);
    const plans = keys.map((key, at) => planGet(entity, key, { consistent, argument: ['keys', at] }));
    return Promise.all(plans.map((plan) => loadItem(context, info, plan)));
  };
}

/** Loads one item and shapes what the document selects of its type by key. */
export async function loadItem(context: GatewayContext, info: Info, plan: GetPlan): Promise<ShapedItem | null> {
  const { loader, runtime, selection } = context.internal;
  const operation = selection(info);
  const { leadsOn } = operation.ofItem(plan.entity, info.fieldNodes);
  const item = await loader.load(plan, { leadsOn });
  return item === null ? null : itemShaper(runtime.model, plan.entity, operation.byKey(plan.entity))(item);
}

/** The first of several items that is there; all are loaded in one wave, and a key that types share once. */
export async function loadFirst(
  context: GatewayContext,
  info: Info,
  plans: readonly GetPlan[],
): Promise<ShapedItem | null> {
  const items = await Promise.all(plans.map((plan) => loadItem(context, info, plan)));
  return items.find((item) => item !== null) ?? null;
}
