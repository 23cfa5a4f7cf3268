import type { AuthRule } from './auth.js';

/** Whether the rules of a field let everybody read it who sees its item; else it is null for some. */
export function isReadByAll(rules: readonly AuthRule[]): boolean {
  return rules.some(({ allow, operations }) => allow === 'PUBLIC' && operations.has('READ'));
}

/** Whether a field of a type is null for some who see its item. */
export function isHiddenFromSome(
  { fieldRules }: { readonly fieldRules: ReadonlyMap<string, readonly AuthRule[]> },
  field: string,
): boolean {
  const rules = fieldRules.get(field);
  return rules !== undefined && !isReadByAll(rules);
}

/** The fields of an item that are looked at before it, or the field that the rules stand on, is read. */
export function fieldsAskedToRead(rules: readonly AuthRule[]): readonly string[] {
  const isOpen = isReadByAll(rules);
  const asked = rules.flatMap((rule) => {
    if (!rule.operations.has('READ')) return [];
    if (rule.allow === 'TENANT') return [rule.field];
    // A fence holds beside PUBLIC; the others have nothing left to decide.
    return !isOpen && (rule.allow === 'OWNER' || rule.allow === 'GROUP') ? (rule.field ?? []) : [];
  });
  return [...new Set(asked)];
}
