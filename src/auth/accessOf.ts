import type { Access, FieldTest } from '../model/access.js';
import type { AuthOperation, AuthRule } from '../model/auth.js';
import type { Claims, Principal } from '../model/principal.js';
import { claimValueOf, claimValuesOf } from './claimOf.js';

/**
 * What rules leave to one who asks. A claim that is missing, or has no value that a field could hold, matches nothing.
 *
 * @param rules  All of a type, of a field or of a root field, in a schema that has rules.
 * @returns `NONE` also where no rule names the operation.
 */
export function accessOf(
  rules: readonly AuthRule[],
  operation: AuthOperation,
  { claims }: Pick<Principal, 'claims'>,
): Access {
  const fences: FieldTest[] = [];
  const alternatives: Alternative[] = [];
  for (const rule of rules) {
    if (!rule.operations.has(operation)) continue;
    if (rule.allow !== 'TENANT') {
      alternatives.push(alternativeOf(rule, claims));
      continue;
    }
    const tenant = claimValueOf(claims, rule.claim);
    if (tenant === undefined) return { kind: 'NONE' };
    fences.push({ field: rule.field, values: [tenant] });
  }

  if (alternatives.includes('ALL') || (alternatives.length === 0 && fences.length > 0)) {
    return fences.length === 0 ? { kind: 'ALL' } : { kind: 'SOME', allOf: fences, anyOf: [] };
  }
  const tests = alternatives.filter((one) => typeof one === 'object');
  return tests.length === 0 ? { kind: 'NONE' } : { kind: 'SOME', allOf: fences, anyOf: tests };
}

type Alternative = 'ALL' | 'NONE' | FieldTest;

function alternativeOf(rule: Exclude<AuthRule, { allow: 'TENANT' }>, claims: Claims | undefined): Alternative {
  switch (rule.allow) {
    case 'PUBLIC':
      return 'ALL';
    case 'SIGNED_IN':
      return claims === undefined ? 'NONE' : 'ALL';
    case 'OWNER':
      return testOf(rule.field, rule.claim, claims);
    case 'GROUP': {
      if (rule.field !== undefined) return testOf(rule.field, rule.claim, claims);
      const held = claimValuesOf(claims, rule.claim);
      return rule.groups.some((group) => held.includes(group)) ? 'ALL' : 'NONE';
    }
  }
}

function testOf(field: string, claim: string, claims: Claims | undefined): FieldTest | 'NONE' {
  const values = claimValuesOf(claims, claim);
  return values.length === 0 ? 'NONE' : { field, values };
}
