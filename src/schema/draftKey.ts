import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { fieldsOfTemplate, type KeyPart } from '../model/keyTemplate.js';
import { argumentValue, type Written } from './directives/readArguments.js';
import type { FieldDraft, KeyDraft, PartDraft } from './drafts.js';
import { checkIsStored, checkTemplate } from './keys/checkTemplate.js';
import { keyAttributeType } from './keys/keyAttributeType.js';
import { parseKeyString } from './keys/parseKeyString.js';
import { isOwnScalar } from './libraryScalars.js';
import type { Problems } from './problems.js';
import { aTypeText, typeText } from './typeText.js';

interface Context {
  readonly entity: string;
  readonly fields: ReadonlyMap<string, FieldDraft>;
  /** Of a table's key every field is required; an item that lacks a field of an index's key is not in the index. */
  readonly of: 'table' | 'index';
  readonly problems: Problems;
}

/** The key of a table or index from its strings; parts that make no sense are reported and left out. */
export function draftKey(
  partition: readonly Written<string>[],
  sort: readonly Written<string>[] | undefined,
  directive: ConstDirectiveNode,
  context: Context,
): KeyDraft {
  const written = argumentValue(directive, 'partition');
  if (written?.kind === Kind.LIST && written.values.length === 0) {
    context.problems.report(written, 'partition: [] names no key. Write a field, or an attribute and its template.');
  }
  const partitionPart = draftRole('partition', partition, context);
  const sortPart = draftRole('sort', sort ?? [], context);
  return {
    partition: partitionPart,
    sort: sortPart,
    sound: partitionPart !== undefined && (sortPart !== undefined || (sort ?? []).length === 0),
  };
}

function draftRole(
  role: 'partition' | 'sort',
  strings: readonly Written<string>[],
  context: Context,
): PartDraft | undefined {
  const [only, second] = strings;
  if (only === undefined) return undefined;
  if (second !== undefined) {
    context.problems.report(
      second.node,
      context.of === 'table'
        ? `A table has one ${role} key attribute, and ${context.entity} names ${strings.length}. ${inOneTemplate(role, strings, '')}`
        : `A ${role} key of several attributes is not supported by this version yet. ${inOneTemplate(role, strings, 'GSI1')}`,
    );
    return undefined;
  }
  const part = draftPart(role, only, context);
  return part && { part, node: only.node };
}

function inOneTemplate(role: 'partition' | 'sort', strings: readonly Written<string>[], prefix: string): string {
  const fields = strings.map(({ value }) => `{${/\{(\w+)/.exec(value)?.[1] ?? value}}`);
  return `Put the fields into one template: "${prefix}${role === 'partition' ? 'PK' : 'SK'} = ${fields.join('#')}".`;
}

function draftPart(
  role: 'partition' | 'sort',
  { value, node }: Written<string>,
  context: Context,
): KeyPart | undefined {
  const { problems, entity, fields } = context;
  const key = parseKeyString(value);
  if (key.kind === 'mistake') {
    problems.report(node, key.message);
    return undefined;
  }
  if (key.kind === 'field') {
    const part = plainPart(role, key.field, node, context);
    if (part !== undefined) checkRequired(part, node, context);
    return part;
  }
  const mistakes = checkTemplate(entity, key.template, fields);
  for (const message of mistakes) problems.report(node, message);
  const unsound = fieldsOfTemplate(key.template).some((name) => fields.get(name)?.kind !== 'stored');
  if (mistakes.length > 0 || unsound) return undefined;
  const part: KeyPart = { attribute: key.attribute, type: 'S', template: key.template };
  checkRequired(part, node, context);
  return part;
}

function plainPart(
  role: string,
  name: string,
  node: ConstValueNode,
  { entity, fields, problems }: Context,
): KeyPart | undefined {
  const missing = checkIsStored(entity, name, `its ${role} key`, fields);
  if (missing !== undefined) problems.report(node, missing);
  const field = fields.get(name);
  if (field?.kind !== 'stored') return undefined;
  const type = keyAttributeType(field.type);
  if (type === undefined && field.type.kind === 'scalar' && isOwnScalar(field.type.scalar)) {
    problems.report(
      node,
      `"${name}" is ${typeText(field.type)}, a scalar of your own that may be any JSON value; a key is a string. Store it as one: ${name}: ${typeText(field.type)}! @attribute(as: STRING).`,
    );
    return undefined;
  }
  if (type === undefined) {
    problems.report(
      node,
      `"${name}" is ${aTypeText(field.type)}, and a key is a string, a number or binary. Use a String, ID, enum, Date, DateTime, Int, Float, BigInt, Decimal or Bytes field.`,
    );
    return undefined;
  }
  return { attribute: field.attribute, type, template: { kind: 'field', field: name } };
}

function checkRequired(part: KeyPart, node: ConstValueNode, { entity, fields, of, problems }: Context): void {
  if (of === 'index') return;
  for (const name of fieldsOfTemplate(part.template)) {
    const field = fields.get(name);
    if (field?.kind === 'stored' && !field.required) {
      problems.report(
        node,
        `"${name}" is part of ${entity}'s primary key, so every item has it: write ${name}: ${typeText(field.type)}! in the type.`,
      );
    }
  }
}
