import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity, Model } from '../../model/model.js';
import { atArgument } from '../../errors/atArgument.js';
import type { Viewer } from '../../model/viewer.js';
import { refuseForbidden } from './accessChecks.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import type { WriteRequest } from '../actions.js';
import { pickKey, primaryKey, primaryKeyAttributes } from '../keys/itemKey.js';
import { completeValues, itemToStore, type Generators } from './itemToStore.js';
import { planPut } from './planPut.js';
import { markerActions } from './uniqueMarkers.js';
import type { DeleteWrite, PutWrite } from './write.js';

type Values = Readonly<Record<string, unknown>>;
/** `['put', 3]`: where a write stands in the arguments. */
type Place = readonly [list: 'put' | 'delete', at: number];

export interface BatchWriteRequest {
  /** Coerced create inputs. */
  readonly put: readonly Values[];
  /** Of each put, as `PutWrite.filled`. */
  readonly filled?: readonly ReadonlySet<string>[];
  /** Primary keys, by field name. */
  readonly delete: readonly Values[];
}

/** One write of a batch. */
export interface BatchEntry {
  /** The primary key; no other entry of the batch has it. */
  readonly key: AttributeMap;
  /** `REQUEST`: it needs no condition, and shares a BatchWriteItem. `WRITE`: it goes by itself. */
  readonly action:
    | { readonly kind: 'REQUEST'; readonly request: WriteRequest }
    | { readonly kind: 'WRITE'; readonly write: PutWrite | DeleteWrite };
}

/**
 * Puts and deletes of any number of items of one type, whatever is stored: all of them are looked through here, so
 * that a batch in which one is wrong writes nothing.
 *
 * @returns The puts, then the deletes, each in the order of the request.
 * @throws {GatewayError} `FORBIDDEN` for a write that no rule could allow; `BAD_USER_INPUT` for a value that cannot be stored (its path begins with its place,
 *   `['put', 3, 'price']`), for a key that comes twice, and for an empty batch.
 */
export function planBatchWrite(
  entity: Entity,
  model: Model,
  request: BatchWriteRequest,
  generators: Generators,
  viewer: Viewer,
): readonly BatchEntry[] {
  if (request.put.length + request.delete.length === 0) {
    throw badInput(`A batch needs something to write: give "put" or "delete" at least one ${entity.name}.`, ['put']);
  }
  const entries = [
    ...request.put.map((input, at) =>
      plannedPut(entity, model, { input, filled: request.filled?.[at] }, { generators, viewer }, ['put', at]),
    ),
    ...request.delete.map((key, at) => plannedDelete(entity, key, viewer, ['delete', at])),
  ];
  assertKeysDiffer(entity, entries, request.put.length);
  return entries;
}

function plannedPut(
  entity: Entity,
  model: Model,
  { input, filled = new Set() }: { readonly input: Values; readonly filled: ReadonlySet<string> | undefined },
  { generators, viewer }: { readonly generators: Generators; readonly viewer: Viewer },
  place: Place,
): BatchEntry {
  const values = completeValues(entity, input, generators, place);
  const item = itemToStore(entity, model, values, place);
  const key = pickKey(item, primaryKeyAttributes(entity)) ?? {};
  if (!putNeedsCondition(entity, viewer))
    return { key, action: { kind: 'REQUEST', request: { PutRequest: { Item: item } } } };
  // Its write is planned when it is sent; what it would refuse of the values is refused now.
  markerActions(entity, { owner: key, before: undefined, after: item, refresh: false, argument: place });
  const expectedVersion = entity.version === undefined ? undefined : 'ANY';
  const write: PutWrite = { kind: 'put', entity, key, values, filled, expectedVersion, returnsItem: true };
  atArgument(place, () => planPut(write, model, viewer, undefined));
  return { key, action: { kind: 'WRITE', write } };
}

function plannedDelete(entity: Entity, fields: Values, viewer: Viewer, place: Place): BatchEntry {
  const key = primaryKey(entity, fields, place);
  atArgument(place, () => refuseForbidden(entity, ['DELETE'], viewer, key));
  if (!deleteNeedsCondition(entity) && viewer.may(entity, 'DELETE') === undefined) {
    return { key, action: { kind: 'REQUEST', request: { DeleteRequest: { Key: key } } } };
  }
  const request = { expectedVersion: undefined, if: undefined };
  return { key, action: { kind: 'WRITE', write: { kind: 'delete', entity, key, request, returnsItem: false } } };
}

/** A BatchWriteItem has no conditions, so it keeps no rules, and neither counts versions up nor writes markers. */
function putNeedsCondition(entity: Entity, viewer: Viewer): boolean {
  const isRestricted =
    entity.fieldRules.size > 0 ||
    viewer.may(entity, 'CREATE') !== undefined ||
    viewer.may(entity, 'UPDATE') !== undefined;
  const keepsFields = [...entity.fields.values()].some(
    ({ immutable, inPrimaryKey, stored }) => immutable && !inPrimaryKey && stored,
  );
  return isRestricted || entity.version !== undefined || keepsFields || deleteNeedsCondition(entity);
}

/** Markers go with their item; under a key that does not tell types apart there may be another type's. */
function deleteNeedsCondition(entity: Entity): boolean {
  return entity.uniqueFields.length > 0 || entity.toldApartBy === 'marker';
}

function assertKeysDiffer(entity: Entity, entries: readonly BatchEntry[], puts: number): void {
  const attributes = primaryKeyAttributes(entity);
  const places = new Map<string, Place>();
  for (const [at, { key }] of entries.entries()) {
    const place: Place = at < puts ? ['put', at] : ['delete', at - puts];
    const identity = keyIdentity(key, attributes);
    const before = places.get(identity);
    if (before !== undefined) {
      const message = `"${before.join('.')}" and "${place.join('.')}" are the same ${entity.name}: a batch has no order, so write each item once.`;
      throw badInput(message, place);
    }
    places.set(identity, place);
  }
}
