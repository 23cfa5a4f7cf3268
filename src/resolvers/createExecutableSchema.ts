import {
  buildASTSchema,
  GraphQLScalarType,
  isAbstractType,
  isObjectType,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { nodeNames, rootFieldNames, transactWriteField } from '../model/apiNames.js';
import { changedByFieldsOf } from '../model/changedByFields.js';
import type { Entity, Model } from '../model/model.js';
import { batchWriteResolver } from './batchWrite.js';
import type { GatewayContext } from './gatewayContext.js';
import { getItemResolver, getItemsResolver } from './getItem.js';
import { firstItemResolver, listItemsResolver, scanItemsResolver } from './listItems.js';
import { collectionResolver } from './listCollection.js';
import { guardFields } from './guardFields.js';
import { missedChangesResolver } from './missedChanges.js';
import { globalIdResolver, nodeResolver, nodesResolver } from './node.js';
import { inTransaction } from './jointTransaction.js';
import {
  noParticipant,
  ownParticipant,
  transactWriteParticipant,
  writeParticipant,
  type Participant,
} from './participants.js';
import { relationResolver } from './relation.js';
import { changedByField, changedField } from './subscription.js';
import { uniqueLookupResolver } from './uniqueLookup.js';
import { inSnapshot } from './snapshot.js';
import { attachUserResolvers, type UserResolvers } from './userResolvers.js';
import { transactWriteResolver } from './transactWrite.js';
import { checkResolver, writeResolver } from './write.js';

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
  const entities = [...model.entities.values()];
  attach(schema.getQueryType(), [queryBehaviours(model), ...entities.map(entityQueries)]);
  const mutations = mutationBehaviours(model);
  attach(schema.getMutationType(), [mutations]);
  attach(schema.getSubscriptionType(), entities.map(entitySubscriptions));
  for (const entity of entities) {
    const type = schema.getType(entity.name);
    if (!isObjectType(type)) throw new Error(`The served schema lacks the type "${entity.name}".`);
    for (const relation of entity.relations.values()) {
      const field = type.getFields()[relation.field];
      if (field !== undefined) field.resolve = relationResolver(model, relation) as AnyResolver;
    }
    const id = entity.isNode ? type.getFields()[nodeNames.id] : undefined;
    if (id !== undefined) id.resolve = globalIdResolver(entity) as AnyResolver;
  }
  attachUserResolvers(schema, model, userResolvers);
  guardFields(schema, model);
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (field.resolve !== undefined) field.resolve = inSnapshot(field.resolve as AnyResolver);
  }
  takePartInTransactions(schema.getMutationType(), mutations);
  for (const type of Object.values(schema.getTypeMap())) {
    // Shaped items and what users' resolvers return tell their type themselves.
    if (isAbstractType(type) && !type.name.startsWith('__'))
      type.resolveType ??= (value: { __typename?: string }) => value.__typename;
  }
  return schema;
}

/** The root fields that belong to no one type. */
function queryBehaviours(model: Model): Record<string, FieldBehaviour> {
  const fields: Record<string, FieldBehaviour> = {
    [nodeNames.one]: { resolve: nodeResolver(model) },
    [nodeNames.many]: { resolve: nodesResolver(model) },
  };
  for (const [name, collection] of model.collections) fields[name] = { resolve: collectionResolver(model, collection) };
  return fields;
}

function entityQueries(entity: Entity): Record<string, FieldBehaviour> {
  const fields: Record<string, FieldBehaviour> = {
    [rootFieldNames.get(entity)]: { resolve: getItemResolver(entity) },
    [rootFieldNames.byKeys(entity)]: { resolve: getItemsResolver(entity) },
    [rootFieldNames.scan(entity)]: { resolve: scanItemsResolver(entity) },
    [rootFieldNames.changes(entity)]: { resolve: missedChangesResolver(entity) },
  };
  for (const unique of entity.uniqueFields) {
    if (unique.lookupField !== undefined)
      fields[unique.lookupField] = { resolve: uniqueLookupResolver(entity, unique) };
  }
  if (entity.listField !== undefined) fields[entity.listField] = { resolve: listItemsResolver(entity, undefined) };
  for (const index of entity.indexes.values()) {
    if (index.listField !== undefined) fields[index.listField] = { resolve: listItemsResolver(entity, index.name) };
    if (index.oneField !== undefined) fields[index.oneField] = { resolve: firstItemResolver(entity, index.name) };
  }
  return fields;
}

function entitySubscriptions(entity: Entity): Record<string, FieldBehaviour> {
  return {
    [rootFieldNames.changed(entity)]: changedField(entity),
    ...Object.fromEntries(changedByFieldsOf(entity).map((field) => [field.name, changedByField(entity, field)])),
  };
}

type MutationBehaviour = FieldBehaviour & { readonly participant: Participant };

const ALONE = ['create', 'put', 'update', 'delete'] as const;

function mutationBehaviours(model: Model): Record<string, MutationBehaviour> {
  const fields: Record<string, MutationBehaviour> = {
    [transactWriteField]: { resolve: transactWriteResolver(), participant: transactWriteParticipant() },
  };
  for (const entity of model.entities.values()) {
    for (const kind of ALONE) {
      fields[rootFieldNames[kind](entity)] = {
        resolve: writeResolver(entity, kind),
        participant: writeParticipant(entity, kind),
      };
    }
    fields[rootFieldNames.check(entity)] = {
      resolve: checkResolver(entity),
      participant: writeParticipant(entity, 'check'),
    };
    const batch = rootFieldNames.batchWrite(entity);
    fields[batch] = {
      resolve: batchWriteResolver(entity),
      participant: noParticipant(batch, 'it writes any number of items, each by itself'),
    };
  }
  return fields;
}

/** Every root field of a mutation asks first whether the document is one transaction. */
function takePartInTransactions(
  type: GraphQLObjectType | null | undefined,
  behaviours: Readonly<Record<string, MutationBehaviour>>,
): void {
  const fields = Object.values(type?.getFields() ?? {});
  const participants = new Map<string, Participant>();
  for (const field of fields) {
    const { name, resolve } = field;
    if (resolve === undefined) continue;
    participants.set(name, behaviours[name]?.participant ?? ownParticipant(name, resolve as AnyResolver));
    field.resolve = inTransaction(resolve as AnyResolver, participants);
  }
}

/** Gives the root fields that the SDL serves their behaviour; the SDL leaves out what `operations` switches off. */
function attach(
  type: GraphQLObjectType | null | undefined,
  behaviours: readonly Readonly<Record<string, FieldBehaviour>>[],
): void {
  const fields = type?.getFields() ?? {};
  for (const [name, behaviour] of behaviours.flatMap((each) => Object.entries(each))) {
    const field = fields[name];
    if (field !== undefined) Object.assign(field, behaviour);
  }
}
