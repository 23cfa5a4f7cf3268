import {
  Kind,
  OperationTypeNode,
  type DefinitionNode,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
} from 'graphql';
import { nameNode } from './definitions.js';

export type RootNames = Readonly<Record<OperationTypeNode, string>>;

const DEFAULT_NAMES: RootNames = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

type SchemaNode = SchemaDefinitionNode | SchemaExtensionNode;

/** The names of the root types: as the user's `schema { query: Root }` says, else as usual. */
export function rootNames(definitions: readonly DefinitionNode[]): RootNames {
  const given = definitions.filter(isSchemaNode).flatMap((node) => node.operationTypes ?? []);
  return {
    ...DEFAULT_NAMES,
    ...Object.fromEntries(given.map(({ operation, type }) => [operation, type.name.value])),
  };
}

/**
 * The `schema` definition, all of its extensions merged, or undefined where it
 * would say nothing that is not understood by itself.
 *
 * @param defined  Names of the object types that the served document defines.
 */
export function schemaDefinition(
  definitions: readonly DefinitionNode[],
  defined: ReadonlySet<string>,
): SchemaDefinitionNode | undefined {
  const nodes = definitions.filter(isSchemaNode);
  const names = rootNames(definitions);
  const directives = nodes.flatMap((node) => node.directives ?? []);
  const description = nodes.flatMap((node) => ('description' in node && node.description) || [])[0];
  const usual = Object.values(OperationTypeNode).every((operation) => names[operation] === DEFAULT_NAMES[operation]);
  if (usual && directives.length === 0 && description === undefined) return undefined;
  return {
    kind: Kind.SCHEMA_DEFINITION,
    ...(description === undefined ? {} : { description }),
    directives,
    operationTypes: Object.values(OperationTypeNode)
      .filter((operation) => defined.has(names[operation]))
      .map((operation) => ({
        kind: Kind.OPERATION_TYPE_DEFINITION,
        operation,
        type: { kind: Kind.NAMED_TYPE, name: nameNode(names[operation]) },
      })),
  };
}

export function isSchemaNode(node: DefinitionNode): node is SchemaNode {
  return node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION;
}
