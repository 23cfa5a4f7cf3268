import { OperationTypeNode, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import { createSnapshotLoader } from '../dynamo/loaders/snapshotLoader.js';
import { badInput } from '../errors/gatewayError.js';
import type { GatewayContext } from './gatewayContext.js';
import { planSnapshot } from './planSnapshot.js';
import type { RequestInternals, Snapshot } from './requestInternals.js';
import { transactionDirective } from './transactionDirective.js';

/**
 * A root field of a query, for an operation that may have `@transaction`: before the first of them runs, everything
 * that the operation reads is planned, so that all of it is one snapshot. Where that cannot be, each root field fails
 * with the one reason, and nothing is sent.
 */
export function inSnapshot<Parent, Args>(
  resolve: GraphQLFieldResolver<Parent, GatewayContext, Args>,
): GraphQLFieldResolver<Parent, GatewayContext, Args> {
  return (parent, args, context, info) => {
    const snapshot = snapshotOf(context.internal, info);
    if (snapshot?.kind === 'refused') throw snapshot.reason;
    return resolve(parent, args, context, info);
  };
}

function snapshotOf(internal: RequestInternals, info: GraphQLResolveInfo): Snapshot | undefined {
  if (info.operation.operation !== OperationTypeNode.QUERY) return undefined;
  const { snapshot } = internal;
  if (snapshot.decided === undefined && transactionDirective(info) !== undefined) {
    snapshot.decided = decide(internal, info);
  }
  return snapshot.decided;
}

function decide(internal: RequestInternals, info: GraphQLResolveInfo): Snapshot {
  const { runtime, callOptions, viewer } = internal;
  const selection = internal.selection(info);
  try {
    if (transactionDirective(info)?.token !== undefined) throw noToken();
    const { plans, readsAll } = planSnapshot(internal, info);
    const loader = createSnapshotLoader({
      caller: runtime.caller,
      callOptions,
      viewer,
      plans,
      fields: readsAll ? () => 'ALL' : (entity) => selection.byKey(entity),
    });
    return { kind: 'open', loader };
  } catch (reason) {
    return { kind: 'refused', reason };
  }
}

export function noToken() {
  return badInput(
    'A query with @transaction takes no "token": it changes nothing, so it may be sent again as it is. Leave the token out.',
    ['token'],
  );
}
