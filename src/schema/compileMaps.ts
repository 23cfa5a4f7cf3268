import type { Field, MapType } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';
import { draftStored } from './draftField.js';
import type { EntityDraft, StoredDraft } from './drafts.js';
import { storedFields } from './drafts.js';
import type { Problems } from './problems.js';
import type { DeclaredField, ObjectShape, TypeRegistry } from './typeRegistry.js';
import { valueTypeOf } from './valueTypeOf.js';
import { findDirective } from './directives/readArguments.js';

/** The stored fields of the object types that entities store, directly or inside one another, by type name in the order they are met. */
export function draftMaps(
  entities: Iterable<EntityDraft>,
  registry: TypeRegistry,
  problems: Problems,
): ReadonlyMap<string, readonly StoredDraft[]> {
  const maps = new Map<string, readonly StoredDraft[]>();
  const visit = (type: ValueType): void => {
    if (type.kind === 'list') visit(type.of);
    const shape = type.kind === 'map' && !maps.has(type.map) ? registry.objects.get(type.map) : undefined;
    if (shape === undefined) return;
    const fields = [...shape.fields.values()].flatMap((field) => draftMapField(shape, field, registry, problems));
    // Entered before its fields are visited: a map may hold itself.
    maps.set(shape.name, fields);
    for (const field of fields) visit(field.type);
  };
  for (const entity of entities) for (const field of storedFields(entity)) visit(field.type);
  return maps;
}

export function compileMaps(drafts: ReadonlyMap<string, readonly StoredDraft[]>): ReadonlyMap<string, MapType> {
  return new Map(
    [...drafts].map(([name, fields]) => [
      name,
      { name, fields: new Map(fields.map((field) => [field.name, toField(field)])) },
    ]),
  );
}

/** Fields with arguments, of an extension, or of a type that cannot be stored are the user's own. */
function draftMapField(
  shape: ObjectShape,
  { node, inExtension }: DeclaredField,
  registry: TypeRegistry,
  problems: Problems,
): readonly StoredDraft[] {
  const type = valueTypeOf(node.type, registry);
  const own = inExtension && findDirective(node.directives, 'attribute') === undefined;
  if (type === undefined || own || (node.arguments ?? []).length > 0) return [];
  const draft = draftStored(`${shape.name}.${node.name.value}`, node, type, 'AS_IS', problems);
  return draft.kind === 'stored' ? [draft] : [];
}

function toField({ name, node, attribute, type, required }: StoredDraft): Field {
  return {
    name,
    description: node.description?.value,
    attribute,
    stored: true,
    type,
    required,
    source: undefined,
    inPrimaryKey: false,
    generated: undefined,
    defaultValue: undefined,
    immutable: false,
    readOnly: false,
    template: undefined,
  };
}
