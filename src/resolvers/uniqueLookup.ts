import type { GraphQLFieldResolver } from 'graphql';
import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import { absentKey } from '../dynamo/keys/absentKey.js';
import { refuseForbidden, rulesOut } from '../dynamo/plan/accessChecks.js';
import { planUniqueLookup } from '../dynamo/plan/planUniqueLookup.js';
import { allOf, attributesOfFilter } from '../model/filter.js';
import type { Entity, UniqueField } from '../model/model.js';
import { isConsistent } from './consistent.js';
import { seenFields } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper } from './shapeItem.js';

/**
 * `customerByEmail(email)`: the markers of all lookups of a wave are one batch, and the items they name are the next.
 *
 * Where rules may hide the item, a value that nobody has costs a second read too: else the number of calls would say
 * that somebody has it.
 */
export function uniqueLookupResolver(
  entity: Entity,
  { field }: UniqueField,
): GraphQLFieldResolver<unknown, GatewayContext, Readonly<Record<string, unknown>>> {
  return async (_parent, args, context, info) => {
    const { loader, runtime, selection, viewer } = context.internal;
    refuseForbidden(entity, ['READ'], viewer);
    const consistent = isConsistent(info);
    const seen = allOf([viewer.may(entity, 'READ'), seenFields([entity], viewer)(field, [field])]);
    const plan = planUniqueLookup(runtime.model, entity, field, args[field], { consistent });
    const marker = await loader.load(plan.marker, { all: true, leadsOn: true });
    const named = marker === null ? undefined : plan.itemOf(marker);
    const open = named !== undefined && !rulesOut(seen, named.key) ? named : undefined;
    if (open === undefined && seen === undefined) return null;
    const operation = selection(info);
    const { leadsOn } = operation.ofItem(entity, info.fieldNodes);
    const attributes = [plan.attribute, ...(seen === undefined ? [] : attributesOfFilter(seen))];
    const itemPlan = open ?? { entity, table: entity.table, key: absentKey(entity), consistent };
    const item = await loader.load(itemPlan, { leadsOn, attributes });
    if (item === null || !plan.holdsValue(item)) return null;
    if (seen !== undefined && !evaluateFilter(seen, item)) return null;
    return itemShaper(runtime.model, entity, operation.byKey(entity), viewer)(item);
  };
}
