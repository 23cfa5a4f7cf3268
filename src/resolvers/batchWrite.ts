import type { GraphQLFieldResolver } from 'graphql';
import { type BatchOutcome, runBatchWrite } from '../dynamo/execute/runBatchWrite.js';
import { planBatchWrite } from '../dynamo/plan/planBatchWrite.js';
import { refuseForbidden } from '../dynamo/plan/accessChecks.js';
import { toGraphQLError } from '../errors/toGraphQLError.js';
import { itemFieldName } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import type { GatewayContext } from './gatewayContext.js';
import { refuseTooManyKeys } from './refuseTooManyKeys.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ItemShaper } from './shapeItem.js';
import { conflictOf } from './writeConflict.js';
import { writeIo } from './writeIo.js';

type Values = Readonly<Record<string, unknown>>;
type Lists = { readonly put?: readonly Values[] | null; readonly delete?: readonly Values[] | null };

/** `batchWriteProducts(put, delete)`: any number of items written whatever is stored, with an outcome for each. */
export function batchWriteResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Lists> {
  return async (_parent, args, { internal }) => {
    const { runtime, generators, viewer, claimed, loader } = internal;
    const { model } = runtime;
    const count = (args.put?.length ?? 0) + (args.delete?.length ?? 0);
    refuseTooManyKeys(count, runtime, '"put" and "delete" have together');
    if (args.put?.length) refuseForbidden(entity, ['CREATE', 'UPDATE'], viewer);
    if (args.delete?.length) refuseForbidden(entity, ['DELETE'], viewer);
    const inputs = (args.put ?? []).map((input) => claimed.inInput(entity, input));
    const keys = (args.delete ?? []).map((key, at) => claimed.inKey(entity, key, ['delete', at]));
    const request = {
      put: inputs.map(({ input }) => input),
      filled: inputs.map(({ filled }) => filled),
      delete: keys,
    };
    const entries = planBatchWrite(entity, model, request, generators, viewer);
    const outcomes = await runBatchWrite(writeIo(internal), entity, entries);
    for (const { key } of entries) loader.forget(entity, key);
    const shape = itemShaper(model, entity, 'ALL', viewer);
    const results = outcomes.map((outcome) => resultOf(entity, outcome, shape, internal));
    return { put: results.slice(0, inputs.length), delete: results.slice(inputs.length) };
  };
}

/** `XBatchResult` */
function resultOf(entity: Entity, outcome: BatchOutcome, shape: ItemShaper, internal: RequestInternals): Values {
  switch (outcome.kind) {
    case 'written':
      return { status: 'WRITTEN', [itemFieldName(entity)]: outcome.item === undefined ? null : shape(outcome.item) };
    case 'refused':
      return { status: 'REFUSED', conflict: conflictOf(entity, outcome, shape, undefined) };
    case 'notWritten':
      return { status: 'NOT_WRITTEN', error: shownError(outcome.error, internal) };
    case 'unknown':
      return { status: 'UNKNOWN', error: shownError(outcome.error, internal) };
  }
}

/** `BatchError`. A fault is logged, for an error that is data passes nobody who would. */
function shownError(error: unknown, { runtime, requestId }: RequestInternals): Values {
  const { formatted, code, masked } = toGraphQLError(error, requestId);
  if (masked !== undefined) runtime.reportFault(requestId, masked);
  return { code, message: formatted.message, retryable: formatted.extensions?.['retryable'] };
}
