import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { planList, planScan } from '../dynamo/plan/planList.js';
import { MAX_SEGMENTS } from '../dynamo/execute/readSegments.js';
import { badInput } from '../errors/gatewayError.js';
import type { Entity } from '../model/model.js';
import { readConnection, readFirst, type Connection } from './connection.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { listRequest, scanRequest, type AskedList } from './listRequests.js';
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
    const selected = context.internal.selection(info).ofConnection(entity.name, [entity], info.fieldNodes);
    const request = scanRequest(entity, askedList(context, info, args, {}));
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
  const request = listRequest(entity, index, askedList(context, info, args, known));
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
  const request = listRequest(entity, index, askedList(context, info, args, known));
  return readFirst(planList(entity, { ...request, fields: selection.fields(entity) }), known, selection, context);
}

/** @param known  Key fields that the parent gives. */
export function askedList(
  { internal: { runtime, viewer, claimed } }: GatewayContext,
  info: GraphQLResolveInfo,
  args: Values,
  known: Values,
): AskedList {
  return { model: runtime.model, viewer, claimed, args, known, consistent: isConsistent(info) };
}

/** @throws {GatewayError} `BAD_USER_INPUT` for a number that no cursor could hold. */
export function segmentsOf(args: Values): number {
  const segments = args['segments'];
  if (typeof segments !== 'number') return 1;
  if (segments >= 1 && segments <= MAX_SEGMENTS) return segments;
  throw badInput(`"segments" must be from 1 to ${MAX_SEGMENTS}; it is ${segments}.`, ['segments']);
}
