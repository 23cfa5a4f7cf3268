import {
  coerceInputValue,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLString,
  isInputType,
  specifiedScalarTypes,
  type GraphQLNamedInputType,
} from 'graphql';
import { badInput } from '../errors/gatewayError.js';
import { capitalised, keyConditionName, typeNames, uncapitalised } from '../model/apiNames.js';
import { tenantFields } from '../model/claimedFields.js';
import { listArguments } from '../model/listArguments.js';
import { type Entity, fieldOf, keyFieldsOf, type Model } from '../model/model.js';
import { scalarName } from '../schema/api/scalarName.js';
import { repositoryInputSchema } from './repositoryInputTypes.js';

type Values = Readonly<Record<string, unknown>>;
type Call = 'get' | 'query' | 'create' | 'put' | 'update' | 'delete' | 'check';
/** Undefined: the call has no such part for this entity. */
type Parts = Readonly<Record<string, GraphQLNamedInputType | GraphQLNonNull<GraphQLNamedInputType> | undefined>>;

/**
 * What code asks of a repository, checked and coerced by the input types that clients' arguments go through: types
 * of the language do not hold for plain JavaScript and for what was cast. Two things differ from a client's request:
 * values of the user's own scalars are taken as they are, for code has them parsed already, and a key may be any
 * object that has the key's fields, so that an item is the key of itself. Fields that TENANT ties to a claim may be
 * missing, here as there.
 *
 * @param request  By the names of the call's parts: `key`, `input`, `set`, `expectedVersion`, `partition` ...
 * @throws {GatewayError} `BAD_USER_INPUT` naming the call and the place in the request.
 */
export function coercedRequest(model: Model, entity: Entity, call: Call, request: Values): Values {
  const { key, index } = request;
  const given = typeof key === 'object' && key !== null ? { ...request, key: keyOnly(entity, key as Values) } : request;
  const type = requestType(model, entity, call, call === 'query' ? indexNamed(entity, index) : undefined);
  return coerceInputValue(given, type, (path, _value, { message }) => {
    const place = path.length === 0 ? '' : `, "${path.join('.')}"`;
    throw badInput(`repositories.${uncapitalised(entity.name)}.${call}${place}: ${message}`, path);
  }) as Values;
}

function keyOnly(entity: Entity, key: Values): Values {
  return Object.fromEntries(keyFieldsOf(entity).map((name) => [name, key[name]]));
}

interface EntityInputs {
  /** Of all calls but queries. */
  readonly calls: Readonly<Record<Exclude<Call, 'query'>, GraphQLInputObjectType>>;
  /** By index; each is made when it is first queried. */
  readonly queries: Map<string | undefined, GraphQLInputObjectType>;
  readonly named: (type: string) => GraphQLNamedInputType | undefined;
}

/** Made at the first use of an entity's repository: most processes use a few of them. */
const inputsOfEntity = new WeakMap<Entity, EntityInputs>();

function requestType(model: Model, entity: Entity, call: Call, index: string | undefined): GraphQLInputObjectType {
  let inputs = inputsOfEntity.get(entity);
  if (inputs === undefined) {
    inputs = entityInputs(model, entity);
    inputsOfEntity.set(entity, inputs);
  }
  if (call !== 'query') return inputs.calls[call];
  let query = inputs.queries.get(index);
  if (query === undefined) {
    query = queryRequest(entity, index, inputs.named);
    inputs.queries.set(index, query);
  }
  return query;
}

function entityInputs(model: Model, entity: Entity): EntityInputs {
  const schema = repositoryInputSchema(model, entity);
  const named = (typeName: string): GraphQLNamedInputType | undefined => {
    // GraphQL's own scalars are in a schema only where something in it refers to them.
    const type = schema.getType(typeName) ?? specifiedScalarTypes.find((scalar) => scalar.name === typeName);
    return isInputType(type) ? type : undefined;
  };
  const { name } = entity;
  const request = (call: Call, parts: Parts) => inputObject(`${name}${capitalised(call)}Request`, parts);
  const key = required(named(typeNames.key(name)));
  // Where nothing can be given, the input is an empty object.
  const input = required(named(typeNames.createInput(name)) ?? inputObject(typeNames.createInput(name), {}));
  const set = named(typeNames.setInput(name));
  const expectedVersion = entity.version === undefined ? undefined : GraphQLInt;
  const conditions = { expectedVersion, if: named(typeNames.filter(name)) };
  return {
    named,
    queries: new Map(),
    calls: {
      get: request('get', { key, consistent: GraphQLBoolean }),
      create: request('create', { input }),
      put: request('put', { input, expectedVersion: required(expectedVersion) }),
      update: request('update', {
        key,
        set,
        setIfAbsent: set,
        add: named(typeNames.addInput(name)),
        remove: named(typeNames.removeInput(name)),
        append: named(typeNames.appendInput(name)),
        ...conditions,
      }),
      delete: request('delete', { key, ...conditions }),
      check: request('check', { key, ...conditions }),
    },
  };
}

const SORT_ORDER = new GraphQLEnumType({ name: 'SortOrder', values: { ASC: {}, DESC: {} } });

function queryRequest(entity: Entity, index: string | undefined, named: EntityInputs['named']): GraphQLInputObjectType {
  const { partition, sort } = listArguments(entity, index);
  const nameOf = (field: string) => scalarName(fieldOf(entity, field).type);
  const tenants = tenantFields(entity);
  const partitionParts = partition.map((field) => {
    const type = named(nameOf(field));
    return [field, tenants.has(field) ? type : required(type)] as const;
  });
  const sortParts = sort.map(
    ({ field, operators }) => [field, named(keyConditionName(nameOf(field), operators))] as const,
  );
  return inputObject(`${entity.name}QueryRequest`, {
    index: GraphQLString,
    partition: required(inputObject(`${entity.name}Partition`, Object.fromEntries(partitionParts))),
    sort: inputObject(`${entity.name}Sort`, Object.fromEntries(sortParts)),
    filter: named(typeNames.filter(entity.name)),
    order: SORT_ORDER,
    limit: required(GraphQLInt),
  });
}

function indexNamed(entity: Entity, index: unknown): string | undefined {
  if (index === undefined) return undefined;
  const names = [...entity.indexes.keys()];
  const found = names.find((name) => name === index);
  if (found !== undefined) return found;
  const known = names.length === 0 ? 'It has none.' : `It has ${names.map((name) => `"${name}"`).join(', ')}.`;
  throw badInput(`${entity.name} has no index ${JSON.stringify(index)}. ${known}`, ['index']);
}

function required(type: GraphQLNamedInputType | undefined): GraphQLNonNull<GraphQLNamedInputType> | undefined {
  return type && new GraphQLNonNull(type);
}

function inputObject(name: string, parts: Parts): GraphQLInputObjectType {
  const given = Object.entries(parts).flatMap(([part, type]) =>
    type === undefined ? [] : [[part, { type }] as const],
  );
  return new GraphQLInputObjectType({ name, fields: Object.fromEntries(given) });
}
