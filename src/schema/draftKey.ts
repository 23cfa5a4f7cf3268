import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { fieldsOfTemplate, shardsOfTemplate, type KeyPart, type TextTemplate } from '../model/keyTemplate.js';
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
  readonly of: KeyPlace;
  readonly problems: Problems;
}

/**
 * What the key is of. Of a table's key every field is required; an item that lacks a field of an
 * index's key is not in the index. Only a global index may have several attributes, and shards.
 */
export type KeyPlace =
  { readonly kind: 'table' } | { readonly kind: 'local index' | 'global index'; readonly name: string };

/** Of each role, in the key of a global index. */
const MAX_ATTRIBUTES = 4;

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
  const partitionParts = draftRole('partition', partition, context);
  const sortParts = draftRole('sort', sort ?? [], context);
  checkShards(partitionParts, sort ?? [], directive, context);
  return {
    partition: partitionParts,
    sort: sortParts,
    sound: partitionParts.length > 0 && sortParts.length === (sort ?? []).length,
  };
}

/** @returns nothing where one of several makes no sense: without it the others are another key. */
function draftRole(
  role: 'partition' | 'sort',
  strings: readonly Written<string>[],
  context: Context,
): readonly PartDraft[] {
  const most = context.of.kind === 'global index' ? MAX_ATTRIBUTES : 1;
  const tooMany = strings[most];
  if (tooMany !== undefined) {
    context.problems.report(
      tooMany.node,
      `${numberOf(role, strings, context)} ${inOneTemplate(role, strings, context)}`,
    );
    return [];
  }
  const parts = strings.flatMap((written) => {
    const part = draftPart(role, written, context);
    return part === undefined ? [] : [{ part, node: written.node }];
  });
  return parts.length === strings.length ? parts : [];
}

function numberOf(role: 'partition' | 'sort', strings: readonly Written<string>[], { of, entity }: Context): string {
  switch (of.kind) {
    case 'table':
      return `A table has one ${role} key attribute, and ${entity} names ${strings.length}.`;
    case 'local index':
      return `A local index has one ${role} key attribute, and "${of.name}" names ${strings.length}.`;
    case 'global index':
      return `DynamoDB allows ${MAX_ATTRIBUTES} ${role} key attributes in an index, and "${of.name}" names ${strings.length}.`;
  }
}

function inOneTemplate(role: 'partition' | 'sort', strings: readonly Written<string>[], { of }: Context): string {
  const fields = strings.map(({ value }) => `{${/\{(\w+)/.exec(value)?.[1] ?? value}}`);
  const prefix = of.kind === 'global index' ? 'GSI1' : '';
  return `Put the fields into one template: "${prefix}${role === 'partition' ? 'PK' : 'SK'} = ${fields.join('#')}".`;
}

/** Shards are merged back in the order of the sort key, and one number says which of them an item is in. */
function checkShards(
  partition: readonly PartDraft[],
  sort: readonly Written<string>[],
  directive: ConstDirectiveNode,
  { of, problems }: Context,
): void {
  const [first, second] = partition.filter(({ part }) => shardsOfTemplate(part.template) !== undefined);
  const count = first && shardsOfTemplate(first.part.template);
  if (count === undefined || of.kind === 'table') return;
  if (second !== undefined) {
    problems.report(
      second.node,
      `The partition of index "${of.name}" has {shard(...)} twice, and one number spreads it: leave one out.`,
    );
  }
  if (sort.length === 0) {
    problems.report(
      directive,
      `The index "${of.name}" spreads its partition over ${count} shards, which are read together in the order of a sort key, and has none. Write sort: "<field>", or leave {shard(${count})} out.`,
    );
  }
}

/** Why a template cannot spread its items here; undefined where it may, or does not. */
function misplacedShard(role: 'partition' | 'sort', template: TextTemplate, of: KeyPlace): string | undefined {
  const count = shardsOfTemplate(template);
  if (count === undefined || (role === 'partition' && of.kind === 'global index')) return undefined;
  const why =
    role === 'sort'
      ? 'this is a sort key'
      : of.kind === 'table'
        ? "an item is read by the table's key, which has to be known"
        : 'a local index has the partition of its table';
  return `{shard(${count})} spreads the partition of a global index, and ${why}: leave it out of the template "${template.source}".`;
}

function draftPart(
  role: 'partition' | 'sort',
  { value, node }: Written<string>,
  context: Context,
): KeyPart | undefined {
  const { problems, entity, fields, of } = context;
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
  const misplaced = misplacedShard(role, key.template, of);
  const mistakes = [...checkTemplate(entity, key.template, fields), ...(misplaced === undefined ? [] : [misplaced])];
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
  if (of.kind !== 'table') return;
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
