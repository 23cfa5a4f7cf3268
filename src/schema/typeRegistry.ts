import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type NameNode,
  type NamedTypeNode,
} from 'graphql';

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

/** What the user's document declares, by kind and name. Types of the library are not in here. */
export interface TypeRegistry {
  readonly objects: ReadonlyMap<string, ObjectShape>;
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

export function readTypes(document: DocumentNode): TypeRegistry {
  const objects = new Map<string, MutableShape>();
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
      case Kind.INTERFACE_TYPE_EXTENSION:
        otherDirectives.push(...directivesOf(node.name.value, [node, ...(node.fields ?? [])]));
        break;
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
        otherDirectives.push(...directivesOf(node.name.value, [node]));
        break;
      default:
        break;
    }
    if ('name' in node && node.name !== undefined && node.kind.endsWith('TypeDefinition')) {
      definitions.set(node.name.value, { nameNode: node.name, kind: node.kind });
    }
  }
  return { objects, enums, scalars, definitions, otherDirectives, rootTypes };
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
