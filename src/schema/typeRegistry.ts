import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type NameNode,
  type NamedTypeNode,
  type UnionTypeDefinitionNode,
  type UnionTypeExtensionNode,
} from 'graphql';
import { nodeNames } from '../model/apiNames.js';

export interface DeclaredField {
  readonly node: FieldDefinitionNode;
  /** Declared in an `extend type`. */
  readonly inExtension: boolean;
}

/** An object type with its extensions. */
export interface ObjectShape {
  readonly name: string;
  /** The name where the type is defined (or first extended), for problems with the type as a whole. */
  readonly nameNode: NameNode;
  readonly description: string | undefined;
  readonly directives: readonly ConstDirectiveNode[];
  readonly interfaces: readonly NamedTypeNode[];
  /** In the order of the text. A name that is declared twice stands here once. */
  readonly fields: ReadonlyMap<string, DeclaredField>;
}

/** A union or interface with its extensions. */
export interface AbstractShape {
  readonly name: string;
  readonly kind: 'union' | 'interface';
  /** As in `ObjectShape`; of a `Node` that nobody defines, where it is first implemented. */
  readonly nameNode: NameNode;
  readonly description: string | undefined;
  readonly directives: readonly ConstDirectiveNode[];
  /** An interface's fields. */
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  /** The object types it may be, each named where it becomes one: in the union, or behind its `implements`. */
  readonly members: readonly { readonly type: string; readonly node: NamedTypeNode }[];
}

/** What the user's document declares, by kind and name. Types of the library are not in here. */
export interface TypeRegistry {
  readonly objects: ReadonlyMap<string, ObjectShape>;
  /** Unions and interfaces, and the `Node` that types implement without its definition. */
  readonly abstracts: ReadonlyMap<string, AbstractShape>;
  /** Names of the values. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** Scalars of the user's own. */
  readonly scalars: ReadonlySet<string>;
  /** Every defined type, whatever its kind, with the node to point at. */
  readonly definitions: ReadonlyMap<string, { readonly nameNode: NameNode; readonly kind: Kind }>;
  /** Directives anywhere but on object types and their fields: on schema, interfaces, unions ... */
  readonly otherDirectives: readonly { readonly directive: ConstDirectiveNode; readonly on: string }[];
  /** The document's root types: `Query`, `Mutation`, `Subscription`, or what `schema { }` names. */
  readonly rootTypes: { readonly query: string; readonly mutation: string; readonly subscription: string };
}

interface MutableShape extends ObjectShape {
  nameNode: NameNode;
  description: string | undefined;
  directives: ConstDirectiveNode[];
  interfaces: NamedTypeNode[];
  fields: Map<string, DeclaredField>;
}

interface MutableAbstract extends AbstractShape {
  nameNode: NameNode;
  description: string | undefined;
  directives: ConstDirectiveNode[];
  fields: Map<string, FieldDefinitionNode>;
  members: { type: string; node: NamedTypeNode }[];
}

export function readTypes(document: DocumentNode): TypeRegistry {
  const objects = new Map<string, MutableShape>();
  const abstracts = new Map<string, MutableAbstract>();
  const enums = new Map<string, readonly string[]>();
  const scalars = new Set<string>();
  const definitions = new Map<string, { nameNode: NameNode; kind: Kind }>();
  const otherDirectives: { directive: ConstDirectiveNode; on: string }[] = [];
  const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

  for (const node of document.definitions) {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION: {
        const inExtension = node.kind === Kind.OBJECT_TYPE_EXTENSION;
        const shape = objects.get(node.name.value) ?? emptyShape(node.name);
        objects.set(shape.name, shape);
        if (!inExtension) {
          shape.nameNode = node.name;
          shape.description = node.description?.value;
        }
        shape.directives.push(...(node.directives ?? []));
        shape.interfaces.push(...(node.interfaces ?? []));
        for (const field of node.fields ?? []) {
          if (!shape.fields.has(field.name.value)) shape.fields.set(field.name.value, { node: field, inExtension });
        }
        break;
      }
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        enums.set(node.name.value, [
          ...(enums.get(node.name.value) ?? []),
          ...(node.values ?? []).map((value) => value.name.value),
        ]);
        break;
      case Kind.SCALAR_TYPE_DEFINITION:
        scalars.add(node.name.value);
        break;
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION:
        for (const { operation, type } of node.operationTypes ?? []) rootTypes[operation] = type.name.value;
        for (const directive of node.directives ?? []) otherDirectives.push({ directive, on: 'the schema' });
        break;
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION: {
        const shape = addAbstract(abstracts, 'interface', node);
        for (const field of node.fields ?? []) shape.fields.set(field.name.value, field);
        otherDirectives.push(...directivesOf(shape.name, [node, ...(node.fields ?? [])]));
        break;
      }
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION: {
        const shape = addAbstract(abstracts, 'union', node);
        for (const type of node.types ?? []) addMember(shape, type.name.value, type);
        otherDirectives.push(...directivesOf(shape.name, [node]));
        break;
      }
      default:
        break;
    }
    if ('name' in node && node.name !== undefined && node.kind.endsWith('TypeDefinition')) {
      definitions.set(node.name.value, { nameNode: node.name, kind: node.kind });
    }
  }
  addImplementers(objects, abstracts, definitions);
  return { objects, abstracts, enums, scalars, definitions, otherDirectives, rootTypes };
}

function addAbstract(
  abstracts: Map<string, MutableAbstract>,
  kind: AbstractShape['kind'],
  node: UnionTypeDefinitionNode | UnionTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode,
): MutableAbstract {
  const shape = abstracts.get(node.name.value) ?? emptyAbstract(kind, node.name);
  abstracts.set(shape.name, shape);
  if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    shape.nameNode = node.name;
    shape.description = node.description?.value;
  }
  shape.directives.push(...(node.directives ?? []));
  return shape;
}

/** In the order of the object types. */
function addImplementers(
  objects: ReadonlyMap<string, ObjectShape>,
  abstracts: Map<string, MutableAbstract>,
  definitions: TypeRegistry['definitions'],
): void {
  for (const { name, interfaces } of objects.values()) {
    for (const node of interfaces) {
      if (node.name.value === nodeNames.type && !definitions.has(nodeNames.type) && !abstracts.has(nodeNames.type)) {
        abstracts.set(nodeNames.type, emptyAbstract('interface', node.name));
      }
      const shape = abstracts.get(node.name.value);
      if (shape?.kind === 'interface') addMember(shape, name, node);
    }
  }
}

/** A type that is named twice is one member; GraphQL's own validation reports it. */
function addMember(shape: MutableAbstract, type: string, node: NamedTypeNode): void {
  if (shape.members.every((member) => member.type !== type)) shape.members.push({ type, node });
}

function emptyAbstract(kind: AbstractShape['kind'], nameNode: NameNode): MutableAbstract {
  return {
    name: nameNode.value,
    kind,
    nameNode,
    description: undefined,
    directives: [],
    fields: new Map(),
    members: [],
  };
}

function emptyShape(nameNode: NameNode): MutableShape {
  return {
    name: nameNode.value,
    nameNode,
    description: undefined,
    directives: [],
    interfaces: [],
    fields: new Map(),
  };
}

function directivesOf(
  on: string,
  nodes: readonly { readonly directives?: readonly ConstDirectiveNode[] | undefined }[],
): { directive: ConstDirectiveNode; on: string }[] {
  return nodes.flatMap((node) => (node.directives ?? []).map((directive) => ({ directive, on })));
}
