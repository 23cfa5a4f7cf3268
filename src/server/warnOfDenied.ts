import type { GraphQLSchema } from 'graphql';
import type { Model } from '../model/model.js';
import type { Logger } from '../observability/createLogger.js';
import { isUsersOwn } from '../resolvers/userResolvers.js';

/** Says once at start what nobody can reach: in a schema that has rules, what has none is denied. */
export function warnOfDenied(
  { isRestricted, entities, rootRules }: Model,
  schema: GraphQLSchema,
  logger: Logger,
): void {
  if (!isRestricted) return;
  const types = [...entities.values()].filter(({ rules }) => rules.length === 0).map(({ name }) => name);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .filter(isUsersOwn)
      .map(({ name }) => `${root?.name ?? ''}.${name}`)
      .filter((name) => !rootRules.has(name)),
  );
  const denied = [...types, ...fields];
  if (denied.length === 0) return;
  logger.warn({ denied }, 'without a rule of @auth, in a schema that has rules: denied to everybody');
}
