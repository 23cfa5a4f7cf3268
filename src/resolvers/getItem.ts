import type { GraphQLFieldResolver } from 'graphql';
import { refuseForbidden, rulesOut } from '../dynamo/plan/accessChecks.js';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { Entity } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { refuseTooManyKeys } from './refuseTooManyKeys.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type Info = Parameters<GraphQLFieldResolver<unknown, GatewayContext>>[3];

/** `product(productId)`: one item by its key, batched with all other loads of the wave. */
export function getItemResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return (_parent, args, context, info) => {
    const { viewer, claimed } = context.internal;
    refuseForbidden(entity, ['READ'], viewer);
    return loadAsked(context, info, planGet(entity, claimed.inKey(entity, args), { consistent: isConsistent(info) }));
  };
}

/** `productsByKeys(keys)`: any number of items, in the order of the keys. */
export function getItemsResolver(
  entity: Entity,
): GraphQLFieldResolver<unknown, GatewayContext, { readonly keys: readonly Values[] }> {
  return (_parent, { keys }, context, info) => {
    const { runtime, viewer, claimed } = context.internal;
    refuseForbidden(entity, ['READ'], viewer);
    refuseTooManyKeys(keys.length, runtime, '"keys" has', ['keys']);
    const consistent = isConsistent(info);
    const plans = keys.map((key, at) => {
      const argument = ['keys', at];
      return planGet(entity, claimed.inKey(entity, key, argument), { consistent, argument });
    });
    return loadAllAsked(context, info, plans);
  };
}

/**
 * Loads one item that the request names by its key, and shapes what the document selects of its type by key.
 *
 * @throws {GatewayError} `FORBIDDEN` where rules leave nothing under this key to whoever asks.
 */
export async function loadAsked(context: GatewayContext, info: Info, plan: GetPlan): Promise<ShapedItem | null> {
  refuseForbidden(plan.entity, ['READ'], context.internal.viewer, plan.key);
  return loadItem(context, info, plan);
}

/** The same of several; what is forbidden of them is an error in its place. */
export async function loadAllAsked(
  context: GatewayContext,
  info: Info,
  plans: readonly GetPlan[],
): Promise<readonly (ShapedItem | null | Error)[]> {
  return Promise.all(
    plans.map((plan) =>
      loadAsked(context, info, plan).catch((error: unknown) => {
        if (error instanceof GatewayError && error.code === 'FORBIDDEN') return error;
        throw error;
      }),
    ),
  );
}

async function loadItem(context: GatewayContext, info: Info, plan: GetPlan): Promise<ShapedItem | null> {
  const { loader, runtime, selection, viewer } = context.internal;
  const operation = selection(info);
  const { leadsOn } = operation.ofItem(plan.entity, info.fieldNodes);
  const item = await loader.load(plan, { leadsOn });
  return item === null ? null : itemShaper(runtime.model, plan.entity, operation.byKey(plan.entity), viewer)(item);
}

/**
 * The first of several items that is there; all are loaded in one wave, and a key that types share once. A key under
 * which rules leave nothing is not read.
 *
 * @throws {GatewayError} `FORBIDDEN` where they leave nothing of any of the types.
 */
export async function loadFirst(
  context: GatewayContext,
  info: Info,
  plans: readonly GetPlan[],
): Promise<ShapedItem | null> {
  const { viewer } = context.internal;
  const ofType = plans.filter(({ entity }) => !rulesOut(viewer.may(entity, 'READ'), {}));
  const [first] = plans;
  if (first !== undefined && ofType.length === 0) refuseForbidden(first.entity, ['READ'], viewer);
  const open = ofType.filter(({ entity, key }) => !rulesOut(viewer.may(entity, 'READ'), key));
  const items = await Promise.all(open.map((plan) => loadItem(context, info, plan)));
  return items.find((item) => item !== null) ?? null;
}
