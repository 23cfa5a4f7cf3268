import {
  buildASTSchema,
  GraphQLScalarType,
  Kind,
  specifiedScalarTypes,
  visit,
  type DefinitionNode,
  type GraphQLSchema,
  type TypeDefinitionNode,
} from 'graphql';
import { listArguments } from '../model/listArguments.js';
import { fieldOf, type Entity, type Model } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';
import { collectedTypes, type ApiTypes } from '../schema/api/apiTypes.js';
import { enumType, enumValue, nameNode } from '../schema/api/definitions.js';
import { objectFilter } from '../schema/api/filterTypes.js';
import { addInput, appendInput, createInput, keyInput, removeInput, setInput } from '../schema/api/inputTypes.js';
import { keyConditionType } from '../schema/api/keyConditionType.js';
import { libraryScalars } from '../schema/scalars/libraryScalars.js';

/**
 * The input types of everything that repositories of these entities take: those of the served schema, and those that
 * it would have if each of them served every operation. `operations` is about clients; code may write what they may not.
 */
export function repositoryInputTypes(model: Model, entities: Iterable<Entity>): readonly TypeDefinitionNode[] {
  const api: ApiTypes = { model, types: new Map() };
  for (const entity of entities) {
    keyInput(api, entity);
    createInput(api, entity);
    setInput(api, entity.name, entity.fields);
    addInput(api, entity);
    removeInput(api, entity);
    appendInput(api, entity);
    objectFilter(api, entity.name, entity.fields);
    for (const index of [undefined, ...entity.indexes.keys()]) conditionTypes(api, entity, index);
  }
  return collectedTypes(api);
}

function conditionTypes(api: ApiTypes, entity: Entity, index: string | undefined): void {
  for (const { field, operators } of listArguments(entity, index).sort) {
    keyConditionType(api, fieldOf(entity, field).type, operators);
  }
}

/** The same of one entity, as types that values can be checked against. */
export function repositoryInputSchema(model: Model, entity: Entity): GraphQLSchema {
  const definitions = [...repositoryInputTypes(model, [entity]), ...enumDefinitions(model)];
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...definitions, ...scalarDefinitions(definitions)] },
    { assumeValidSDL: true },
  );
  for (const scalar of libraryScalars) {
    const declared = schema.getType(scalar.name);
    if (declared instanceof GraphQLScalarType) declared.parseValue = scalar.parseValue.bind(scalar);
  }
  return schema;
}

function enumDefinitions(model: Model): readonly DefinitionNode[] {
  const enums = new Map<string, readonly string[]>();
  const collect = (type: ValueType): void => {
    if (type.kind === 'enum') enums.set(type.enum, type.values);
    if (type.kind === 'list') collect(type.of);
  };
  for (const { fields } of [...model.entities.values(), ...model.maps.values()]) {
    for (const { type } of fields.values()) collect(type);
  }
  return [...enums].map(([name, values]) => {
    const nodes = values.map((value) => enumValue(value, ''));
    return enumType(name, '', nodes);
  });
}

/** Those of the library, and the user's own, which take whatever they are given. */
function scalarDefinitions(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const names = new Set(libraryScalars.map(({ name }) => name));
  for (const node of definitions) visit(node, { NamedType: ({ name }) => void names.add(name.value) });
  for (const node of definitions) if ('name' in node && node.name !== undefined) names.delete(node.name.value);
  for (const { name } of specifiedScalarTypes) names.delete(name);
  return [...names].map((name) => ({ kind: Kind.SCALAR_TYPE_DEFINITION, name: nameNode(name) }));
}
