import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import type { Write } from '../dynamo/plan/write.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import { itemFieldName, transactWriteField } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import { deferred } from './deferred.js';
import { contextOver, type GatewayContext } from './gatewayContext.js';
import { guardedClient } from './guardedClient.js';
import type { RequestInternals } from './requestInternals.js';
import { askedAll, transactOutcome, type Transact } from './transact.js';
import {
  selectedOfResults,
  transactItems,
  transactWritePayload,
  type TransactWriteArguments,
} from './transactWrite.js';
import { fieldPayload, selectedOfPayload } from './write.js';
import { writeOf, writing } from './writeRequest.js';

type Values = Readonly<Record<string, unknown>>;

/** A root field of a document with `@transaction`, before the transaction is sent. */
export interface MemberCall {
  readonly parent: unknown;
  readonly args: Values;
  readonly context: GatewayContext;
  /** The field's own, as far as it is known before it is executed. */
  readonly info: GraphQLResolveInfo;
  /** For this field's values, noted under its response key. */
  readonly generators: Generators;
}

/** What a root field adds to the transaction, and what it makes of the outcome. */
export interface Part {
  readonly writes: readonly Write[];
  /** The field's value; it throws the field's error. */
  readonly result: (outcomes: readonly WriteOutcome[], info: GraphQLResolveInfo) => unknown;
  /** In place of `result`, of a resolver that is running: it goes on with the outcomes to its value. Called once. */
  readonly settle?: (outcomes: readonly WriteOutcome[]) => Promise<unknown>;
  /** The transaction came to no outcome at all. */
  readonly fail?: (error: unknown) => void;
}

/** How one root field takes part. */
export interface Participant {
  /** A resolver of the user's own runs for it. */
  readonly isOwn: boolean;
  /** Makes its part. @throws What stands in the way of it: then the whole transaction is not sent. */
  readonly join: (call: MemberCall) => Part | Promise<Part>;
}

/** `createX`, `putX`, `updateX`, `deleteX`, `checkX`. A deleted item is not given back by a transaction. */
export function writeParticipant(entity: Entity, kind: Write['kind']): Participant {
  return gateways(({ args, context: { internal }, info, generators }) => {
    const selected = selectedOfPayload(entity, internal, info);
    const returnsItem = selected.has(itemFieldName(entity)) && kind !== 'delete';
    const write = writeOf(entity, kind, args, { ...writing(internal, generators), returnsItem });
    return {
      writes: [write],
      result: ([outcome = { kind: 'cancelled' }], own) => fieldPayload(write, outcome, internal, own),
    };
  });
}

/** Its items are writes like those of the other fields; the token is the document's. */
export function transactWriteParticipant(): Participant {
  return gateways(({ args: given, context: { internal }, info, generators }) => {
    const args = given as unknown as TransactWriteArguments;
    if (args.token !== undefined && args.token !== null) {
      throw badInput(
        `In a mutation with @transaction, "${transactWriteField}" is part of the document's transaction: give the token to @transaction(token:).`,
        ['token'],
      );
    }
    const wants = selectedOfResults(info, info.fieldNodes);
    const items = transactItems(args, writing(internal, generators), wants);
    return {
      writes: items.map(({ write }) => write),
      result: (outcomes) => transactWritePayload(items, outcomes, wants, internal),
    };
  });
}

/** A field that writes in a way of its own. */
export function noParticipant(name: string, why: string): Participant {
  return gateways(() => {
    throw badInput(
      `"${name}" cannot take part in a transaction: ${why}. Send it in a mutation without @transaction.`,
      [],
    );
  });
}

function gateways(join: Participant['join']): Participant {
  return { isOwn: false, join };
}

/**
 * A field of the user's own: its resolver runs until it has given its writes to `context.transact`, and goes on when
 * the transaction is done.
 */
export function ownParticipant(
  name: string,
  resolve: GraphQLFieldResolver<unknown, GatewayContext, Values>,
): Participant {
  const join: Participant['join'] = async ({ parent, args, context, info, generators }) => {
    const enlisted = deferred<readonly Write[]>();
    const committed = deferred<readonly WriteOutcome[]>();
    // Nobody may be listening any more.
    committed.promise.catch(() => {});
    let calls = 0;
    let again = () => secondTransact(name);
    const transact: Transact = async (given) => {
      const asked = askedAll(given);
      calls += 1;
      if (calls > 1) throw again();
      enlisted.resolve(asked);
      const outcomes = await committed.promise;
      const isDone = outcomes.every(({ kind }) => kind === 'written');
      again = () => (isDone ? transactAfterwards(name) : transactAfterRefusal(name));
      return transactOutcome(asked, outcomes, context.internal);
    };
    const own = contextInTransaction(name, context, generators, transact);
    const running = (async () => await resolve(parent, args, own, info))();
    running.then(
      () => enlisted.reject(notEnlisted(name)),
      (error: unknown) => enlisted.reject(error),
    );
    const writes = await enlisted.promise;
    // Two at once: neither is sent.
    if (calls > 1) throw secondTransact(name);
    return {
      writes,
      result: () => running,
      settle(outcomes) {
        committed.resolve(outcomes);
        return running;
      },
      fail: (error) => committed.reject(error),
    };
  };
  return { isOwn: true, join };
}

/** The context of one field's resolver: what it writes, it writes with the others. */
function contextInTransaction(
  name: string,
  context: GatewayContext,
  generators: Generators,
  transact: Transact,
): GatewayContext {
  const { internal } = context;
  const own: RequestInternals = {
    ...internal,
    generators,
    // It is another one in a query with `@transaction`.
    get loader() {
      return internal.loader;
    },
  };
  const { requestId, signal, identity, claims, tableName } = context;
  const documentClient = guardedClient(context.documentClient, name);
  return contextOver(own, { requestId, signal, identity, claims, tableName, transact, documentClient });
}

function notEnlisted(name: string) {
  return badInput(
    `"${name}" cannot take part in a transaction: its resolver does not add its writes with context.transact. Send it in a mutation without @transaction.`,
    [],
  );
}

/** Of a resolver that tries again what was refused, as it does without a transaction. */
function transactAfterRefusal(name: string): Error {
  return new GatewayError(
    'TRANSACTION_CONFLICT',
    `The resolver of "${name}" calls context.transact again after a refusal. The fields of a mutation with @transaction are written at once or not at all: send all of it again.`,
  );
}

function transactAfterwards(name: string): Error {
  return badInput(
    `The resolver of "${name}" calls context.transact again after its transaction was done: what it gave first is written. A mutation with @transaction is one transaction: give it all writes at once.`,
    [],
  );
}

function secondTransact(name: string): Error {
  return badInput(
    `The resolver of "${name}" calls context.transact more than once, and a mutation with @transaction is one transaction: give it all writes at once.`,
    [],
  );
}
