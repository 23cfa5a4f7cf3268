import { badInput } from '../../errors/gatewayError.js';
import { allOf, attributesOfFilter, NOTHING, type Filter } from '../../model/filter.js';
import { fieldsOfParts, partsOfKey } from '../../model/keyTemplate.js';
import { indexOf, keyOf, type Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { splitFilter } from '../expressions/splitFilter.js';
import { attributesToMask, seenInList } from './accessChecks.js';
import { leadingKeys } from './accessFilter.js';
import { planKeyRange, type KeyRange, type KeyRangeRequest } from './keyRange.js';
import type { Hydration, ListPlan } from './listPlan.js';
import { narrowRange } from './narrowRange.js';
import { marked, notExpired } from './presence.js';
import { residualFilter } from './residualFilter.js';
import { fitsEveryRow } from './fitsEveryRow.js';
import {
  attributesOfIdentity,
  holdsMarker,
  holdsSelection,
  isInIndex,
  projectedAttributes,
  type FieldSelection,
} from './selectedAttributes.js';

export interface ListRequest {
  readonly index: string | undefined;
  readonly range: KeyRangeRequest;
  readonly filter: Filter | undefined;
  readonly order: 'ASC' | 'DESC';
  readonly fields: FieldSelection;
  readonly consistent: boolean;
  readonly viewer: Viewer;
  /** Some key values stand for what only an item will tell: rules decide nothing by them. For estimates. */
  readonly hasStandIns?: boolean;
}

/**
 * @throws {GatewayError} `BAD_USER_INPUT` for key values and conditions that cannot be, and for a consistent
 *   read of a global index.
 */
export function planList(entity: Entity, request: ListRequest): ListPlan {
  const { index } = request;
  const foreign = index === undefined ? foreignOnTable(entity) : indexOf(entity, index).foreign;
  return assemblePlan({
    ...request,
    members: [entity],
    name: entity.name,
    fields: () => request.fields,
    given: () => inPartition(entity, index, request.range.equal),
    range: planKeyRange(entity, index, request.range),
    foreign: foreign === 'marker' ? marked(entity) : undefined,
    keepsEveryRow: foreign !== 'key' && fitsEveryRow(entity, index),
  });
}

/** The values that the rows are found by. What claims say beside them is no matter of the partition: it is to be asked. */
function inPartition(
  entity: Entity,
  index: string | undefined,
  values: KeyRangeRequest['equal'],
): KeyRangeRequest['equal'] {
  const fields = fieldsOfParts(keyOf(entity, index).partition);
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)));
}

export interface ScanRequest {
  readonly index: string | undefined;
  readonly filter: Filter | undefined;
  readonly fields: FieldSelection;
  readonly consistent: boolean;
  readonly viewer: Viewer;
}

/** Reads a table or index from one end to the other. */
export function planScan(entity: Entity, request: ScanRequest): ListPlan {
  // In an index that lacks the marker, keys tell the types apart: the schema compiler has made sure of it.
  const foreign = entity.toldApartBy === 'marker' && holdsMarker(entity, request.index) ? marked(entity) : undefined;
  return assemblePlan({
    ...request,
    members: [entity],
    name: entity.name,
    fields: () => request.fields,
    given: () => ({}),
    order: 'ASC',
    range: undefined,
    foreign,
    keepsEveryRow: (foreign !== undefined || entity.toldApartBy === 'nothing') && fitsEveryRow(entity, 'SCAN'),
  });
}

/** What lists of one type and of several have in common. */
export interface ListParts {
  /** One or more types of one table. */
  readonly members: readonly Entity[];
  /** Of the type, union or interface, for messages. */
  readonly name: string;
  readonly index: string | undefined;
  /** Fields of a type that the request gives, each equal to a value. */
  readonly given: (entity: Entity) => Readonly<Record<string, unknown>>;
  /** Undefined: a scan. */
  readonly range: KeyRange | undefined;
  /** The client's. */
  readonly filter: Filter | undefined;
  /** What keeps other types' items out, where the range does not. */
  readonly foreign: Filter | undefined;
  readonly order: 'ASC' | 'DESC';
  readonly fields: (entity: Entity) => FieldSelection;
  readonly consistent: boolean;
  readonly viewer: Viewer;
  /** As of `ListRequest`. */
  readonly hasStandIns?: boolean;
  /** Whether what the range reads and the sent filter keeps is surely listed. */
  readonly keepsEveryRow: boolean;
}

