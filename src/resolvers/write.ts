import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { runUpdate } from '../dynamo/execute/runUpdate.js';
import { runWrite, type WriteOutcome } from '../dynamo/execute/runWrite.js';
import { primaryKey } from '../dynamo/keys/itemKey.js';
import { planCreate, planDelete, planPut } from '../dynamo/plan/planWrite.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { itemFieldName, typeNames } from '../model/apiNames.js';
import { type Entity, keyFieldsOf } from '../model/model.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper } from './shapeItem.js';
import { conflictError, conflictOf } from './writeConflict.js';
import { changesOf, conditionsOf, expectedVersion, inputOf, putRequest } from './writeRequest.js';

type Values = Readonly<Record<string, unknown>>;
type WriteResolver = GraphQLFieldResolver<unknown, GatewayContext, Values>;

/** `XPayload`: the item under the type's own name, and the conflict. */
type Payload = Readonly<Record<string, unknown>>;

export function createResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const plan = planCreate(entity, runtime.model, inputOf(args), generators);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

export function putResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const plan = planPut(entity, runtime.model, putRequest(args), generators);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

export function updateResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const request = {
      key: keyArguments(entity, args),
      ...changesOf(args),
      ...conditionsOf(entity, runtime.model, args),
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
      ...conditionsOf(entity, runtime.model, args),
      returnsItem: selects(entity, context, info, itemFieldName(entity)),
    };
    const plan = planDelete(entity, request, generators.now);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

function keyArguments(entity: Entity, args: Values): Values {
  return Object.fromEntries(keyFieldsOf(entity).map((name) => [name, args[name]]));
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
