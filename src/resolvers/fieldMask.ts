import { forbiddenField, rulesOut } from '../dynamo/plan/accessChecks.js';
import type { FieldSelection } from '../dynamo/plan/selectedAttributes.js';
import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { Entity } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';

/** Values in the place of hidden fields: null, or the error that says that nobody with these claims may see them. */
export type FieldMask = (item: AttributeMap) => Readonly<Record<string, unknown>>;

/**
 * What rules hide of the selected fields of items. A relation, and a field of the user's own, is there in the mask where
 * it is hidden, and nowhere else.
 *
 * @returns undefined where all fields are seen.
 */
export function fieldMask(entity: Entity, fields: FieldSelection, viewer: Viewer): FieldMask | undefined {
  const isSelected = (name: string) => fields === 'ALL' || fields.has(name) || !entity.fields.has(name);
  const asked = [...entity.fieldRules.keys()].filter(isSelected).flatMap((name) => {
    const filter = viewer.mayField(entity, name, 'READ');
    return filter === undefined ? [] : [{ name, filter }];
  });
  if (asked.length === 0) return undefined;
  const never = asked.filter(({ filter }) => rulesOut(filter, {}));
  const errors = Object.fromEntries(never.map(({ name }) => [name, forbiddenField(entity, name, 'READ')]));
  const some = asked.filter((one) => !never.includes(one));
  return (item) => {
    const hidden = some.filter(({ filter }) => !evaluateFilter(filter, item));
    return { ...errors, ...Object.fromEntries(hidden.map(({ name }) => [name, null])) };
  };
}

/** What a field resolver finds in the mask of its parent: undefined where the field is seen. */
export function maskedValue(parent: unknown, field: string): null | undefined {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, field)) return undefined;
  const value = (parent as Readonly<Record<string, unknown>>)[field];
  if (value instanceof Error) throw value;
  return value === null ? null : undefined;
}