export function assemblePlan(given: ListParts): ListPlan {
  const access = accessOf(given);
  const { range } = access;
  const parts = { ...given, range };
  const { members, index } = parts;
  const [first] = members;
  if (first === undefined) throw new Error('A list has at least one type.');
  const local = index !== undefined && indexOf(first, index).local;
  assertConsistent(parts, index !== undefined && !local);
  const client = clientFilter(parts.filter);
  const seen = seenRows(members, access.byType, parts.viewer.now);
  const conditions = placed(allOf([parts.foreign, seen.common, client.sendable]), {
    // A Query must not filter by the key that it reads; a Scan may.
    unsendable: range === undefined ? new Set() : keyAttributesOf(first, index),
    isHeld: (attribute) => isInIndex(first, index, attribute),
    fetchesRest: local,
  });
  const rowFilter = allOf([...(range?.dropped ?? []).map(isNot), conditions.onRow]);
  const isHeld = [...seen.byType.values()].every((filter) => holdsAll(first, index, filter));
  const hydration = planHydration(parts, local, conditions.onItem, isHeld);
  const also = [rowFilter, ...seen.byType.values()].flatMap((filter) =>
    filter === undefined
      ? []
      : [...attributesOfFilter(filter)].filter((name) => local || isInIndex(first, index, name)),
  );
  const attributes = projectionOf(parts, hydration, also);
  return {
    action: range === undefined ? 'Scan' : 'Query',
    members,
    table: first.table,
    index,
    partitions: range?.partitions ?? [],
    sort: range?.sort ?? [],
    filter: conditions.sent,
    attributes,
    fetchesAll: attributes === undefined && local && indexOf(first, index).projection.kind !== 'ALL',
    consistent: parts.consistent,
    local: rowFilter,
    localByType: seen.byType,
    hydration,
    matchesNothing: client.matchesNothing || access.forbidden,
    forbidden: access.forbidden,
    selective: client.selective || access.selective,
    dropped: range?.dropped.length ?? 0,
    keepsEveryRow:
      parts.keepsEveryRow && rowFilter === undefined && seen.byType.size === 0 && hydration?.when !== 'LISTED',
    markerIsRead: members.every((member) => holdsMarker(member, index)),
    ...positionOf(first, index),
    sortAttributes: range === undefined ? [] : keyOf(first, index).sort.map((part) => part.attribute),
    ascending: parts.order === 'ASC',
  };
}

/** The client's filter, less what is always true; a filter that matches nothing is not sent, for no call is made. */
function clientFilter(filter: Filter | undefined): Pick<ListPlan, 'matchesNothing' | 'selective'> & {
  readonly sendable: Filter | undefined;
} {
  const simple = filter === undefined ? true : simplifyFilter(filter);
  return {
    matchesNothing: simple === false,
    selective: simple !== true,
    sendable: typeof simple === 'boolean' ? undefined : simple,
  };
}

interface ListAccess {
  /** Narrowed to what rules leave of it, where they speak of its sort key. */
  readonly range: KeyRange | undefined;
  /** What is left to ask of the rows of each type; types of which all rows are seen are not there. */
  readonly byType: ReadonlyMap<Entity, Filter>;
  readonly forbidden: boolean;
  /** Rows may be hidden: more than what the keys that are read make of items that nobody has written otherwise. */
  readonly selective: boolean;
}

/** What rules ask of the rows, less what the partition has decided already. */
function accessOf({ members, index, given, range, viewer, hasStandIns = false }: ListParts): ListAccess {
  const [partition = {}, ...shards] = range?.partitions ?? [];
  const known = shards.length === 0 && !hasStandIns ? partition : {};
  const byType = new Map<Entity, Filter>();
  let hidden = 0;
  let selective = false;
  for (const member of members) {
    const asked = seenInList(member, index, viewer);
    // The key of an index is not the table's, which another program may have written otherwise: it refuses, and allows nothing.
    const likely =
      asked === undefined ||
      residualFilter(asked, { ...(hasStandIns ? {} : leadingKeys(member, given(member))), ...known });
    const left = asked === undefined || (likely !== false && residualFilter(asked, known));
    selective ||= likely !== true;
    if (left === false) hidden += 1;
    if (left !== true) byType.set(member, left === false ? NOTHING : left);
  }
  if (hidden === members.length) return { range, byType: new Map(), forbidden: true, selective };
  const [only] = byType.values();
  if (members.length > 1 || only === undefined || range === undefined || hasStandIns)
    return { range, byType, forbidden: false, selective };
  const narrowed = narrowRange(range, only, members[0] && keyOf(members[0], index).sort);
  if (narrowed === undefined) return { range, byType, forbidden: false, selective };
  if (narrowed === 'nothing') return { range, byType: new Map(), forbidden: true, selective };
  return {
    range: narrowed.range,
    byType: new Map(
      members.flatMap((member) => (narrowed.left === undefined ? [] : [[member, narrowed.left] as const])),
    ),
    forbidden: false,
    selective: selective && narrowed.left !== undefined,
  };
}

