import { type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import { replayWrites } from '../dynamo/execute/replayWrites.js';
import { runWrites } from '../dynamo/execute/runWrites.js';
import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import type { Write } from '../dynamo/plan/write.js';
import { atArgument, placedAt } from '../errors/atArgument.js';
import { badInput } from '../errors/gatewayError.js';
import { itemFieldName, sharedTypeNames, transactWriteField, typeNames } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import { forgetWritten } from './forgetWritten.js';
import type { GatewayContext } from './gatewayContext.js';
import { selectedFields, selectionSetsOf, type OperationFacts } from './selectedFields.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper } from './shapeItem.js';
import { checkedToken, madeBefore, notedGenerators, sha256, tokenItem } from './transactionToken.js';
import { tokenIdentity } from './tokenIdentity.js';
import { writeIo } from './writeIo.js';
import { payloadOf } from './writePayload.js';
import { writeOf, writing, type Writing } from './writeRequest.js';

type Values = Readonly<Record<string, unknown>>;

export interface TransactWriteArguments {
  /** `{ product: { update: { ... } } }`, one member each. */
  readonly items: readonly Values[];
  readonly token?: string | null;
}

/** One of `items`. */
export interface TransactItem {
  readonly write: Write;
  /** Its path in the arguments. */
  readonly place: readonly (string | number)[];
}

/** `transactWrite(items, token)`: all of the items or none, as `mutation @transaction` for clients that cannot write directives. */
export function transactWriteResolver(): GraphQLFieldResolver<unknown, GatewayContext, TransactWriteArguments> {
  return async (_parent, args, { internal }, info) => {
    const { generators } = internal;
    const io = writeIo(internal);
    const wants = selectedOfResults(info, info.fieldNodes);
    const token =
      args.token === undefined || args.token === null
        ? undefined
        : {
            identity: tokenIdentity(internal.principal, internal.runtime.model),
            token: checkedToken(args.token),
            body: sha256([transactWriteField, args.items]),
          };
    const noted = notedGenerators(generators, undefined);
    const items = transactItems(args, writing(internal, noted.of(transactWriteField)), wants);
    try {
      const stored = token && tokenItem(token, noted.made(), generators.now);
      const writes = items.map(({ write }) => write);
      const result = await runWrites(io, writes, stored);
      if (result.kind === 'done') return transactWritePayload(items, result.outcomes, wants, internal);
      if (token === undefined) throw new Error('A transaction without a token cannot be a replay.');
      const before = notedGenerators(generators, madeBefore(result.token, token));
      const again = transactItems(args, writing(internal, before.of(transactWriteField)), wants);
      const outcomes = await replayWrites(
        io,
        again.map(({ write }) => write),
        new Date(before.made().now),
      );
      return transactWritePayload(again, outcomes, wants, internal);
    } finally {
      forgetWritten(
        internal,
        items.map(({ write }) => write),
      );
    }
  };
}

export interface SelectedOfResults {
  /** False: nobody looks at what became of the items. */
  readonly results: boolean;
  /** Names of the fields selected of the payload of an entity's actions. */
  readonly payload: (entity: Entity) => ReadonlySet<string>;
}

/** @param fieldNodes  Of `transactWrite`. */
export function selectedOfResults(
  facts: OperationFacts,
  fieldNodes: GraphQLResolveInfo['fieldNodes'],
): SelectedOfResults {
  const below = (typeName: string, sets: Parameters<typeof selectedFields>[2]) => {
    const type = facts.schema.getType(typeName);
    return isObjectType(type) ? selectedFields(facts, type satisfies GraphQLObjectType, sets) : undefined;
  };
  const nodes = below(sharedTypeNames.transactWritePayload, selectionSetsOf(fieldNodes))?.get('results');
  const results = below(sharedTypeNames.transactWriteResult, selectionSetsOf(nodes ?? []));
  return {
    results: nodes !== undefined,
    payload(entity) {
      const ofType = results?.get(itemFieldName(entity)) ?? [];
      return new Set(below(typeNames.payload(entity.name), selectionSetsOf(ofType))?.keys());
    },
  };
}

/** @throws {GatewayError} `BAD_USER_INPUT` with the path of the argument. */
export function transactItems(
  { items }: TransactWriteArguments,
  context: Writing,
  wants: SelectedOfResults,
): readonly TransactItem[] {
  if (items.length === 0) {
    throw badInput('A transaction without an action does nothing. Give at least one of "items".', ['items']);
  }
  const entities = new Map([...context.model.entities.values()].map((entity) => [itemFieldName(entity), entity]));
  return items.map((item, at) => {
    const [type = '', action] = given(item);
    const [kind = '', asked] = given(action as Values);
    const entity = entities.get(type);
    if (entity === undefined) throw new Error(`"${type}" is no type of this schema.`);
    const place = ['items', at, type, kind];
    // A deleted item is never given back, so that a replay can say the same.
    const returnsItem = kind !== 'delete' && wants.payload(entity).has(itemFieldName(entity));
    const write = atArgument(place, () =>
      writeOf(entity, kind as Write['kind'], asked as Values, { ...context, returnsItem }),
    );
    return { write, place };
  });
}

/** An input with `@oneOf` has one member. */
function given(oneOf: Values): [string?, unknown?] {
  return Object.entries(oneOf).find(([, value]) => value !== undefined && value !== null) ?? [];
}

/**
 * `TransactWritePayload`
 *
 * @throws {GatewayError} What stood in the way of an action that can be no part of the transaction, with its path;
 *   `CONFLICT` for a refusal where not even `results` are selected.
 */
export function transactWritePayload(
  items: readonly TransactItem[],
  outcomes: readonly WriteOutcome[],
  wants: SelectedOfResults,
  { runtime, viewer }: RequestInternals,
): Values {
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.kind === 'failed') throw placedAt(items[at]?.place ?? [], outcome.error);
  }
  const results = items.map(({ write }, at) => {
    const { entity } = write;
    const outcome = outcomes[at] ?? { kind: 'cancelled' };
    try {
      const payload = payloadOf(write, outcome, {
        shape: itemShaper(runtime.model, entity, 'ALL', viewer),
        wantsConflict: wants.payload(entity).has('conflict'),
      });
      return { [itemFieldName(entity)]: payload };
    } catch (error) {
      // In its place in the list: the others have answers of their own.
      return error;
    }
  });
  const refusal = results[outcomes.findIndex(({ kind }) => kind === 'refused')] ?? results[0];
  if (!wants.results && refusal instanceof Error) throw refusal;
  return { results };
}
