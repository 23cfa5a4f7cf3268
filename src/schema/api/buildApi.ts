import {
  Kind,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeExtensionNode,
  type ScalarTypeDefinitionNode,
} from 'graphql';
import type { Model } from '../../model/model.js';
import { libraryScalars } from '../scalars/libraryScalars.js';
import { collectedTypes, type ApiTypes } from './apiTypes.js';
import { collectionField } from './collectionFields.js';
import { nameNode, parseDefinitions, scalarDefinition } from './definitions.js';
import { mergeExtensions } from './mergeExtensions.js';
import { mutationFields } from './mutationFields.js';
import { nodeFields, withGlobalId } from './nodeFields.js';
import { queryFields } from './queryFields.js';
import { isSchemaNode, rootNames, schemaDefinition } from './rootOperations.js';
import { OPERATION_DIRECTIVES, SCHEMA_DIRECTIVES } from './schemaDirectives.js';
import { implementersOf, servedDefinition } from './servedDefinition.js';
import { subscriptionFields } from './subscriptionFields.js';
import { transactWriteFields } from './transactWriteFields.js';

const DIRECTIVES = `
  "Reads what was written last, at twice the cost: on an operation for all of it, on a field for this one. Refused on a global index, which always lags."
  directive @consistent on QUERY | FIELD

  "Of a mutation: all its root fields are written in one transaction, all or none. Of a query: all its items are read as they were at one moment; only items by their keys can be read so."
  directive @transaction(
    "Of a mutation: up to 36 characters, made by the client. Sent again with the same token within 24 hours, the mutation is done once only."
    token: String
  ) on MUTATION | QUERY`;

/**
 * The SDL that clients see, complete: the user's types as they are served, the
 * generated types and root fields, and the library scalars in use. The same
 * model and document always give the same text.
 *
 * @param document  What the user wrote, with our directives and `extend`s; as `compileSchema` returns it.
 * @returns Input for graphql's `buildASTSchema`: every extension is merged, and it holds no directive of the schema language.
 */
export function buildApi(model: Model, document: DocumentNode): DocumentNode {
  const api: ApiTypes = { model, types: new Map() };
  const entities = [...model.entities.values()];
  const names = rootNames(document.definitions);
  const roots = [
    rootExtension(names.query, [
      ...entities.flatMap((entity) => queryFields(api, entity)),
      ...[...model.collections.values()].map((collection) => collectionField(api, collection)),
      ...nodeFields(api, document.definitions),
    ]),
    rootExtension(names.mutation, [
      ...entities.flatMap((entity) => mutationFields(api, entity)),
      ...transactWriteFields(api),
    ]),
    rootExtension(
      names.subscription,
      entities.flatMap((entity) => subscriptionFields(api, entity)),
    ),
  ].filter(({ fields }) => fields !== undefined && fields.length > 0);

  const implementers = implementersOf(api, document.definitions);
  const served = document.definitions
    .filter((node) => !isOurDirective(node))
    .map((node) => servedDefinition(api, node, implementers));
  const merged = mergeExtensions([...roots, ...served.filter((node) => !isSchemaNode(node)), ...collectedTypes(api)]);
  const types = merged.map((node) => withGlobalId(api, node));
  const schema = schemaDefinition(served, new Set(types.flatMap((node) => ('name' in node && node.name?.value) || [])));
  const definitions = [...(schema === undefined ? [] : [schema]), ...parseDefinitions(DIRECTIVES), ...types];
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...scalarsInUse(definitions)] };
}

/** Root fields are added like a user would add them, to the user's own root type if there is one. */
function rootExtension(name: string, fields: readonly FieldDefinitionNode[]): ObjectTypeExtensionNode {
  return { kind: Kind.OBJECT_TYPE_EXTENSION, name: nameNode(name), fields };
}

function isOurDirective(node: DefinitionNode): boolean {
  if (node.kind !== Kind.DIRECTIVE_DEFINITION) return false;
  return SCHEMA_DIRECTIVES.has(node.name.value) || OPERATION_DIRECTIVES.has(node.name.value);
}

/** The library scalars that something refers to and the user did not define. */
function scalarsInUse(definitions: readonly DefinitionNode[]): readonly ScalarTypeDefinitionNode[] {
  const used = new Set<string>();
  for (const node of definitions) visit(node, { NamedType: ({ name }) => void used.add(name.value) });
  const defined = new Set(definitions.flatMap((node) => ('name' in node && node.name?.value) || []));
  return libraryScalars.filter(({ name }) => used.has(name) && !defined.has(name)).map(scalarDefinition);
}
