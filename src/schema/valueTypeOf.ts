import { Kind, type TypeNode } from 'graphql';
import type { ValueType } from '../model/valueType.js';
import { findDirective } from './directives/readArguments.js';
import { collectionNames, generatedTypes } from './generatedTypes.js';
import { BUILT_IN_SCALARS, LIBRARY_SCALARS } from './libraryScalars.js';
import type { TypeRegistry } from './typeRegistry.js';

/**
 * How values of a field's type are stored in the usual way.
 *
 * @returns undefined for what cannot be stored: entities, interfaces, unions, root types and unknown types.
 */
export function valueTypeOf(node: TypeNode, registry: TypeRegistry): ValueType | undefined {
  switch (node.kind) {
    case Kind.NON_NULL_TYPE:
      return valueTypeOf(node.type, registry);
    case Kind.LIST_TYPE: {
      const of = valueTypeOf(node.type, registry);
      return of && { kind: 'list', of, ofRequired: node.type.kind === Kind.NON_NULL_TYPE, storage: 'L' };
    }
    case Kind.NAMED_TYPE:
      return namedValueType(node.name.value, registry);
  }
}

function namedValueType(name: string, registry: TypeRegistry): ValueType | undefined {
  const storage = BUILT_IN_SCALARS.get(name) ?? LIBRARY_SCALARS.get(name);
  if (storage !== undefined) return { kind: 'scalar', scalar: name, storage };
  if (registry.scalars.has(name)) return { kind: 'scalar', scalar: name, storage: 'DOCUMENT' };
  const values = registry.enums.get(name);
  if (values !== undefined) return { kind: 'enum', enum: name, values };
  return isMap(name, registry) ? { kind: 'map', map: name } : undefined;
}

/** Whether it is an object type with `@table`, sound or not. */
export function isEntity(name: string, registry: TypeRegistry): boolean {
  return findDirective(registry.objects.get(name)?.directives, 'table') !== undefined;
}

function isMap(name: string, registry: TypeRegistry): boolean {
  return (
    registry.definitions.get(name)?.kind === Kind.OBJECT_TYPE_DEFINITION &&
    !isEntity(name, registry) &&
    !isRoot(name, registry)
  );
}

export function isRoot(name: string, { rootTypes }: TypeRegistry): boolean {
  return name === rootTypes.query || name === rootTypes.mutation || name === rootTypes.subscription;
}

/** Whether there is such a type, of the user's, the library's or the served schema's own. GraphQL's own validation reports others. */
export function isKnownType(name: string, registry: TypeRegistry): boolean {
  return (
    registry.definitions.has(name) ||
    BUILT_IN_SCALARS.has(name) ||
    LIBRARY_SCALARS.has(name) ||
    generatedTypes(registry.objects.keys(), [], [], collectionNames(registry)).has(name)
  );
}

/** The name inside lists and `!`. */
export function namedTypeOf(node: TypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : namedTypeOf(node.type);
}
