import {
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type DefinitionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** `extend type` and `type` of the same thing. */
const DEFINITION_KINDS = {
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
} as const;

/** What an extension adds to; each is a list of a type node, and not every kind has each. */
const MEMBERS = ['interfaces', 'directives', 'fields', 'values', 'types'] as const;

/**
 * Puts `extend type X` into `type X`, after its own members. An extension
 * without a definition becomes one, in the place of the first: nobody needs to
 * write `type Query` to extend it. Other definitions pass through.
 */
export function mergeExtensions(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const defined = new Map(definitions.filter(isTypeDefinitionNode).map((node) => [node.name.value, node]));
  const merged = new Map<string, TypeDefinitionNode>(defined);
  const result: (DefinitionNode | string)[] = [];
  for (const node of definitions) {
    if (isTypeExtensionNode(node)) {
      const name = node.name.value;
      const base = merged.get(name);
      if (base === undefined) result.push(name);
      merged.set(name, base === undefined ? toDefinition(node) : withMembers(base, node));
    } else {
      result.push(isTypeDefinitionNode(node) ? node.name.value : node);
    }
  }
  return result.map((one) => (typeof one === 'string' ? definitionOf(merged, one) : one));
}

function definitionOf(merged: ReadonlyMap<string, TypeDefinitionNode>, name: string): TypeDefinitionNode {
  const node = merged.get(name);
  if (node === undefined) throw new Error(`There is no definition of "${name}".`);
  return node;
}

function toDefinition(extension: TypeExtensionNode): TypeDefinitionNode {
  return { ...extension, kind: DEFINITION_KINDS[extension.kind] } as TypeDefinitionNode;
}

function withMembers(base: TypeDefinitionNode, extension: TypeExtensionNode): TypeDefinitionNode {
  const left = base as Partial<Record<(typeof MEMBERS)[number], readonly unknown[]>>;
  const right = extension as typeof left;
  const members = MEMBERS.flatMap((member) =>
    right[member] === undefined ? [] : [[member, [...(left[member] ?? []), ...right[member]]] as const],
  );
  return { ...base, ...Object.fromEntries(members) };
}
