import {
  getArgumentValues,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { batchGetItems } from '../dynamo/execute/batchGetItems.js';
import { replayWrites } from '../dynamo/execute/replayWrites.js';
import { runWrites } from '../dynamo/execute/runWrites.js';
import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import { hasExpired } from '../dynamo/plan/presence.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { forgetWritten } from './forgetWritten.js';
import type { GatewayContext } from './gatewayContext.js';
import { ANSWERS, keepAnswer, keptAnswers } from './keptAnswers.js';
import type { Part, Participant } from './participants.js';
import type { JointTransaction, RequestInternals } from './requestInternals.js';
import { selectedFields } from './selectedFields.js';
import { transactionDirective } from './transactionDirective.js';
import {
  bodyOfOperation,
  checkedToken,
  madeBefore,
  notedGenerators,
  tokenItem,
  tokenKey,
  type Made,
  type TransactionToken,
} from './transactionToken.js';
import { tokenIdentity } from './tokenIdentity.js';
import { writeIo } from './writeIo.js';

type Values = Readonly<Record<string, unknown>>;
type Resolver = GraphQLFieldResolver<unknown, GatewayContext, Values>;

/**
 * A root field of a mutation, for an operation that may have `@transaction`: before the first of them runs, all of them
 * are planned and sent as one transaction; then each takes what is its own.
 *
 * @param participants  By field name, of every root field.
 */
export function inTransaction(resolve: Resolver, participants: ReadonlyMap<string, Participant>): Resolver {
  return async (parent, args, context, info) => {
    const { transaction } = context.internal;
    if (transaction.joint === undefined && transactionDirective(info) !== undefined) {
      // Begun after it is noted: what runs in it may not write beside it.
      transaction.joint = Promise.resolve().then(() => runJoint(parent, context, info, participants));
    }
    if (transaction.joint === undefined) return resolve(parent, args, context, info);
    const result = (await transaction.joint).get(String(info.path.key));
    if (result === undefined) throw new Error(`"${info.fieldName}" is not part of the transaction.`);
    return result(info);
  };
}

async function runJoint(
  parent: unknown,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  participants: ReadonlyMap<string, Participant>,
): Promise<JointTransaction> {
  const { internal } = context;
  const token = tokenOf(internal, info);
  const fields = rootFields(info);
  const hasOwn = fields.some(({ name }) => participants.get(name)?.isOwn === true);
  // Resolvers of the user's own run once, so for their sake it is known before whether they run for a replay.
  const spentBefore = token !== undefined && hasOwn ? await readToken(internal, token) : undefined;
  const made = spentBefore === undefined || token === undefined ? undefined : madeBefore(spentBefore, token);
  const answers = keptAnswers(spentBefore ?? {});
  const collect = (before: Made | undefined) =>
    collectParts({ parent, context, info, participants, fields, answers }, before);

  const collected = await collect(made);
  const parts = collected.parts.flatMap(({ part }) => (part instanceof Refused ? [] : [part]));
  // What was done is done: a replay in which one field fails says so of that field alone.
  if (made === undefined && parts.length < collected.parts.length) return distribute(collected.parts, undefined);
  try {
    if (made !== undefined) return distribute(collected.parts, await replay(internal, parts, made));
    const item = token && tokenItem(token, collected.made(), internal.generators.now);
    const stored = item !== undefined && hasOwn ? { ...item, [ANSWERS]: { M: {} } } : item;
    const writes = parts.flatMap((part) => part.writes);
    const result = await runWrites(writeIo(internal), writes, stored);
    if (result.kind === 'done') {
      // A refused transaction leaves its token unspent, and a replay does all of it.
      const isDone = result.outcomes.every(({ kind }) => kind === 'written');
      return distribute(collected.parts, result.outcomes, isDone ? kept(internal, token) : undefined);
    }
    if (token === undefined) throw new Error('A transaction without a token cannot be a replay.');
    const before = madeBefore(result.token, token);
    if (hasOwn) throw atOnce();
    const again = await collect(before);
    const replayed = again.parts.flatMap(({ part }) => (part instanceof Refused ? [] : [part]));
    return distribute(again.parts, await replay(internal, replayed, before));
  } catch (error) {
    for (const part of parts) part.fail?.(error);
    throw error;
  } finally {
    forgetWritten(
      internal,
      parts.flatMap((part) => part.writes),
    );
  }
}

interface RootField {
  readonly responseKey: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
}

function rootFields(info: GraphQLResolveInfo): readonly RootField[] {
  const fields = selectedFields(info, info.parentType, [info.operation.selectionSet], 'responseKey');
  return [...fields].flatMap(([responseKey, nodes]) => {
    const name = nodes[0]?.name.value ?? '';
    return name.startsWith('__') ? [] : [{ responseKey, name, nodes }];
  });
}

function tokenOf(internal: RequestInternals, info: GraphQLResolveInfo): TransactionToken | undefined {
  const token = transactionDirective(info)?.token;
  if (token === undefined) return undefined;
  return {
    identity: tokenIdentity(internal.principal, internal.runtime.model),
    token: checkedToken(token),
    body: bodyOfOperation(info),
  };
}

async function readToken(internal: RequestInternals, token: TransactionToken): Promise<AttributeMap | undefined> {
  const { runtime, callOptions, generators } = internal;
  const keys = [tokenKey(token.identity, token.token)];
  const request = { table: runtime.model.ownTable.name, keys, consistent: true };
  const [[item] = []] = await batchGetItems(runtime.caller, [request], callOptions);
  return item === undefined || item === null || hasExpired(item, generators.now) ? undefined : item;
}

/** In place of a part: what stands in the way of it. */
class Refused {
  constructor(readonly error: unknown) {}
}

interface CollectedPart {
  readonly responseKey: string;
  readonly part: Part | Refused;
}

interface JointRequest {
  readonly parent: unknown;
  readonly context: GatewayContext;
  readonly info: GraphQLResolveInfo;
  readonly participants: ReadonlyMap<string, Participant>;
  readonly fields: readonly RootField[];
  /** Of a replay, by response key: these fields have nothing to do any more. */
  readonly answers: ReadonlyMap<string, unknown>;
}

async function collectParts(
  { parent, context, info, participants, fields, answers }: JointRequest,
  before: Made | undefined,
): Promise<{ readonly parts: readonly CollectedPart[]; readonly made: () => Made }> {
  const noted = notedGenerators(context.internal.generators, before);
  const parts = await Promise.all(
    fields.map(async (field): Promise<CollectedPart> => {
      const { responseKey, name } = field;
      const generators = noted.of(responseKey);
      if (answers.has(responseKey)) return { responseKey, part: answeredPart(answers.get(responseKey)) };
      try {
        const participant = participants.get(name);
        if (participant === undefined) throw new Error(`"${name}" is no root field of a mutation.`);
        const own = infoOf(info, field);
        const args = argumentsOf(info, field);
        return { responseKey, part: await participant.join({ parent, args, context, info: own, generators }) };
      } catch (error) {
        return { responseKey, part: new Refused(error) };
      }
    }),
  );
  return { parts, made: noted.made };
}

function answeredPart(answer: unknown): Part {
  return { writes: [], result: () => answer };
}

/** Keeps what users' resolvers have answered, for a replay. */
function kept(internal: RequestInternals, token: TransactionToken | undefined): Keep | undefined {
  return token && ((responseKey, answer) => keepAnswer(internal, token, responseKey, answer));
}

type Keep = (responseKey: string, answer: unknown) => Promise<void>;

/** @throws {GraphQLError} As graphql-js does when it comes to the field, so the field says it itself. */
function argumentsOf({ parentType, variableValues }: GraphQLResolveInfo, { name, nodes }: RootField): Values {
  const definition = parentType.getFields()[name];
  const [node] = nodes;
  if (definition === undefined || node === undefined) throw new Error(`"${name}" is no root field of a mutation.`);
  return getArgumentValues(definition, node, variableValues);
}

function infoOf(info: GraphQLResolveInfo, { responseKey, name, nodes }: RootField): GraphQLResolveInfo {
  const parentType: GraphQLObjectType = info.parentType;
  return {
    ...info,
    fieldName: name,
    fieldNodes: nodes,
    returnType: parentType.getFields()[name]?.type ?? info.returnType,
    path: { prev: undefined, key: responseKey, typename: parentType.name },
  };
}

async function replay(
  internal: RequestInternals,
  parts: readonly Part[],
  made: Made,
): Promise<readonly WriteOutcome[]> {
  const writes = parts.flatMap((part) => part.writes);
  return replayWrites(writeIo(internal), writes, new Date(made.now));
}

/**
 * Each field's own outcomes. Resolvers of the user's own go on at once, whatever becomes of the other fields.
 *
 * @param outcomes  Of the writes of all parts, in their order; undefined where a part was refused, so nothing was sent.
 */
function distribute(
  parts: readonly CollectedPart[],
  outcomes: readonly WriteOutcome[] | undefined,
  keep?: Keep,
): JointTransaction {
  const results = new Map<string, (info: GraphQLResolveInfo) => unknown>();
  let from = 0;
  for (const { responseKey, part } of parts) {
    if (part instanceof Refused) {
      results.set(responseKey, () => {
        throw part.error;
      });
      continue;
    }
    const start = from;
    from += part.writes.length;
    const own = part.writes.map((_write, at): WriteOutcome => outcomes?.[start + at] ?? { kind: 'cancelled' });
    if (part.settle === undefined) results.set(responseKey, (info) => part.result(own, info));
    else {
      const answered = settled(part.settle(own), (answer) => keep?.(responseKey, answer));
      // GraphQL comes to this field when those before it are done.
      answered.catch(() => {});
      results.set(responseKey, () => answered);
    }
  }
  return results;
}

async function settled(
  running: Promise<unknown>,
  then: (answer: unknown) => Promise<void> | undefined,
): Promise<unknown> {
  const answer = await running;
  await then(answer);
  return answer;
}

function atOnce(): GatewayError {
  return new GatewayError(
    'TRANSACTION_CONFLICT',
    'The same transaction, by its token, was sent twice at the same moment, and the other one has been done. Send it again for its answer.',
  );
}
