import { buildASTSchema, type DocumentNode } from 'graphql';
import type { Model } from '../../model/model.js';
import type { UserResolvers } from '../userResolvers.js';
import { isServedRoot } from './fieldKind.js';

/**
 * Resolvers for all fields of the user's own, for a schema that operations are validated against and never run on.
 *
 * @param api  The served SDL.
 */
export function standInResolvers(model: Model, api: DocumentNode): UserResolvers {
  const schema = buildASTSchema(api);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const ofRoots = roots.flatMap((type) =>
    type ? [[type.name, Object.keys(type.getFields()).filter((name) => !isServedRoot(model, name))] as const] : [],
  );
  const ofTypes = [...model.entities.values()].map(({ name, ownFields }) => [name, [...ownFields]] as const);
  return Object.fromEntries(
    [...ofRoots, ...ofTypes].flatMap(([type, names]) =>
      names.length === 0 ? [] : [[type, Object.fromEntries(names.map((name) => [name, () => null]))] as const],
    ),
  );
}
