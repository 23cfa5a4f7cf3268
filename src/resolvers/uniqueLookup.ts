import type { GraphQLFieldResolver } from 'graphql';
import { planUniqueLookup } from '../dynamo/plan/planUniqueLookup.js';
import type { Entity, UniqueField } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper } from './shapeItem.js';

/** `customerByEmail(email)`: the markers of all lookups of a wave are one batch, and the items they name are the next. */
export function uniqueLookupResolver(
  entity: Entity,
  { field }: UniqueField,
): GraphQLFieldResolver<unknown, GatewayContext, Readonly<Record<string, unknown>>> {
  return async (_parent, args, context, info) => {
    const { loader, runtime, selection } = context.internal;
    const plan = planUniqueLookup(runtime.model, entity, field, args[field], { consistent: isConsistent(info) });
    const marker = await loader.load(plan.marker, { all: true, leadsOn: true });
    const itemPlan = marker === null ? undefined : plan.itemOf(marker);
    if (itemPlan === undefined) return null;
    const operation = selection(info);
    const { leadsOn } = operation.ofItem(entity, info.fieldNodes);
    const item = await loader.load(itemPlan, { leadsOn, attributes: [plan.attribute] });
    if (item === null || !plan.holdsValue(item)) return null;
    return itemShaper(runtime.model, entity, operation.byKey(entity))(item);
  };
}
