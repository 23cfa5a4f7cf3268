import { Kind, type ConstListValueNode, type ConstValueNode } from 'graphql';
import type { AuthRule } from '../../model/auth.js';
import { authPlaces } from '../authPlaces.js';
import type { WrittenRule } from '../directives/auth.js';
import { argumentValue } from '../directives/readArguments.js';
import type { Rule } from '../drafts.js';
import type { Problems } from '../problems.js';

interface Subject {
  readonly means: string;
  readonly takes: readonly ('field' | 'claim' | 'groups')[];
}

const SUBJECTS: Readonly<Record<AuthRule['allow'], Subject>> = {
  PUBLIC: { means: 'means everybody', takes: [] },
  SIGNED_IN: { means: 'means everybody who is known', takes: [] },
  OWNER: { means: 'compares a field with a claim', takes: ['field', 'claim'] },
  GROUP: { means: 'compares groups with a claim', takes: ['field', 'claim', 'groups'] },
  TENANT: { means: 'ties a field to a claim', takes: ['field', 'claim'] },
};

const OTHER_SUBJECT = { field: 'OWNER', claim: 'OWNER', groups: 'GROUP' } as const;

/** Each rule says what its kind needs, and nothing that its kind does not take. */
export const authRules: Rule = (draft, problems) => {
  for (const { label, directive } of authPlaces(draft)) {
    const list = argumentValue(directive.node, 'rules');
    if (isEmptyList(list)) {
      problems.report(
        list,
        `@auth on ${label} has no rules, and so allows nothing: write one, rules: [{ allow: SIGNED_IN }].`,
      );
    }
    for (const rule of directive.rules) {
      checkTaken(rule, problems);
      checkNeeded(rule, problems);
      checkGiven(rule, problems);
    }
  }
};

function checkTaken(rule: WrittenRule, problems: Problems): void {
  const { means, takes } = SUBJECTS[rule.allow];
  for (const name of ['field', 'claim', 'groups'] as const) {
    const given = rule[name];
    if (given === undefined || takes.includes(name)) continue;
    problems.report(
      given.node,
      `${rule.allow} ${means} and takes no "${name}": leave it out, or write allow: ${OTHER_SUBJECT[name]}.`,
    );
  }
}

function checkNeeded({ node, allow, field, claim, groups }: WrittenRule, problems: Problems): void {
  if (allow === 'OWNER' && field === undefined) {
    problems.report(node, 'OWNER needs the field that holds the owner: { allow: OWNER, field: "ownerId" }.');
  }
  if (allow === 'TENANT' && (field === undefined || claim === undefined)) {
    const lacks = [
      ...(field === undefined ? ['the field of the key'] : []),
      ...(claim === undefined ? ['the claim'] : []),
    ];
    problems.report(
      node,
      `TENANT needs ${lacks.join(' and ')}: { allow: TENANT, field: "${field?.value ?? 'tenantId'}", claim: "${claim?.value ?? 'tenant_id'}" }.`,
    );
  }
  if (allow === 'GROUP' && field === undefined && groups === undefined) {
    problems.report(
      node,
      'GROUP needs the groups that are meant, { allow: GROUP, groups: ["admins"] }, or the field that holds them, { allow: GROUP, field: "groups" }.',
    );
  }
  if (allow === 'GROUP' && field !== undefined && groups !== undefined) {
    problems.report(
      field.node,
      'GROUP takes either "groups" or "field": leave one out. Where either may do, write a rule for each.',
    );
  }
}

function checkGiven({ claim, groups, operations }: WrittenRule, problems: Problems): void {
  if (claim?.value === '')
    problems.report(claim.node, 'claim: "" names no claim: write claim: "sub", or leave it out.');
  if (groups !== undefined && isEmptyList(groups.node)) {
    problems.report(groups.node, 'groups: [] means nobody: name a group, groups: ["admins"], or leave the rule out.');
  }
  if (operations !== undefined && isEmptyList(operations.node)) {
    problems.report(
      operations.node,
      'operations: [] allows nothing: name one, operations: [READ], or leave "operations" out, which means all.',
    );
  }
}

function isEmptyList(node: ConstValueNode | undefined): node is ConstListValueNode {
  return node?.kind === Kind.LIST && node.values.length === 0;
}
