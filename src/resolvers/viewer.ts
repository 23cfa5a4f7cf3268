import { accessOf } from '../auth/accessOf.js';
import { accessFilter } from '../dynamo/plan/accessFilter.js';
import type { AuthOperation, AuthRule } from '../model/auth.js';
import type { Filter } from '../model/filter.js';
import type { Entity, Model } from '../model/model.js';
import type { Principal } from '../model/principal.js';
import { unrestricted, type Viewer } from '../model/viewer.js';

/** Whoever asks, as the rules of the schema see them. What rules come to is worked out once a request. */
export function createViewer(model: Model, principal: Principal, now: Date): Viewer {
  if (!model.isRestricted) return unrestricted(now);
  const ofTypes = new Map<string, Filter | undefined>();
  const remembered = (name: string, workOut: () => Filter | undefined): Filter | undefined => {
    if (ofTypes.has(name)) return ofTypes.get(name);
    const filter = workOut();
    ofTypes.set(name, filter);
    return filter;
  };
  const filterOf = (entity: Entity, rules: readonly AuthRule[], operation: AuthOperation) =>
    accessFilter(entity, accessOf(rules, operation, principal));
  // The gateway's own items are nobody's, and only it reads them.
  const isOwn = ({ name }: Entity): boolean => !model.entities.has(name);
  return {
    now,
    may: (entity, operation) =>
      isOwn(entity)
        ? undefined
        : remembered(`${entity.name}:${operation}`, () => filterOf(entity, entity.rules, operation)),
    mayField(entity, field, operation) {
      const rules = entity.fieldRules.get(field);
      return rules && remembered(`${entity.name}.${field}:${operation}`, () => filterOf(entity, rules, operation));
    },
  };
}
