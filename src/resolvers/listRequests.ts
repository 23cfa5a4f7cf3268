import { forbidden, refuseForbidden, rulesOut } from '../dynamo/plan/accessChecks.js';
import type { KeyFieldCondition } from '../dynamo/plan/keyFieldCondition.js';
import type { CollectionRequest } from '../dynamo/plan/planCollection.js';
import type { ListRequest, ScanRequest } from '../dynamo/plan/planList.js';
import { enumValueName } from '../model/apiNames.js';
import type { Filter } from '../model/filter.js';
import { listArguments } from '../model/listArguments.js';
import { entityOf, type Collection, type Entity, type Field, type Model } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';
import type { ClaimedValues } from './claimedValues.js';
import { seenFields, toFilter } from './filterInput.js';

type Values = Readonly<Record<string, unknown>>;

/** A list field that is asked for: by whom, with which arguments. */
export interface AskedList {
  readonly model: Model;
  readonly viewer: Viewer;
  readonly claimed: ClaimedValues;
  readonly args: Values;
  /** Key fields that the item above gives; the others are arguments. */
  readonly known: Values;
  readonly consistent: boolean;
}

/** @throws {GatewayError} `FORBIDDEN` where rules leave nothing of the type; `BAD_USER_INPUT` for what no filter can be. */
export function listRequest(
  entity: Entity,
  index: string | undefined,
  { model, viewer, claimed, args, known, consistent }: AskedList,
): Omit<ListRequest, 'fields'> {
  refuseForbidden(entity, ['READ'], viewer);
  const { partition, sort } = listArguments(entity, index);
  const given = { ...Object.fromEntries(partition.map((name) => [name, args[name]])), ...known };
  const conditions = sort.flatMap(({ field }) =>
    args[field] ? [[field, args[field] as KeyFieldCondition] as const] : [],
  );
  return {
    index,
    range: { equal: claimed.inKey(entity, given), sort: Object.fromEntries(conditions) },
    filter: filterOf(model, [entity], entity.fields, args, viewer),
    order: orderOf(args),
    consistent,
    viewer,
  };
}

/** As `listRequest`. */
export function scanRequest(
  entity: Entity,
  { model, viewer, args, consistent }: Omit<AskedList, 'claimed' | 'known'>,
): Omit<ScanRequest, 'fields'> {
  refuseForbidden(entity, ['READ'], viewer);
  return {
    index: [...entity.indexes.keys()].find((name) => enumValueName(name) === args['index']),
    filter: filterOf(model, [entity], entity.fields, args, viewer),
    consistent,
    viewer,
  };
}

/** As `listRequest`, where rules leave nothing of any of the types. */
export function collectionRequest(
  collection: Collection,
  { model, viewer, claimed, args, known, consistent }: AskedList,
): Omit<CollectionRequest, 'fields'> {
  const members = collection.members.map((name) => entityOf(model, name));
  const [first] = members;
  if (first !== undefined && members.every((member) => rulesOut(viewer.may(member, 'READ'), {}))) {
    throw forbidden(first, ['READ']);
  }
  return {
    equal: claimed.inPartition(model, collection, { ...args, ...known }),
    sortKey: (args['sortKey'] as KeyFieldCondition | null | undefined) ?? undefined,
    types: (args['type'] as readonly string[] | null | undefined) ?? undefined,
    filter: filterOf(model, members, collection.fields, args, viewer),
    order: orderOf(args),
    consistent,
    viewer,
  };
}

function orderOf(args: Values): 'ASC' | 'DESC' {
  return args['order'] === 'DESC' ? 'DESC' : 'ASC';
}

function filterOf(
  model: Model,
  members: readonly Entity[],
  fields: ReadonlyMap<string, Field>,
  args: Values,
  viewer: Viewer,
): Filter | undefined {
  return toFilter(fields, model, args['filter'] as Values | undefined, ['filter'], seenFields(members, viewer));
}