/** Where each condition can be decided: by DynamoDB, on the row that was read, or on the item of the table. */
function placed(
  filter: Filter | undefined,
  reader: {
    readonly unsendable: ReadonlySet<string>;
    readonly isHeld: (attribute: string) => boolean;
    /** DynamoDB fetches for itself what the index lacks, but does not filter by it. */
    readonly fetchesRest: boolean;
  },
): { readonly sent: Filter | undefined; readonly onRow: Filter | undefined; readonly onItem: Filter | undefined } {
  const attributes = filter === undefined ? [] : [...attributesOfFilter(filter)];
  const lacking = new Set(attributes.filter((attribute) => !reader.isHeld(attribute)));
  const { sent, local } = splitFilter(filter, new Set([...reader.unsendable, ...lacking]));
  if (reader.fetchesRest) return { sent, onRow: local, onItem: undefined };
  const { sent: onRow, local: onItem } = splitFilter(local, lacking);
  return { sent, onRow, onItem };
}

/** What tells items that have expired or are hidden: one filter where all types agree, else each type's own. */
function seenRows(
  members: readonly Entity[],
  access: ReadonlyMap<Entity, Filter>,
  now: Date,
): { readonly common: Filter | undefined; readonly byType: ReadonlyMap<Entity, Filter> } {
  const live = members.map((member) => [member, allOf([notExpired(member, now), access.get(member)])] as const);
  const [first] = live;
  if (live.every(([, filter]) => JSON.stringify(filter) === JSON.stringify(first?.[1]))) {
    return { common: first?.[1], byType: new Map() };
  }
  return {
    common: undefined,
    byType: new Map(live.flatMap(([member, filter]) => (filter === undefined ? [] : [[member, filter] as const]))),
  };
}

function planHydration(
  { members, index, fields, viewer }: ListParts,
  local: boolean,
  onItem: Filter | undefined,
  expiryIsHeld: boolean,
): Hydration | undefined {
  if (index === undefined || local) return undefined;
  if (onItem !== undefined || !expiryIsHeld) {
    const attributes = onItem === undefined ? [] : [...attributesOfFilter(onItem)];
    return { when: 'LISTED', types: new Set(members), filter: onItem, attributes };
  }
  const types = members.filter(
    (member) =>
      !holdsSelection(member, index, fields(member)) ||
      !attributesToMask(member, fields(member), viewer).every((attribute) => isInIndex(member, index, attribute)),
  );
  return types.length === 0 ? undefined : { when: 'SHOWN', types: new Set(types), filter: undefined, attributes: [] };
}

/** What to ask of each type; only its identity, where its items are read from the table. */
function projectionOf(
  { members, index, fields, viewer }: ListParts,
  hydration: Hydration | undefined,
  also: readonly string[],
): readonly string[] | undefined {
  const projected = members.map((member) =>
    hydration?.types.has(member) === true
      ? attributesOfIdentity(member, index)
      : projectedAttributes(member, index, fields(member), attributesToMask(member, fields(member), viewer)),
  );
  if (projected.includes(undefined)) return undefined;
  return [...new Set([...projected.flatMap((attributes) => attributes ?? []), ...also])];
}

function holdsAll(entity: Entity, index: string | undefined, filter: Filter): boolean {
  return [...attributesOfFilter(filter)].every((attribute) => isInIndex(entity, index, attribute));
}

function isNot(filter: Filter): Filter {
  return { kind: 'not', filter };
}

/** On the table itself, key constants exclude other types' items from the range or the marker has to. */
function foreignOnTable(entity: Entity): 'none' | 'marker' {
  return entity.toldApartBy === 'marker' ? 'marker' : 'none';
}

function keyAttributesOf(entity: Entity, index: string | undefined): ReadonlySet<string> {
  return new Set(partsOfKey(keyOf(entity, index)).map((part) => part.attribute));
}

function positionOf(entity: Entity, index: string | undefined): Pick<ListPlan, 'position' | 'primaryKey'> {
  const primaryKey = partsOfKey(entity.key).map((part) => part.attribute);
  const indexKey = index === undefined ? [] : partsOfKey(indexOf(entity, index).key).map((part) => part.attribute);
  return { position: [...new Set([...indexKey, ...primaryKey])], primaryKey };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html */
function assertConsistent({ consistent, index, name }: ListParts, isGlobal: boolean): void {
  if (!consistent || !isGlobal) return;
  throw badInput(
    `@consistent cannot be used here: "${index ?? ''}" is a global index of ${name}, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.`,
    [],
  );
}
