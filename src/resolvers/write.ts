import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { runWrite } from '../dynamo/execute/runWrites.js';
import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import type { Write } from '../dynamo/plan/write.js';
import { badInput } from '../errors/gatewayError.js';
import { itemFieldName, rootFieldNames, typeNames } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import type { GatewayContext } from './gatewayContext.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper } from './shapeItem.js';
import { writeIo } from './writeIo.js';
import { payloadOf, type Payload } from './writePayload.js';
import { writeOf, writing } from './writeRequest.js';

type Values = Readonly<Record<string, unknown>>;

/** `createX`, `putX`, `updateX`, `deleteX`: one item, by itself. */
export function writeResolver(
  entity: Entity,
  kind: Exclude<Write['kind'], 'check'>,
): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return async (_parent, args, { internal }, info) => {
    const { loader } = internal;
    const returnsItem = selectedOfPayload(entity, internal, info).has(itemFieldName(entity));
    const write = writeOf(entity, kind, args, { ...writing(internal), returnsItem });
    try {
      const outcome = await runWrite(writeIo(internal), write);
      return fieldPayload(write, outcome, internal, info);
    } finally {
      // Whatever came of it, later fields of the document must not show less than is known now.
      loader.forget(entity, write.key);
    }
  };
}

/** `checkX` changes nothing, so by itself it would say no more than a read. */
export function checkResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return () => {
    throw checkAlone(entity);
  };
}

export function checkAlone(entity: Entity) {
  return badInput(
    `"${rootFieldNames.check(entity)}" makes other writes depend on an item, so it belongs in a transaction: write "mutation @transaction", or use transactWrite. To look at the item, read it.`,
    [],
  );
}

/** The names of the fields that a root field of a write selects of its payload. */
export function selectedOfPayload(
  entity: Entity,
  internal: RequestInternals,
  info: GraphQLResolveInfo,
): ReadonlySet<string> {
  return internal.selection(info).namesBelow(typeNames.payload(entity.name), info.fieldNodes);
}

/** The payload of a root field of a write, as far as it is selected. */
export function fieldPayload(
  write: Write,
  outcome: WriteOutcome,
  internal: RequestInternals,
  info: GraphQLResolveInfo,
): Payload {
  return payloadOf(write, outcome, {
    shape: itemShaper(internal.runtime.model, write.entity, 'ALL', internal.viewer),
    wantsConflict: selectedOfPayload(write.entity, internal, info).has('conflict'),
  });
}
