import {
  getNamedType,
  GraphQLScalarType,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Model } from '../model/model.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- a user's resolvers are typed by the generated types, not here */
type FieldResolver = GraphQLFieldResolver<any, any, any>;
/* eslint-enable @typescript-eslint/no-explicit-any */

/** As GraphQL tools write them: by type, then by field: a function, or `{ resolve, subscribe }`. A scalar is a GraphQLScalarType. */
export type UserResolvers = Readonly<Record<string, unknown>>;

/** Fields that have got a resolver of the user's own, and abstract types whose types the user tells apart. */
const usersOwn = new WeakSet<object>();

export function isUsersOwn(fieldOrType: GraphQLField<unknown, unknown> | GraphQLNamedType): boolean {
  return usersOwn.has(fieldOrType);
}

/**
 * Puts the user's resolvers onto the schema.
 *
 * @throws {Error} Listing everything that does not fit: resolvers of unknown types or fields, of fields that
 *   the gateway serves itself, and fields of the user's own without one.
 */
export function attachUserResolvers(schema: GraphQLSchema, model: Model, resolvers: UserResolvers): void {
  const problems: string[] = [];
  for (const [typeName, given] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (type === undefined) problems.push(`The resolvers name the type "${typeName}", which the schema does not have.`);
    else if (isScalarType(type) && given instanceof GraphQLScalarType) {
      type.serialize = given.serialize.bind(given);
      type.parseValue = given.parseValue.bind(given);
      type.parseLiteral = given.parseLiteral.bind(given);
    } else if (isObjectType(type)) attachToType(type, given as Readonly<Record<string, unknown>>, problems);
    else if (isAbstractType(type)) {
      const resolveType = (given as { __resolveType?: unknown }).__resolveType;
      if (typeof resolveType === 'function') {
        type.resolveType = resolveType as NonNullable<typeof type.resolveType>;
        usersOwn.add(type);
      } else problems.push(`The resolvers of "${typeName}" may only have "__resolveType".`);
    } else if (isEnumType(type))
      problems.push(`The enum "${typeName}" takes no resolvers: its values are stored by name.`);
    else problems.push(`"${typeName}" takes no resolvers.`);
  }
  problems.push(...missingResolvers(schema, model));
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function attachToType(type: GraphQLObjectType, given: Readonly<Record<string, unknown>>, problems: string[]): void {
  for (const [name, resolver] of Object.entries(given)) {
    const field = type.getFields()[name];
    const path = `${type.name}.${name}`;
    if (field === undefined) {
      problems.push(`The resolvers name "${path}", which the schema does not have.`);
    } else if (field.resolve !== undefined || field.subscribe !== undefined) {
      problems.push(
        `"${path}" is served by the gateway; a resolver of your own cannot replace it. Give it another name.`,
      );
    } else if (typeof resolver === 'function') {
      field.resolve = resolver as FieldResolver;
      usersOwn.add(field);
    } else {
      usersOwn.add(field);
      const { resolve, subscribe } = resolver as { resolve?: FieldResolver; subscribe?: FieldResolver };
      if (resolve !== undefined) field.resolve = resolve;
      if (subscribe !== undefined) field.subscribe = subscribe;
    }
  }
}

function missingResolvers(schema: GraphQLSchema, model: Model): readonly string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const own = [...model.entities.values()].flatMap((entity) => {
    const type = schema.getType(entity.name);
    return isObjectType(type) ? [...entity.ownFields].map((name) => [type, name] as const) : [];
  });
  const root = roots.flatMap((type) =>
    type ? Object.keys(type.getFields()).map((name) => [type, name] as const) : [],
  );
  return [...own, ...root].flatMap(([type, name]) => {
    const field = type.getFields()[name];
    if (field === undefined || field.resolve !== undefined || field.subscribe !== undefined) return [];
    const target = getNamedType(field.type).name;
    const hint = model.entities.has(target)
      ? ` Where ${target} is related by its key, write @belongsTo on the field, or @hasMany on a list of ${target}.`
      : '';
    return [
      `"${type.name}.${name}" needs a resolver: it is a field of your own, neither stored nor a relation. Write one and start with --resolvers FILE.${hint}`,
    ];
  });
}
