import { isEnumType, isScalarType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import { fieldOf, keyFieldsOf, type Entity, type Model } from '../model/model.js';
import { isConsistent } from './consistent.js';
import type { GatewayContext } from './gatewayContext.js';
import { loadAllAsked, loadAsked } from './getItem.js';
import { fromGlobalId, toGlobalId } from './globalId.js';
import { refuseTooManyKeys } from './refuseTooManyKeys.js';

type Values = Readonly<Record<string, unknown>>;

/** `id` of a type that implements Node. */
export function globalIdResolver(entity: Entity): GraphQLFieldResolver<Values, GatewayContext> {
  return (parent, _args, _context, info) => {
    const values = keyFieldsOf(entity).map((name) => {
      const value = parent[name];
      if (value instanceof Error) throw value;
      return scalarOf(info.schema, entity, name).serialize(value);
    });
    return toGlobalId(entity.name, values);
  };
}

/** `node(id)`: one item of any type, batched with all other loads of the wave. */
export function nodeResolver(model: Model): GraphQLFieldResolver<unknown, GatewayContext, { readonly id: string }> {
  return (_parent, { id }, context, info) => {
    const plan = planNode(model, info.schema, id, { consistent: isConsistent(info), argument: ['id'] });
    return loadAsked(context, info, plan);
  };
}

/** `nodes(ids)`: any number of items of any types, in the order of the ids. */
export function nodesResolver(
  model: Model,
): GraphQLFieldResolver<unknown, GatewayContext, { readonly ids: readonly string[] }> {
  return (_parent, { ids }, context, info) => {
    refuseTooManyKeys(ids.length, context.internal.runtime, '"ids" has', ['ids']);
    const consistent = isConsistent(info);
    const plans = ids.map((id, at) => planNode(model, info.schema, id, { consistent, argument: ['ids', at] }));
    return loadAllAsked(context, info, plans);
  };
}

/** @throws {GatewayError} `BAD_USER_INPUT` for what is no id of this API. */
export function planNode(
  model: Model,
  schema: GraphQLSchema,
  id: string,
  options: { readonly consistent: boolean; readonly argument: readonly (string | number)[] },
): GetPlan {
  const { typeName = '', keyValues = [] } = fromGlobalId(id) ?? {};
  const entity = model.entities.get(typeName);
  if (entity?.isNode !== true) throw noId(id, options.argument);
  const names = keyFieldsOf(entity);
  if (names.length !== keyValues.length) throw noId(id, options.argument);
  const key = names.map((name, at) => [name, parsed(scalarOf(schema, entity, name), keyValues[at])] as const);
  try {
    return planGet(entity, Object.fromEntries(key), { consistent: options.consistent });
  } catch (error) {
    throw error instanceof GatewayError ? noId(id, options.argument) : error;
  }
}

/** A value that the scalar refuses, in whatever way, becomes the empty text, which is no key. */
function parsed(scalar: KeyScalar, value: unknown): unknown {
  try {
    return scalar.parseValue(value);
  } catch {
    return '';
  }
}

function noId(id: string, argument: readonly (string | number)[]) {
  return badInput(
    `"${id}" is no id of this API. Pass the "id" of an item from an earlier answer, unchanged.`,
    argument,
  );
}

interface KeyScalar {
  serialize(value: unknown): unknown;
  parseValue(value: unknown): unknown;
}

/** How a key field travels. */
function scalarOf(schema: GraphQLSchema, entity: Entity, field: string): KeyScalar {
  const { type } = fieldOf(entity, field);
  const name = type.kind === 'scalar' ? type.scalar : type.kind === 'enum' ? type.enum : '';
  const named = schema.getType(name);
  if (isScalarType(named) || isEnumType(named)) {
    return {
      serialize: (value) => named.serialize(value),
      parseValue: (value) => named.parseValue(value) as unknown,
    };
  }
  throw new Error(`${entity.name}.${field} is a key, and no scalar or enum.`);
}
