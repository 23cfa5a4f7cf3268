import { Kind, type DefinitionNode, type FieldDefinitionNode, type TypeDefinitionNode } from 'graphql';
import { nodeNames } from '../../model/apiNames.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue, parseDefinitions } from './definitions.js';

const NODE = `
  "What has a global id."
  interface ${nodeNames.type} {
    "The global id: what \`${nodeNames.one}\` and \`${nodeNames.many}\` take."
    ${nodeNames.id}: ID!
  }`;

/**
 * `node` and `nodes`, where an entity implements `Node`.
 *
 * @param document  What the user wrote: `Node` is made unless it is defined there.
 */
export function nodeFields(api: ApiTypes, document: readonly DefinitionNode[]): readonly FieldDefinitionNode[] {
  if (![...api.model.entities.values()].some(({ isNode }) => isNode)) return [];
  const isDefined = document.some(
    (node) => node.kind === Kind.INTERFACE_TYPE_DEFINITION && node.name.value === nodeNames.type,
  );
  if (!isDefined) ensureType(api, nodeNames.type, () => parseDefinitions(NODE)[0] as TypeDefinitionNode);
  return [
    fieldDefinition(nodeNames.one, nodeNames.type, 'One item of any type by its global id; null where there is none.', [
      inputValue('id', 'ID!', 'The global id, as the item shows it.'),
    ]),
    fieldDefinition(
      nodeNames.many,
      `[${nodeNames.type}]`,
      'Any number of items of any types by their global ids, in the order of the ids; null where there is none.',
      [inputValue('ids', '[ID!]!', 'The global ids; one may occur more than once.')],
    ),
  ];
}

/** A type that implements `Node`, with its `id` where the schema leaves it to the gateway. */
export function withGlobalId(api: ApiTypes, node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || api.model.entities.get(node.name.value)?.isNode !== true)
    return node;
  if (node.fields?.some(({ name }) => name.value === nodeNames.id) === true) return node;
  const id = fieldDefinition(nodeNames.id, 'ID!', `Its global id: what \`${nodeNames.one}\` takes.`);
  return { ...node, fields: [id, ...(node.fields ?? [])] };
}
