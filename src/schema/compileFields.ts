import { fieldsOfTemplate, type KeyPart } from '../model/keyTemplate.js';
import type { Field, FieldSource, MapType } from '../model/model.js';
import { defaultValueOf } from './directives/default.js';
import { allParts, partsOf, storedField, storedFields, type EntityDraft, type StoredDraft } from './drafts.js';

/** The stored fields of a type, in the order of the schema. */
export function compileFields(entity: EntityDraft, maps: ReadonlyMap<string, MapType>): ReadonlyMap<string, Field> {
  const primary = new Set(partsOf(entity.key).flatMap(({ part }) => fieldsOfTemplate(part.template)));
  return new Map(
    storedFields(entity).map((field) => [field.name, compileField(entity, field, primary.has(field.name), maps)]),
  );
}

function compileField(
  entity: EntityDraft,
  field: StoredDraft,
  inPrimaryKey: boolean,
  maps: ReadonlyMap<string, MapType>,
): Field {
  const { name, attribute, type, required, generated, immutable, template } = field;
  const value = field.defaultValue && defaultValueOf(field.defaultValue, type, maps);
  return {
    name,
    description: field.node.description?.value,
    attribute,
    stored: isStored(entity, field),
    type,
    required,
    source: sourceOf(entity, name),
    inPrimaryKey,
    generated,
    defaultValue: value?.kind === 'value' ? value.value : undefined,
    immutable,
    readOnly: isReadOnly(entity, field),
    template,
  };
}

/** Whether the field has an attribute of its own, beside the keys that hold it. */
export function isStored(entity: EntityDraft, field: StoredDraft): boolean {
  const said = field.directive?.stored?.value;
  if (said !== undefined) return said;
  if (entity.table.storeKeyFields || field.version || field.ttl !== undefined || field.template !== undefined)
    return true;
  const holding = partsHolding(entity, field.name);
  return holding.length === 0 || holding.some((part) => part.template.kind === 'field');
}

export function isReadOnly(entity: EntityDraft, field: StoredDraft): boolean {
  return (
    field.readOnly ||
    field.version ||
    field.template !== undefined ||
    field.generated === 'CREATED_AT' ||
    field.generated === 'UPDATED_AT' ||
    entity.marker?.field === field.name
  );
}

/** The key attribute a field is best read back from: the primary key's, else one that no missing field can leave out. */
export function sourceOf(entity: EntityDraft, name: string): FieldSource | undefined {
  const primary = partsOf(entity.key).map(({ part }) => part);
  const certain = entity.indexes
    .filter(({ key }) =>
      isAlwaysThere(
        entity,
        partsOf(key).map(({ part }) => part),
        name,
      ),
    )
    .flatMap(({ key }) => partsOf(key).map(({ part }) => part));
  const anywhere = allParts(entity).map(({ part }) => part);
  const part = [...primary, ...certain, ...anywhere].find(
    ({ template }) => template.kind === 'text' && fieldsOfTemplate(template).includes(name),
  );
  return part?.template.kind === 'text' ? { attribute: part.attribute, template: part.template } : undefined;
}

/** Index attributes are written all or none: whether they are there whenever `name` has a value. */
export function isAlwaysThere(entity: EntityDraft, parts: readonly KeyPart[], name: string): boolean {
  return parts
    .flatMap(({ template }) => fieldsOfTemplate(template))
    .every((other) => other === name || storedField(entity, other)?.required === true);
}

function partsHolding(entity: EntityDraft, name: string): readonly KeyPart[] {
  return allParts(entity)
    .map(({ part }) => part)
    .filter(({ template }) => fieldsOfTemplate(template).includes(name));
}
