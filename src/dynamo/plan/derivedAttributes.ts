import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { fieldsOfParts, fieldsOfTemplate, partsOfKey, type KeyPart } from '../../model/keyTemplate.js';
import { fieldOf, type Entity, type EntityIndex } from '../../model/model.js';
import { keyValue } from '../keys/itemKey.js';
import { renderTemplate } from '../keys/keyText.js';

type Values = Readonly<Record<string, unknown>>;

export interface ChangedFields {
  /** The primary key's fields. */
  readonly key: Values;
  /** New values; null takes the field away. */
  readonly set: Values;
  /** Fields whose new value depends on the stored one. */
  readonly unknown: ReadonlySet<string>;
  /** Values as they will be stored, where the item was read; nulls for absent ones. */
  readonly stored: Values | undefined;
}

export interface DerivedAttributes {
  readonly set: AttributeMap;
  readonly remove: readonly string[];
  /** Fields whose stored value the result rests on. */
  readonly read: readonly string[];
}

/**
 * What follows from changed fields: the template attributes of indexes, and computed attributes.
 * A template none of whose fields is touched is left alone. An index's attributes are written all
 * or none, so where one of its fields may have been absent before, all of them are written again.
 */
export function derivedAttributes(entity: Entity, changed: ChangedFields): DerivedAttributes | 'needs item' {
  const touched = new Set([
    ...Object.keys(changed.set).filter((name) => changed.set[name] !== undefined),
    ...changed.unknown,
  ]);
  const own = new Set(partsOfKey(entity.key).map((part) => part.attribute));
  const set: Record<string, AttributeValue> = {};
  const remove = new Set<string>();
  const read = new Set<string>();

  for (const index of entity.indexes.values()) {
    checkPlainKeys(entity, index, changed.set);
    const parts = partsOfKey(index.key).filter((part) => part.template.kind === 'text' && !own.has(part.attribute));
    if (parts.length === 0 || !fieldsOfParts(partsOfKey(index.key)).some((name) => touched.has(name))) continue;
    const fields = fieldsOfParts(partsOfKey(index.key));
    if (fields.some((name) => changed.set[name] === null)) {
      for (const part of parts) remove.add(part.attribute);
      continue;
    }
    const alwaysFull = fields.every((name) => Object.hasOwn(changed.key, name) || fieldOf(entity, name).required);
    const stale = alwaysFull
      ? parts.filter((part) => fieldsOfTemplate(part.template).some((name) => touched.has(name)))
      : parts;
    const values = valuesOf(alwaysFull ? fieldsOfParts(stale) : fields, changed, read);
    if (values === 'needs item') return 'needs item';
    for (const part of stale) {
      if (values === 'incomplete') remove.add(part.attribute);
      else set[part.attribute] = keyValue(entity, part, values, ['set'], roleOf(index, part));
    }
  }

  for (const field of entity.fields.values()) {
    if (field.template?.kind !== 'text') continue;
    const fields = fieldsOfTemplate(field.template);
    if (!fields.some((name) => touched.has(name))) continue;
    const values = fields.some((name) => changed.set[name] === null) ? 'incomplete' : valuesOf(fields, changed, read);
    if (values === 'needs item') return 'needs item';
    if (values === 'incomplete') remove.add(field.attribute);
    else set[field.attribute] = { S: renderTemplate(field.template, values, ['set']) };
  }
  // An attribute that two indexes share stays where one of them is complete.
  return { set, remove: [...remove].filter((name) => set[name] === undefined), read: [...read] };
}

/** The named fields' values after the write; notes in `read` those that come from the stored item. */
function valuesOf(
  fields: readonly string[],
  changed: ChangedFields,
  read: Set<string>,
): Values | 'incomplete' | 'needs item' {
  const values: Record<string, unknown> = {};
  for (const name of fields) {
    if (Object.hasOwn(changed.key, name)) values[name] = changed.key[name];
    else if (changed.set[name] !== undefined) values[name] = changed.set[name];
    else if (changed.stored === undefined) return 'needs item';
    else {
      read.add(name);
      values[name] = changed.stored[name];
    }
  }
  const complete = fields.every(
    (name) => values[name] !== null && values[name] !== undefined && !(values[name] instanceof Error),
  );
  return complete ? values : 'incomplete';
}

/** DynamoDB refuses an item whose index key is empty or too long. */
function checkPlainKeys(entity: Entity, index: EntityIndex, set: Values): void {
  for (const part of partsOfKey(index.key)) {
    if (part.template.kind !== 'field') continue;
    const value = set[part.template.field];
    if (value !== undefined && value !== null) keyValue(entity, part, set, ['set'], roleOf(index, part));
  }
}

function roleOf(index: EntityIndex, part: KeyPart): 'partition' | 'sort' {
  return index.key.partition.includes(part) ? 'partition' : 'sort';
}
