import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { planCollection } from '../dynamo/plan/planCollection.js';
import { planPartitions } from '../dynamo/plan/keyRange.js';
import type { GetPlan } from '../dynamo/plan/planGet.js';
import { entityOf, type Collection, type Model } from '../model/model.js';
import { readConnection, readFirst, type Connection } from './connection.js';
import { isConsistent } from './consistent.js';
import type { ClaimedValues } from './claimedValues.js';
import type { GatewayContext } from './gatewayContext.js';
import { loadFirst } from './getItem.js';
import { askedList, segmentsOf } from './listItems.js';
import { collectionRequest } from './listRequests.js';
import type { ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;

/** `orderRecords(orderId)`: the items of several types, as a connection or, where the partition is the whole key, one. */
export function collectionResolver(
  model: Model,
  collection: Collection,
): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  if (collection.reads === 'ITEM') {
    return (_parent, args, context, info) => collectionItem(model, collection, args, context, info);
  }
  return (_parent, args, context, info) => listCollection(model, collection, {}, args, context, info);
}

/** @param known  Fields of the partition that the parent gives, by argument name; the others are arguments. */
export function listCollection(
  model: Model,
  collection: Collection,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const members = collection.members.map((name) => entityOf(model, name));
  const selection = context.internal.selection(info).ofConnection(collection.name, members, info.fieldNodes);
  const request = collectionRequest(collection, askedList(context, info, args, known));
  return readConnection(
    {
      plan: planCollection(model, collection, { ...request, fields: selection.fields }),
      countPlan: () => planCollection(model, collection, { ...request, fields: () => new Set() }),
      selection,
      known,
      args,
      segments: segmentsOf(args),
    },
    context,
    info,
  );
}

/** The first item of a collection's partition, or null. */
export function firstOfCollection(
  model: Model,
  collection: Collection,
  known: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ShapedItem | null> {
  const members = collection.members.map((name) => entityOf(model, name));
  const selection = context.internal.selection(info).ofFirst(members, info.fieldNodes);
  const request = collectionRequest(collection, askedList(context, info, {}, known));
  return readFirst(
    planCollection(model, collection, { ...request, fields: selection.fields }),
    known,
    selection,
    context,
  );
}

/** The one item under the key, whichever of the types it is. */
function collectionItem(
  model: Model,
  collection: Collection,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ShapedItem | null> {
  return loadFirst(
    context,
    info,
    planCollectionItem(model, collection, args, context.internal.claimed, { consistent: isConsistent(info) }),
  );
}

/** The one key of a collection that is one item, as each of the types that it may be. */
export function planCollectionItem(
  model: Model,
  collection: Collection,
  args: Values,
  claimed: ClaimedValues,
  { consistent }: { readonly consistent: boolean },
): readonly GetPlan[] {
  const of = { name: collection.name, fields: collection.partitionFields };
  const members = collection.members.map((name) => entityOf(model, name));
  const values = claimed.inPartition(model, collection, args);
  const [key = {}] = planPartitions(of, collection.partition, values);
  return members.map((entity) => ({
    entity,
    table: collection.table,
    key,
    consistent,
  }));
}
