import { Kind, type ConstDirectiveNode, type ConstObjectValueNode, type ConstValueNode } from 'graphql';
import { AUTH_SUBJECTS, type AuthOperation, type AuthRule } from '../../model/auth.js';
import {
  argumentValue,
  findDirective,
  readEnum,
  readEnums,
  readString,
  readStrings,
  type Written,
} from './readArguments.js';

/** `@auth` as it is written. */
export interface AuthDirective {
  readonly node: ConstDirectiveNode;
  readonly rules: readonly WrittenRule[];
}

export interface WrittenRule {
  readonly node: ConstObjectValueNode;
  readonly allow: AuthRule['allow'];
  readonly field: Written<string> | undefined;
  readonly claim: Written<string> | undefined;
  readonly groups: WrittenList<string> | undefined;
  readonly operations: WrittenList<AuthOperation> | undefined;
}

export interface WrittenList<T extends string> {
  readonly node: ConstValueNode;
  readonly values: readonly (Written<string> & { readonly value: T })[];
}

/** @returns undefined where there is none. A rule without a known `allow` is left out, which GraphQL's own validation reports. */
export function parseAuth(directives: readonly ConstDirectiveNode[] | undefined): AuthDirective | undefined {
  const node = findDirective(directives, 'auth');
  const rules = node && argumentValue(node, 'rules');
  if (node === undefined || rules === undefined) return undefined;
  const written = rules.kind === Kind.LIST ? rules.values : [rules];
  return { node, rules: written.flatMap((rule) => (rule.kind === Kind.OBJECT ? (parseRule(rule) ?? []) : [])) };
}

function parseRule(node: ConstObjectValueNode): WrittenRule | undefined {
  const allow = readEnum(node, 'allow')?.value;
  if (!isSubject(allow)) return undefined;
  const groups = argumentValue(node, 'groups');
  const operations = argumentValue(node, 'operations');
  return {
    node,
    allow,
    field: readString(node, 'field'),
    claim: readString(node, 'claim'),
    groups: groups && { node: groups, values: readStrings(node, 'groups') ?? [] },
    operations: operations && {
      node: operations,
      // Others are reported by GraphQL's own validation.
      values: (readEnums(node, 'operations') ?? []) as WrittenList<AuthOperation>['values'],
    },
  };
}

function isSubject(allow: string | undefined): allow is AuthRule['allow'] {
  return AUTH_SUBJECTS.some((subject) => subject === allow);
}

/**
 * The rules of `@auth` with their defaults; those that lack what they need are left out, and are reported by the rules
 * about them.
 *
 * @param all  What a rule without `operations` is about.
 */
export function compileAuth(
  directives: readonly ConstDirectiveNode[] | undefined,
  all: readonly AuthOperation[],
): readonly AuthRule[] {
  return (parseAuth(directives)?.rules ?? []).flatMap((rule) => compileRule(rule, all) ?? []);
}

function compileRule(written: WrittenRule, all: readonly AuthOperation[]): AuthRule | undefined {
  const { allow } = written;
  const operations = new Set(written.operations?.values.map(({ value }) => value) ?? all);
  const field = written.field?.value;
  const claim = written.claim?.value;
  switch (allow) {
    case 'PUBLIC':
    case 'SIGNED_IN':
      return { allow, operations };
    case 'OWNER':
      return field === undefined ? undefined : { allow, operations, field, claim: claim ?? 'sub' };
    case 'GROUP': {
      const groups = written.groups?.values.map(({ value }) => value);
      const group = { allow, operations, claim: claim ?? 'groups' };
      if (groups !== undefined) return field === undefined ? { ...group, groups, field } : undefined;
      return field === undefined ? undefined : { ...group, groups, field };
    }
    case 'TENANT':
      return field === undefined || claim === undefined ? undefined : { allow, operations, field, claim };
  }
}
