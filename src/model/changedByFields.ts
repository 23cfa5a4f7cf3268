import { changedByFieldName } from './apiNames.js';
import { fieldsOfParts, type KeyPart } from './keyTemplate.js';
import type { Entity } from './model.js';

/** A subscription to the items that stand in one partition of an index. */
export interface ChangedByField {
  readonly name: string;
  readonly index: string;
  /** Of the partition, each a required argument. */
  readonly fields: readonly string[];
}

/**
 * One for each index: of those with the same partition fields for the first, and none where the partition has no field
 * to ask for.
 *
 * @param indexes  In the order of the schema.
 */
export function changedByFields(
  type: string,
  indexes: readonly { readonly name: string; readonly partition: readonly KeyPart[] }[],
): readonly ChangedByField[] {
  const known = new Set<string>();
  return indexes.flatMap(({ name, partition }) => {
    const fields = fieldsOfParts(partition);
    const identity = fields.join();
    if (fields.length === 0 || known.has(identity)) return [];
    known.add(identity);
    return [{ name: changedByFieldName(type, fields), index: name, fields }];
  });
}

export function changedByFieldsOf({
  name: type,
  indexes,
}: Pick<Entity, 'name' | 'indexes'>): readonly ChangedByField[] {
  return changedByFields(
    type,
    [...indexes.values()].map(({ name, key }) => ({ name, partition: key.partition })),
  );
}
