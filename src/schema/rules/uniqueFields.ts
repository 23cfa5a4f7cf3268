import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { isStored } from '../compileFields.js';
import { findDirective } from '../directives/readArguments.js';
import { partsOf, storedFields, type EntityDraft, type Rule, type StoredDraft } from '../drafts.js';
import { keyAttributeType } from '../keys/keyAttributeType.js';
import type { TypeRegistry } from '../typeRegistry.js';
import { typeText } from '../typeText.js';

/** A unique value is given by whoever writes the item, can be part of a key, and is kept in an attribute of its own. */
export const uniqueFields: Rule = ({ entities, registry }, problems) => {
  for (const entity of entities.values()) {
    const showsExpired = storedFields(entity).some(({ ttl }) => ttl?.showExpired === true);
    for (const field of storedFields(entity)) {
      const node = findDirective(field.node.directives, 'unique');
      if (node === undefined) continue;
      const label = `${entity.name}.${field.name}`;
      const mistake = givenOtherwise(entity, field) ?? unfitType(field, registry) ?? unfitPlace(entity, field);
      if (mistake !== undefined) problems.report(node, `${label} ${mistake}`);
      if (showsExpired) {
        problems.report(
          node,
          `${label} is @unique, and an expired ${entity.name} gives its value free while @ttl(showExpired: true) still shows it: two of one value would be seen. Leave one of the two out.`,
        );
      }
    }
  }
};

/** A value that nobody gives to one item alone: it is made for many, or written by other programs, which know no markers. */
function givenOtherwise(entity: EntityDraft, field: StoredDraft): string | undefined {
  if (field.version) return 'is the @version, and many items are of one version: leave @unique out.';
  if (field.ttl !== undefined) return 'is the @ttl field, and many items may expire at one moment: leave @unique out.';
  if (field.generated === 'CREATED_AT' || field.generated === 'UPDATED_AT') {
    return `is @generated(by: ${field.generated}), and many items may be written at one moment: leave @unique out.`;
  }
  if (field.template !== undefined) {
    return 'is computed from a template, and @unique is for values that are given: put it on a field that stands in the template, or leave it out.';
  }
  if (entity.marker?.field === field.name) {
    return `shows the type marker, which every ${entity.name} has: leave @unique out.`;
  }
  if (field.readOnly && field.generated === undefined) {
    return 'is @readOnly, so only other programs write it, and those do not keep its values apart. Leave out @readOnly or @unique.';
  }
  if (field.defaultValue !== undefined) {
    return 'is @unique and has a @default, which only the first item could have: leave one of the two out.';
  }
  return undefined;
}

function unfitType({ type }: StoredDraft, { scalars }: TypeRegistry): string | undefined {
  if (keyAttributeType(type) !== undefined) return undefined;
  const wayOut =
    type.kind === 'scalar' && scalars.has(type.scalar) ? 'Store it as text, @attribute(as: STRING)' : 'Change its type';
  return `is ${typeText(type)}, and @unique is for single values that could be a key: a String, ID, enum, number, date or Bytes. ${wayOut}, or leave @unique out.`;
}

function unfitPlace(entity: EntityDraft, field: StoredDraft): string | undefined {
  const primary = new Set(partsOf(entity.key).flatMap(({ part }) => fieldsOfTemplate(part.template)));
  if (entity.key.sound && primary.size === 1 && primary.has(field.name)) {
    return `is the primary key by itself, so no two items have the same already: leave @unique out.`;
  }
  if (isStored(entity, field)) return undefined;
  return field.directive?.stored === undefined
    ? 'is @unique and stored in key templates only: give it an attribute of its own, @attribute(stored: true).'
    : 'is @unique, so it has an attribute of its own: leave out "stored: false".';
}
