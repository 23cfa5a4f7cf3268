import { allOf, attributesOfFilter, conjuncts, type Filter } from '../../model/filter.js';

/**
 * Parts a filter into what DynamoDB may evaluate and what it may not: a Query's
 * filter must not name a key attribute of what it reads. An item meets the
 * filter when it meets both; `local` needs the attributes it reads projected.
 *
 * @param keyAttributes  Of the index that is read, or of the table.
 */
export function splitFilter(
  filter: Filter | undefined,
  keyAttributes: ReadonlySet<string>,
): { readonly sent: Filter | undefined; readonly local: Filter | undefined } {
  const conditions = conjuncts(filter);
  const namesKey = (condition: Filter): boolean =>
    [...attributesOfFilter(condition)].some((attribute) => keyAttributes.has(attribute));
  return {
    sent: allOf(conditions.filter((condition) => !namesKey(condition))),
    local: allOf(conditions.filter(namesKey)),
  };
}
