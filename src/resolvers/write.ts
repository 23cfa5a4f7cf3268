import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { runUpdate } from '../dynamo/execute/runUpdate.js';
import { runWrite, type WriteOutcome } from '../dynamo/execute/runWrite.js';
import { primaryKey } from '../dynamo/keys/itemKey.js';
import { planCreate, planDelete, planPut } from '../dynamo/plan/planWrite.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { itemFieldName, typeNames } from '../model/apiNames.js';
import { fieldOf, type Entity } from '../model/model.js';
import { toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { keyFieldsOf } from './getItem.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type WriteResolver = GraphQLFieldResolver<unknown, GatewayContext, Values>;

/** `XPayload`: the item under the type's own name, and the conflict. */
type Payload = Readonly<Record<string, unknown>>;

export function createResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const plan = planCreate(entity, runtime.model, args['input'] as Values, generators);
    return payload(entity, await runWrite(runtime.caller, plan, callOptions), plan.key, args, context, info);
  };
}

export function putResolver(entity: Entity): WriteResolver {
  return async (_parent, args, context, info) => {
    const { runtime, generators, callOptions } = context.internal;
    const request = { input: args['input'] as Values, expectedVersion: expectedVersion(args) };
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
  const current = outcome.current === undefined ? null : shape(outcome.current);
  const { reason, fields } = outcome.condition;
  const conflict = { reason, fields, current, message: conflictMessage(entity, outcome, current, args) };
  if (!selects(entity, context, info, 'conflict')) {
    throw new GatewayError('CONFLICT', conflict.message, { conflict: { reason, fields, current: plain(current) } });
  }
  return { [itemFieldName(entity)]: null, conflict };
}

function conflictMessage(
  entity: Entity,
  outcome: WriteOutcome & { readonly kind: 'refused' },
  current: ShapedItem | null,
  args: Values,
): string {
  const { reason, fields } = outcome.condition;
  switch (reason) {
    case 'ALREADY_EXISTS':
      return current === null
        ? `An item that is no ${entity.name} is stored under this key already.`
        : `There is a ${entity.name} with this key already.`;
    case 'NOT_FOUND':
      return `There is no ${entity.name} with this key.`;
    case 'VERSION_MISMATCH': {
      const stored =
        current === null ? 'there is none' : `it is ${String(current[fieldOf(entity, fields[0] ?? '').name] ?? 0)}`;
      return `The ${entity.name} was expected to have version ${String(args['expectedVersion'])}; ${stored}.`;
    }
    default:
      return `The ${entity.name} does not meet the condition${fields.length === 0 ? '' : ` on ${fields.join(', ')}`}.`;
  }
}

/** For `extensions`: the item without fields that could not be read. */
function plain(item: ShapedItem | null): Values | null {
  return (
    item &&
    Object.fromEntries(
      Object.entries(item).filter(([name, value]) => name !== '__typename' && !(value instanceof Error)),
    )
  );
}
