import { authPlaces, type AuthPlace } from '../authPlaces.js';
import type { WrittenRule } from '../directives/auth.js';
import type { Rule } from '../drafts.js';

/** A rule about an item stands where there is one, and a fence around the whole of it. */
export const authSubjects: Rule = (draft, problems) => {
  for (const place of authPlaces(draft)) {
    for (const rule of place.directive.rules) {
      const mistake = misfit(place, rule);
      if (mistake !== undefined) problems.report(rule.node, mistake);
    }
  }
};

function misfit(place: AuthPlace, { allow, field, groups }: WrittenRule): string | undefined {
  if (place.on === 'field' && allow === 'TENANT') {
    return `TENANT is a fence around whole items: put the rule on ${place.entity.name}, and on ${place.label} say who of the tenant may.`;
  }
  if (place.on !== 'root') return undefined;
  const asksItem = allow === 'OWNER' || allow === 'TENANT' || (allow === 'GROUP' && field !== undefined && !groups);
  return asksItem
    ? `${place.label} is a field of your own, without an item whose ${field === undefined ? 'field' : `"${field.value}"`} could be asked. Use PUBLIC, SIGNED_IN or GROUP with "groups", and decide the rest in its resolver.`
    : undefined;
}
