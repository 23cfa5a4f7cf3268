import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { refuseForbidden } from '../dynamo/plan/accessChecks.js';
import type { KeyFieldCondition } from '../dynamo/plan/keyFieldCondition.js';
import { planList, planScan, type ListRequest } from '../dynamo/plan/planList.js';
import { MAX_SEGMENTS } from '../dynamo/execute/readSegments.js';
import { badInput } from '../errors/gatewayError.js';
import { enumValueName } from '../model/apiNames.js';
import { listArguments } from '../model/listArguments.js';
import type { Entity } from '../model/model.js';
import { readConnection, readFirst, type Connection } from './connection.js';
import { isConsistent } from './consistent.js';
import { seenFields, toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import type { ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type ListResolver = GraphQLFieldResolver<unknown, GatewayContext, Values>;

/** `productsByCategory(...)`: one partition of the table or of an index as a connection. */
export function listItemsResolver(entity: Entity, index: string | undefined): ListResolver {
  return (_parent, args, context, info) => listItems(entity, index, {}, args, context, info);
}

/** `productBySku(...)`: the first item of an index partition, or null. */
export function firstItemResolver(entity: Entity, index: string): ListResolver {
  return (_parent, args, context, info) => firstItem(entity, index, {}, args, context, info);
}

/** `scanProducts(...)`: a whole table or index, forward only. */
export function scanItemsResolver(entity: Entity): ListResolver {
  return (_parent, args, context, info) => {
    const { selection, viewer } = context.internal;
    const wanted = args['index'];
    const index = [...entity.indexes.keys()].find((name) => enumValueName(name) === wanted);
    const selected = selection(info).ofConnection(entity.name, [entity], info.fieldNodes);
    const request = {
      index,
      filter: filterOf(entity, args, context),
      consistent: isConsistent(info),
      viewer,
    };
    return readConnection(
      {
        plan: planScan(entity, { ...request, fields: selected.fields(entity) }),
        countPlan: () => planScan(entity, { ...request, fields: new Set() }),
        selection: selected,
        known: {},
        args,
        segments: segmentsOf(args),
      },
      context,
      info,
    );
  };
}

/**
 * One page of a list.
 *
 * @param known  Key fields that the parent gives; the others are arguments.
 */
export function listItems(
  entity: Entity,
  index: string | undefined,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const selection = context.internal.selection(info).ofConnection(entity.name, [entity], info.fieldNodes);
  const request = listRequest(entity, index, known, args, context, info);
  return readConnection(
    {
      plan: planList(entity, { ...request, fields: selection.fields(entity) }),
      countPlan: () => planList(entity, { ...request, fields: new Set() }),
      selection,
      known,
      args,
    },
    context,
    info,
  );
}

/** The first item of a list, or null. */
export function firstItem(
  entity: Entity,
  index: string | undefined,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ShapedItem | null> {
  const selection = context.internal.selection(info).ofFirst([entity], info.fieldNodes);
  const request = listRequest(entity, index, known, args, context, info);
  return readFirst(planList(entity, { ...request, fields: selection.fields(entity) }), known, selection, context);
}

function listRequest(
  entity: Entity,
  index: string | undefined,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Omit<ListRequest, 'fields'> {
  const { partition, sort } = listArguments(entity, index);
  const { viewer, claimed } = context.internal;
  refuseForbidden(entity, ['READ'], viewer);
  const given = { ...Object.fromEntries(partition.map((name) => [name, args[name]])), ...known };
  const equal = claimed.inKey(entity, given);
  const conditions = sort.flatMap(({ field }) =>
    args[field] ? [[field, args[field] as KeyFieldCondition] as const] : [],
  );
  return {
    index,
    range: { equal, sort: Object.fromEntries(conditions) },
    filter: filterOf(entity, args, context),
    order: args['order'] === 'DESC' ? ('DESC' as const) : ('ASC' as const),
    consistent: isConsistent(info),
    viewer,
  };
}

function filterOf(entity: Entity, args: Values, { internal: { runtime, viewer } }: GatewayContext) {
  const filter = args['filter'] as Values | undefined;
  return toFilter(entity.fields, runtime.model, filter, ['filter'], seenFields([entity], viewer));
}

/** @throws {GatewayError} `BAD_USER_INPUT` for a number that no cursor could hold. */
export function segmentsOf(args: Values): number {
  const segments = args['segments'];
  if (typeof segments !== 'number') return 1;
  if (segments >= 1 && segments <= MAX_SEGMENTS) return segments;
  throw badInput(`"segments" must be from 1 to ${MAX_SEGMENTS}; it is ${segments}.`, ['segments']);
}
