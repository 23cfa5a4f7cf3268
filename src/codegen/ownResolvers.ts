import {
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  Kind,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { nodeNames } from '../model/apiNames.js';
import type { Entity, Model } from '../model/model.js';
import { comment } from './comment.js';
import { generatedNames } from './generatedNames.js';
import { servedSchemaOf, type ServedSchema } from './servedSchema.js';

const DESCRIPTION = `What a resolver file exports as \`resolvers\`: all fields of your own, none of which may be missing, and what
else the gateway leaves to you. The root fields and relations that it serves are not in here.`;

/** The interface `OwnResolvers`, in terms of the types that the typescript-resolvers plugin writes. */
export function ownResolvers(schema: GraphQLSchema): string {
  const served = servedSchemaOf(schema);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const rootProperties = roots.flatMap((type) => (type ? rootProperty(type, served) : []));
  const rootNames = new Set(roots.map((type) => type?.name));
  const others = definedTypes(served)
    .filter((name) => !rootNames.has(name))
    .flatMap((name) => typeProperty(name, schema, served.model));
  return `${comment(DESCRIPTION)}export interface ${generatedNames.ownResolvers} {\n${[...rootProperties, ...others].join('')}}\n`;
}

/** Of a root type only the fields that the user wrote; the gateway serves the others. */
function rootProperty(type: GraphQLObjectType, { document }: ServedSchema): readonly string[] {
  const own = document.definitions.flatMap((node) =>
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    node.name.value === type.name
      ? (node.fields ?? []).map(({ name }) => name.value)
      : [],
  );
  return own.length === 0 ? [] : [`  readonly ${type.name}: ${required(type.name, own)};\n`];
}

function typeProperty(name: string, schema: GraphQLSchema, model: Model): readonly string[] {
  const type = schema.getType(name);
  if (isScalarType(type) || isInterfaceType(type) || isUnionType(type)) {
    return [`  readonly ${name}?: NonNullable<Resolvers['${name}']>;\n`];
  }
  if (!isObjectType(type)) return [];
  const entity = model.entities.get(name);
  const stored = (entity ?? model.maps.get(name))?.fields;
  if (stored === undefined) return [`  readonly ${name}?: ${name}Resolvers;\n`];
  const fields = Object.keys(type.getFields());
  const served = fields.filter((field) => entity !== undefined && isServed(field, entity));
  const own = fields.filter((field) => !stored.has(field) && !served.includes(field));
  if (own.length > 0) {
    return [`  readonly ${name}: ${required(name, own)} & ${without(name, [...served, ...own])};\n`];
  }
  return [`  readonly ${name}?: ${without(name, served)};\n`];
}

/** Fields that are not stored and that the gateway has resolvers for. */
function isServed(field: string, { relations, isNode }: Entity): boolean {
  return relations.has(field) || (isNode && field === nodeNames.id);
}

function required(type: string, fields: readonly string[]): string {
  return `Required<Pick<${type}Resolvers, ${union(fields)}>>`;
}

function without(type: string, fields: readonly string[]): string {
  return fields.length === 0 ? `${type}Resolvers` : `Omit<${type}Resolvers, ${union(fields)}>`;
}

function union(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' | ');
}

function definedTypes({ document }: ServedSchema): readonly string[] {
  return document.definitions.flatMap((node) => {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        return [node.name.value];
      default:
        return [];
    }
  });
}
