import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { fieldsOfParts, fieldsOfTemplate, partsOfKey, shardCountOf, type KeyPart } from '../../model/keyTemplate.js';
import { fieldOf, type Entity, type EntityIndex } from '../../model/model.js';
import { keyValue } from '../keys/itemKey.js';
import { parseTemplate, renderTemplate } from '../keys/keyText.js';
import { shardOf } from '../keys/shardOf.js';
import { ownAttribute } from '../values/ownAttribute.js';
import { byFieldName } from './byFieldName.js';

type Values = Readonly<Record<string, unknown>>;

export interface ChangedFields {
  /** The primary key's fields. */
  readonly key: Values;
  /** The primary key as it is stored. */
  readonly primary: AttributeMap;
  /** New values, in an object that inherits nothing; null takes the field away. */
  readonly set: Values;
  /** Fields whose new value depends on the stored one. */
  readonly unknown: ReadonlySet<string>;
  /** Values as they will be stored, where the item was read; nulls for absent ones. */
  readonly stored: Values | undefined;
  /** The item that was read. */
  readonly item: AttributeMap | undefined;
}

export interface DerivedAttributes {
  readonly set: AttributeMap;
  /** Written only where nothing is stored. */
  readonly setIfAbsent: AttributeMap;
  readonly remove: readonly string[];
  /** Fields whose stored value the result rests on. */
  readonly read: readonly string[];
}

/**
 * What follows from changed fields: the template attributes of indexes, and computed attributes.
 * A template none of whose fields is touched is left alone. An index's attributes are written all
 * or none, so where one of its fields may have been absent before, all of them are written again,
 * less the partition of an item that stays in its shard: that one is written only where it is absent.
 */
export function derivedAttributes(entity: Entity, changed: ChangedFields): DerivedAttributes | 'needs item' {
  const touched = new Set([
    ...Object.keys(changed.set).filter((name) => changed.set[name] !== undefined),
    ...changed.unknown,
  ]);
  const own = new Set(partsOfKey(entity.key).map((part) => part.attribute));
  const set: Record<string, AttributeValue> = {};
  const setIfAbsent: Record<string, AttributeValue> = {};
  const remove = new Set<string>();
  const read = new Set<string>();
  // Indexes with attributes that stay as they are.
  const settled: EntityIndex[] = [];

  for (const index of entity.indexes.values()) {
    const parts = partsOfKey(index.key).filter((part) => part.template.kind === 'text' && !own.has(part.attribute));
    const fields = fieldsOfParts(partsOfKey(index.key));
    if (parts.length === 0 || !fields.some((name) => touched.has(name))) {
      settled.push(index);
      continue;
    }
    if (fields.some((name) => changed.set[name] === null)) {
      for (const part of parts) remove.add(part.attribute);
      continue;
    }
    const alwaysFull = isAlwaysFull(entity, fields, changed.key);
    const stale = alwaysFull
      ? parts.filter((part) => fieldsOfTemplate(part.template).some((name) => touched.has(name)))
      : parts;
    const values = valuesOf(alwaysFull ? fieldsOfParts(stale) : fields, changed, read);
    if (values === 'needs item') return 'needs item';
    if (alwaysFull && values !== 'incomplete') settled.push(index);
    const shard = shardOf(entity, changed.primary, shardCountOf(index.key));
    for (const part of stale) {
      if (values === 'incomplete') remove.add(part.attribute);
      else {
        const value = keyValue(entity, part, values, ['set'], roleOf(index, part), shard);
        if (staysInItsShard(part, values, changed)) setIfAbsent[part.attribute] = value;
        else set[part.attribute] = value;
      }
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

  for (const name of remove) {
    const isWritten = set[name] !== undefined || setIfAbsent[name] !== undefined;
    const stays = isWritten || isHeldBy(settled, name, entity, changed, read);
    if (stays === 'needs item') return 'needs item';
    if (stays) remove.delete(name);
  }
  return { set, setIfAbsent, remove: [...remove], read: [...read] };
}

/** An attribute that several indexes share stays where one of them is complete. */
function isHeldBy(
  indexes: readonly EntityIndex[],
  attribute: string,
  entity: Entity,
  changed: ChangedFields,
  read: Set<string>,
): boolean | 'needs item' {
  for (const { key } of indexes) {
    const parts = partsOfKey(key);
    if (!parts.some((part) => part.attribute === attribute)) continue;
    const fields = fieldsOfParts(parts);
    const values = isAlwaysFull(entity, fields, changed.key) ? {} : valuesOf(fields, changed, read);
    if (values === 'needs item') return 'needs item';
    if (values !== 'incomplete') return true;
  }
  return false;
}

/**
 * Whether an item keeps the partition it has: it may stand in any shard, wherever another program put it. A field
 * that is set may have been another value a moment ago, so it moves the item, also where the value is the same.
 *
 * @param values  The template's fields after the write.
 */
function staysInItsShard({ attribute, template }: KeyPart, values: Values, changed: ChangedFields): boolean {
  if (template.kind !== 'text' || !template.segments.some(({ kind }) => kind === 'shard')) return false;
  const fields = fieldsOfTemplate(template);
  if (fields.some((name) => changed.set[name] !== undefined)) return false;
  const stored = ownAttribute(changed.item ?? {}, attribute);
  if (stored === undefined) return true;
  const parsed = 'S' in stored ? parseTemplate(template, stored.S) : undefined;
  return parsed !== undefined && fields.every((name) => parsed[name] === String(values[name]));
}

function isAlwaysFull(entity: Entity, fields: readonly string[], key: Values): boolean {
  return fields.every((name) => Object.hasOwn(key, name) || fieldOf(entity, name).required);
}

/** The named fields' values after the write; notes in `read` those that come from the stored item. */
function valuesOf(
  fields: readonly string[],
  changed: ChangedFields,
  read: Set<string>,
): Values | 'incomplete' | 'needs item' {
  const values = byFieldName({});
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

/**
 * DynamoDB refuses an item whose index key is empty or too long, so values given for plain key fields are checked.
 *
 * @param argument  That gives the values: `set`, `setIfAbsent`.
 */
export function checkPlainKeys(entity: Entity, values: Values, argument: string): void {
  for (const index of entity.indexes.values()) {
    for (const part of partsOfKey(index.key)) {
      if (part.template.kind !== 'field' || !Object.hasOwn(values, part.template.field)) continue;
      const value = values[part.template.field];
      if (value !== undefined && value !== null) keyValue(entity, part, values, [argument], roleOf(index, part));
    }
  }
}

function roleOf(index: EntityIndex, part: KeyPart): 'partition' | 'sort' {
  return index.key.partition.includes(part) ? 'partition' : 'sort';
}
