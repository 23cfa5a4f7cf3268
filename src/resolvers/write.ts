import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { runUpdate } from '../dynamo/execute/runUpdate.js';
import { runWrite, type WriteOutcome } from '../dynamo/execute/runWrite.js';
import { primaryKey } from '../dynamo/keys/itemKey.js';
import { planCreate, planDelete, planPut } from '../dynamo/plan/planWrite.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { itemFieldName, typeNames } from '../model/apiNames.js';
import { type Entity, keyFieldsOf } from '../model/model.js';
import { toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper } from './shapeItem.js';
import { conflictError, conflictOf } from './writeConflict.js';

type Values = Readonly<Record<string, unknown>>;
type WriteResolver = GraphQLFieldResolver<unknown, GatewayContext, Values>;

/** `XPayload`: the item under the type's own name, and the conflict. */
type Payload = Readonly<Record<string, unknown>>;

export function createResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const plan = planCreate(entity, runtime.model, input(args), generators);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

export function putResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const request = { input: input(args), expectedVersion: expectedVersion(args) };
    const plan = planPut(entity, runtime.model, request, generators);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

export function updateResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const changes = (name: string): Values => (args[name] as Values | null | undefined) ?? {};
    const request = {
      key: keyArguments(entity, args),
      set: changes('set'),
      setIfAbsent: changes('setIfAbsent'),
      add: changes('add'),
      remove: changes('remove'),
      append: changes('append'),
      ...conditions(entity, args, context),
      returnsItem: selects(entity, context, info, itemFieldName(entity)),
    };
    const outcome = await runUpdate(runtime.caller, entity, runtime.model, request, generators, callOptions);
    return payload(entity, outcome, primaryKey(entity, request.key), args, context, info);
  };
}

export function deleteResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const request = {
      key: keyArguments(entity, args),
      ...conditions(entity, args, context),
      returnsItem: selects(entity, context, info, itemFieldName(entity)),
    };
    const plan = planDelete(entity, request, generators.now);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

/** A type of which everything is made by the gateway has no such argument. */
function input(args: Values): Values {
  return (args['input'] as Values | undefined) ?? {};
}

function keyArguments(entity: Entity, args: Values): Values {
  return Object.fromEntries(keyFieldsOf(entity).map((name) => [name, args[name]]));
}

function conditions(entity: Entity, args: Values, context: GatewayContext) {
  const filter = args['if'] as Values | null | undefined;
  return {
    expectedVersion: expectedVersion(args),
    if: toFilter(entity.fields, context.internal.runtime.model, filter, ['if']),
  };
}

function expectedVersion(args: Values): number | undefined {
  const expected = args['expectedVersion'];
  return typeof expected === 'number' ? expected : undefined;
}

function selects(entity: Entity, context: GatewayContext, info: GraphQLResolveInfo, field: string): boolean {
  return context.internal.selection(info).namesBelow(typeNames.payload(entity.name), info.fieldNodes).has(field);
}

function payload(
  entity: Entity,
  outcome: WriteOutcome,
  key: AttributeMap,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Payload {
  const { runtime, loader } = context.internal;
  // Either way the client learns what is stored now, and later fields of the document must not show less.
  loader.forget(entity, key);
  const shape = itemShaper(runtime.model, entity, 'ALL');
  if (outcome.kind === 'written') {
    return { [itemFieldName(entity)]: outcome.item === undefined ? null : shape(outcome.item), conflict: null };
  }
  const conflict = conflictOf(entity, outcome, shape, expectedVersion(args));
  if (!selects(entity, context, info, 'conflict')) throw conflictError(conflict);
  return { [itemFieldName(entity)]: null, conflict };
}
