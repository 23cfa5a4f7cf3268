import type { GraphQLFieldResolver } from 'graphql';
import type { Entity } from '../model/model.js';
import { pageSize } from './connection.js';
import type { GatewayContext } from './gatewayContext.js';
import { changePayload } from './subscriptionPayload.js';
import { topicOfKey } from './subscriptionTopics.js';

type Values = Readonly<Record<string, unknown>>;

/** `productChanges(...)`: what a client has missed since a cursor, as a connection that goes forward. */
export function missedChangesResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return async (_parent, args, { internal }) => {
    const { limits, changes } = internal.runtime;
    const { count: first } = pageSize(args, limits.defaultPageSizeItems, limits.maxPageSizeItems);
    const { deadlineAtMs } = internal.callOptions;
    const since = (args['since'] as string | null | undefined) ?? undefined;
    const missed = await changes.missed(topicOfKey(entity, args, internal), { since, first, deadlineAtMs });
    const edges = missed.events.map((event) => ({
      cursor: () => event.cursor(),
      node: changePayload(entity, event, internal),
    }));
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: missed.hasMore,
        hasPreviousPage: false,
        startCursor: () => edges[0]?.cursor() ?? null,
        endCursor: missed.endCursor,
        // What ended it before it was full, in time or in what it may read, is a bound.
        partial: missed.hasMore && edges.length < first,
      },
    };
  };
}
