import { isObjectType, type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { accessOf } from '../auth/accessOf.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { AuthRule } from '../model/auth.js';
import type { Model } from '../model/model.js';
import type { Principal } from '../model/principal.js';
import { maskedValue } from './fieldMask.js';
import type { GatewayContext } from './gatewayContext.js';
import { isUsersOwn } from './userResolvers.js';

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>;

/** Puts the rules of `@auth` before fields that resolvers stand behind: relations, and fields of the user's own. */
export function guardFields(schema: GraphQLSchema, model: Model): void {
  if (!model.isRestricted) return;
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (type) guardRoot(type, model);
  }
  for (const entity of model.entities.values()) {
    const type = schema.getType(entity.name);
    if (!isObjectType(type)) continue;
    for (const name of entity.fieldRules.keys()) {
      const field = type.getFields()[name];
      if (field?.resolve === undefined) continue;
      const resolve = field.resolve as Resolver;
      field.resolve = ((parent, args, context, info) =>
        maskedValue(parent, name) === null ? null : resolve(parent, args, context, info)) as Resolver;
    }
  }
}

/** A root field of the user's own is theirs to open: without a rule it is denied, like a type without one. */
function guardRoot(type: GraphQLObjectType, { rootRules }: Model): void {
  for (const field of Object.values(type.getFields())) {
    if (!isUsersOwn(field)) continue;
    const name = `${type.name}.${field.name}`;
    const rules = rootRules.get(name) ?? [];
    const guarded =
      (run: Resolver): Resolver =>
      (parent, args, context, info) => {
        refuseForbiddenRoot(rules, name, context.internal.principal);
        return run(parent, args, context, info);
      };
    const { resolve, subscribe } = field;
    if (subscribe !== undefined) field.subscribe = guarded(subscribe as Resolver) as typeof subscribe;
    else if (resolve !== undefined) field.resolve = guarded(resolve as Resolver) as typeof resolve;
  }
}

/**
 * @param name  Of a root field of the user's own: `Query.topSellers`.
 * @throws {GatewayError} `FORBIDDEN`
 */
export function refuseForbiddenRoot(rules: readonly AuthRule[], name: string, principal: Principal): void {
  // Rules of such a field name no operation, so each is about all of them.
  if (accessOf(rules, 'READ', principal).kind !== 'ALL') throw forbiddenRoot(name, rules.length);
}

function forbiddenRoot(name: string, rules: number): GatewayError {
  return new GatewayError(
    'FORBIDDEN',
    rules === 0
      ? `"${name}" has no @auth rule, and in a schema that has rules what has none is denied.`
      : `No rule of "${name}" lets you run it.`,
  );
}
