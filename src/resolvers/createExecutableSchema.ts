import {
  buildASTSchema,
  GraphQLScalarType,
  isAbstractType,
  isObjectType,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { rootFieldNames } from '../model/apiNames.js';
import type { Entity, Model } from '../model/model.js';
import type { GatewayContext } from './gatewayContext.js';
import { getItemResolver, getItemsResolver } from './getItem.js';
import { firstItemResolver, listItemsResolver, scanItemsResolver } from './listItems.js';
import { relationResolver } from './relation.js';
import { changedField } from './subscription.js';
import { attachUserResolvers, type UserResolvers } from './userResolvers.js';
import { createResolver, deleteResolver, putResolver, updateResolver } from './write.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments and parents differ from field to field; GraphQL checks them
type AnyResolver = GraphQLFieldResolver<any, GatewayContext, any>;
type FieldBehaviour = { readonly resolve?: AnyResolver; readonly subscribe?: AnyResolver };

export interface ExecutableSchemaOptions {
  readonly model: Model;
  /** The served SDL. */
  readonly api: DocumentNode;
  /** The user's own resolvers, by type and field. */
  readonly userResolvers: UserResolvers;
  /** Scalars that the gateway brings, with their parsing and serialising. */
  readonly scalars: readonly GraphQLScalarType[];
}

/**
 * The served SDL with a resolver on every field that needs one: ours for what the model describes,
 * the user's for their own.
 *
 * @throws {Error} Naming every field of the user's without a resolver, and every resolver without a field.
 */
export function createExecutableSchema({ model, api, userResolvers, scalars }: ExecutableSchemaOptions): GraphQLSchema {
  const schema = buildASTSchema(api);
  for (const scalar of scalars) {
    const declared = schema.getType(scalar.name);
    if (declared instanceof GraphQLScalarType) {
      declared.serialize = scalar.serialize.bind(scalar);
      declared.parseValue = scalar.parseValue.bind(scalar);
      declared.parseLiteral = scalar.parseLiteral.bind(scalar);
    }
  }
  attach(schema.getQueryType()?.name, schema, model, queryBehaviours);
  attach(schema.getMutationType()?.name, schema, model, mutationBehaviours);
  attach(schema.getSubscriptionType()?.name, schema, model, (entity) => ({
    [rootFieldNames.changed(entity)]: changedField(entity),
  }));
  for (const entity of model.entities.values()) {
    const type = schema.getType(entity.name);
    if (!isObjectType(type)) throw new Error(`The served schema lacks the type "${entity.name}".`);
    for (const relation of entity.relations.values()) {
      const field = type.getFields()[relation.field];
      if (field !== undefined) field.resolve = relationResolver(model, relation) as AnyResolver;
    }
  }
  attachUserResolvers(schema, model, userResolvers);
  for (const type of Object.values(schema.getTypeMap())) {
    // Shaped items and what users' resolvers return tell their type themselves.
    if (isAbstractType(type) && !type.name.startsWith('__'))
      type.resolveType ??= (value: { __typename?: string }) => value.__typename;
  }
  return schema;
}

function queryBehaviours(entity: Entity): Record<string, FieldBehaviour> {
  const fields: Record<string, FieldBehaviour> = {
    [rootFieldNames.get(entity)]: { resolve: getItemResolver(entity) },
    [rootFieldNames.byKeys(entity)]: { resolve: getItemsResolver(entity) },
    [rootFieldNames.scan(entity)]: { resolve: scanItemsResolver(entity) },
  };
  if (entity.listField !== undefined) fields[entity.listField] = { resolve: listItemsResolver(entity, undefined) };
  for (const index of entity.indexes.values()) {
    if (index.listField !== undefined) fields[index.listField] = { resolve: listItemsResolver(entity, index.name) };
    if (index.oneField !== undefined) fields[index.oneField] = { resolve: firstItemResolver(entity, index.name) };
  }
  return fields;
}

function mutationBehaviours(entity: Entity): Record<string, FieldBehaviour> {
  return {
    [rootFieldNames.create(entity)]: { resolve: createResolver(entity) },
    [rootFieldNames.put(entity)]: { resolve: putResolver(entity) },
    [rootFieldNames.update(entity)]: { resolve: updateResolver(entity) },
    [rootFieldNames.delete(entity)]: { resolve: deleteResolver(entity) },
  };
}

/** Gives the root fields that the SDL serves their behaviour; the SDL leaves out what `operations` switches off. */
function attach(
  typeName: string | undefined,
  schema: GraphQLSchema,
  model: Model,
  behavioursOf: (entity: Entity) => Record<string, FieldBehaviour>,
): void {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  if (!isObjectType(type)) return;
  const fields = type.getFields();
  for (const entity of model.entities.values()) {
    for (const [name, behaviour] of Object.entries(behavioursOf(entity))) {
      const field = fields[name];
      if (field !== undefined) Object.assign(field, behaviour);
    }
  }
}
