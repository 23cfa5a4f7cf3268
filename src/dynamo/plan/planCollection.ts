import { isDeepStrictEqual } from 'node:util';
import type { Filter } from '../../model/filter.js';
import { fieldPlaces, constantOf, constantPrefix, type KeyTemplate } from '../../model/keyTemplate.js';
import { entityOf, keyOf, type Collection, type Entity, type Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { LAST } from '../keys/keyText.js';
import { compareKeyValues } from '../values/compareKeyValues.js';
import { rulesOut, seenInList } from './accessChecks.js';
import type { KeyFieldCondition } from './keyFieldCondition.js';
import { planPartitions, type KeyRange } from './keyRange.js';
import type { ListPlan } from './listPlan.js';
import { assemblePlan } from './planList.js';
import { marked } from './presence.js';
import { isInIndex, type FieldSelection } from './selectedAttributes.js';
import { boundsOfRange, intersected, rangeOfBounds, type PartRange, type SortBounds } from './sortBounds.js';
import { planSortKeyRange } from './sortKeyRange.js';

type Values = Readonly<Record<string, unknown>>;

export interface CollectionRequest {
  /** Every field of the partition, by argument name; none for a collection that is all of a table or index. */
  readonly equal: Values;
  /** On the stored sort key, whatever types stand there. */
  readonly sortKey: KeyFieldCondition | undefined;
  /** Only these members; undefined: all of them. */
  readonly types: readonly string[] | undefined;
  /** On fields common to all members. */
  readonly filter: Filter | undefined;
  readonly order: 'ASC' | 'DESC';
  readonly fields: (entity: Entity) => FieldSelection;
  readonly consistent: boolean;
  readonly viewer: Viewer;
  /** As of `ListRequest`. */
  readonly hasStandIns?: boolean;
}

/**
 * Several types in one connection: ONE Query of their partition (one a shard), or a Scan. The range goes from the
 * least to the greatest sort key that the wanted types can have; what stands between them and is none of them is
 * passed over.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` as `planList`.
 */
export function planCollection(model: Model, collection: Collection, request: CollectionRequest): ListPlan {
  const { types } = request;
  const all = collection.members.map((name) => entityOf(model, name));
  const wanted = types === undefined ? all : all.filter(({ name }) => types.includes(name));
  // What is hidden of a type as a whole is passed over like other types' items.
  const seen = wanted.filter((member) => !rulesOut(seenInList(member, collection.index, request.viewer), {}));
  const members = seen.length > 0 ? seen : wanted.length > 0 ? wanted : all;
  const range = collection.reads === 'ALL' ? undefined : planRange(collection, members, request);
  const plan = assemblePlan({
    ...request,
    members,
    name: collection.name,
    index: collection.index,
    given: (member) => givenOf(collection, member, request.equal),
    range: range === 'nothing' ? { partitions: [], sort: [], dropped: [] } : range,
    foreign: markedAsOneOf(members, collection.index),
    keepsEveryRow: false,
  });
  return wanted.length === 0 || range === 'nothing' ? { ...plan, matchesNothing: true } : plan;
}

/** The partition's fields, as the member calls them. */
function givenOf({ partition, index }: Collection, member: Entity, equal: Values): Values {
  const theirs = fieldPlaces(keyOf(member, index).partition);
  return Object.fromEntries(
    fieldPlaces(partition).flatMap((argument, at) => {
      const name = theirs[at];
      return name === undefined ? [] : [[name, equal[argument]]];
    }),
  );
}

function planRange(
  collection: Collection,
  members: readonly Entity[],
  { equal, sortKey }: CollectionRequest,
): KeyRange | 'nothing' {
  const of = { name: collection.name, fields: collection.partitionFields };
  const partitions = planPartitions(of, collection.partition, equal);
  const [attribute, second] = collection.sort;
  if (attribute === undefined || second !== undefined) return { partitions, sort: [], dropped: [] };
  const asked = planSortKeyRange(collection, sortKey);
  const templates = members.flatMap((member) => keyOf(member, collection.index).sort.map((part) => part.template));
  const range = rangeOfTypes(attribute.name, templates, asked);
  if (range === 'nothing') return 'nothing';
  return { partitions, sort: range === undefined ? [] : [range.sort], dropped: range?.dropped ?? [] };
}

/** What the client asks, narrowed to the keys that the types can have; one prefix, where that says it. */
function rangeOfTypes(
  attribute: string,
  templates: readonly KeyTemplate[],
  asked: PartRange | undefined,
): PartRange | undefined | 'nothing' {
  const hull = hullOf(templates);
  if (hull === undefined) return asked;
  const own = boundsOfRange(asked?.sort);
  const bounds = intersected(own, hull);
  if (bounds === undefined) return 'nothing';
  if (asked !== undefined && isDeepStrictEqual(bounds, own)) return asked;
  const prefixes = new Set(templates.map(constantPrefix));
  const [only] = prefixes;
  if (asked === undefined && prefixes.size === 1 && only !== undefined && !templates.every(isConstant)) {
    return { sort: { op: 'beginsWith', attribute, value: { S: only } }, dropped: [] };
  }
  const range = rangeOfBounds(attribute, bounds);
  return range && { ...range, dropped: [...(asked?.dropped ?? []), ...range.dropped] };
}

/** From the least to the greatest key that the templates make; undefined where one of them can make any. */
function hullOf(templates: readonly KeyTemplate[]): SortBounds | undefined {
  const prefixes = templates.map(constantPrefix);
  if (prefixes.length === 0 || prefixes.includes('')) return undefined;
  const ends = templates.map((template) => constantPrefix(template) + (isConstant(template) ? '' : LAST));
  return {
    low: { value: { S: prefixes.reduce((a, b) => (isBefore(a, b) ? a : b)) }, inclusive: true },
    high: { value: { S: ends.reduce((a, b) => (isBefore(a, b) ? b : a)) }, inclusive: true },
  };
}

function isConstant(template: KeyTemplate): boolean {
  return constantOf(template) !== undefined;
}

function isBefore(a: string, b: string): boolean {
  return compareKeyValues({ S: a }, { S: b }) < 0;
}

/** Keeps other types' items from being sent, where one attribute marks all members; else their keys tell. */
function markedAsOneOf(members: readonly Entity[], index: string | undefined): Filter | undefined {
  const [first, second] = members;
  const attribute = first?.marker?.attribute;
  if (first === undefined || attribute === undefined || !isInIndex(first, index, attribute)) return undefined;
  if (members.some(({ marker }) => marker?.attribute !== attribute)) return undefined;
  if (second === undefined) return marked(first);
  const values = members.flatMap(({ marker }) => (marker === undefined ? [] : [{ S: marker.value }]));
  return { kind: 'in', path: [attribute], values };
}
