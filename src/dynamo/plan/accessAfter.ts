import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { allOf, anyOf, attributesOfFilter, NOTHING, type Filter } from '../../model/filter.js';
import type { Entity, Field, Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { encodeArgument } from '../values/encodeValue.js';
import { leftChangeable, rulesOut } from './accessChecks.js';
import type { DerivedAttributes } from './derivedAttributes.js';
import { residualFilter } from './residualFilter.js';
import { givenFields, type UpdateRequest } from './updateRequest.js';

/**
 * That the item as an update leaves it passes the rules too, as far as the update changes what they ask: nobody gives
 * away what they could not have written. Undefined where it changes nothing of that.
 *
 * @param key  The item's primary key, which stays as it is.
 * @param derived  What follows from the update: a rule may ask a computed field. Undefined until it is known.
 */
export function accessAfter(
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  key: AttributeMap,
  viewer: Viewer,
  derived: DerivedAttributes | undefined,
): { readonly filter: Filter; readonly fields: readonly string[] } | undefined {
  const access = leftChangeable(entity, viewer);
  if (access === undefined || rulesOut(access, {})) return undefined;
  const asked = attributesOfFilter(access);
  const changes = [...changesOf(entity, model, request, asked), ...derivedChanges(entity, derived, asked)];
  if (changes.length === 0) return undefined;
  const after = residualFilter(afterChanges(access, changes), key);
  if (after === true) return undefined;
  return { filter: after === false ? NOTHING : after, fields: changes.map(({ field }) => field.name) };
}

type Part = 'set' | 'setIfAbsent' | 'add' | 'remove' | 'append';

interface FieldChange {
  readonly field: Field;
  readonly part: Part;
  /** Undefined: the attribute is removed. */
  readonly value: AttributeValue | undefined;
}

/** @param attributes  Changes of others are of no matter. */
function changesOf(
  entity: Entity,
  model: Model,
  request: UpdateRequest,
  attributes: ReadonlySet<string>,
): readonly FieldChange[] {
  const parts: readonly Part[] = ['set', 'setIfAbsent', 'add', 'remove', 'append'];
  return parts.flatMap((part) =>
    givenFields(entity, request[part]).flatMap(([field, value]) =>
      attributes.has(field.attribute)
        ? [{ field, part, value: encodeArgument(field.type, value, model.maps, [part, field.name]) }]
        : [],
    ),
  );
}

/** Of computed fields. */
function derivedChanges(
  entity: Entity,
  derived: DerivedAttributes | undefined,
  attributes: ReadonlySet<string>,
): readonly FieldChange[] {
  if (derived === undefined) return [];
  const { set, setIfAbsent, remove } = derived;
  return [...entity.fields.values()].flatMap((field): readonly FieldChange[] => {
    const { attribute } = field;
    if (!attributes.has(attribute)) return [];
    if (set[attribute] !== undefined) return [{ field, part: 'set', value: set[attribute] }];
    if (remove.includes(attribute)) return [{ field, part: 'set', value: undefined }];
    if (setIfAbsent[attribute] === undefined) return [];
    return [{ field, part: 'setIfAbsent', value: setIfAbsent[attribute] }];
  });
}

function afterChanges(filter: Filter, changes: readonly FieldChange[]): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((inner) => afterChanges(inner, changes)) };
    case 'not':
      return { kind: 'not', filter: afterChanges(filter.filter, changes) };
    default: {
      const change = changes.find(({ field }) => field.attribute === filter.path[0]);
      return change === undefined ? filter : afterChange(filter, change);
    }
  }
}

/** One test of the item as it was, that says what it will be of the item as it will be. */
function afterChange(test: Filter, { field, part, value }: FieldChange): Filter {
  const path = [field.attribute];
  const written = constant(evaluateFilter(test, value === undefined ? {} : { [field.attribute]: value }));
  const kept = (exists: boolean): Filter => ({ kind: 'exists', path, exists });
  switch (part) {
    case 'set':
      return written;
    case 'setIfAbsent':
      return anyOf([and(kept(true), test), and(kept(false), written)]);
    case 'add':
    case 'append':
      // Elements come to those that are there. A number's sum is known to nobody before.
      return field.type.kind === 'list' ? anyOf([test, written]) : NOTHING;
    case 'remove':
      return test.kind === 'contains' && isIn(written) ? NOTHING : test;
  }
}

function isIn(written: Filter): boolean {
  return written.kind === 'and';
}

function constant(holds: boolean): Filter {
  return holds ? { kind: 'and', filters: [] } : NOTHING;
}

function and(a: Filter, b: Filter): Filter {
  return allOf([a, b]) ?? a;
}
