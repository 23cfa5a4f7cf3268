import { Kind, type ConstDirectiveNode, type FieldDefinitionNode } from 'graphql';
import { shardsOfTemplate, type TextTemplate } from '../model/keyTemplate.js';
import type { Generator } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';
import { attributeName, type NameCase } from './attributeName.js';
import { applyFormat, parseAttribute, type AttributeDirective } from './directives/attribute.js';
import { argumentValue, findDirective, readEnum } from './directives/readArguments.js';
import { parseRelation } from './directives/relation.js';
import { parseTtl } from './directives/ttl.js';
import type { FieldDraft } from './drafts.js';
import { parseTemplate } from './keys/parseKeyString.js';
import type { Problems } from './problems.js';
import type { DeclaredField, TypeRegistry } from './typeRegistry.js';
import { isKnownType, namedTypeOf, valueTypeOf } from './valueTypeOf.js';

/** Directives that say how a field is stored; on a field of an `extend type`, one of them means that it is. */
export const STORING_DIRECTIVES: readonly string[] = [
  'attribute',
  'generated',
  'default',
  'version',
  'ttl',
  'immutable',
  'readOnly',
  'unique',
];

/** What a field of a type with `@table` is: stored, a relation, or the user's own. */
export function draftField(
  entity: string,
  { node, inExtension }: DeclaredField,
  nameCase: NameCase,
  registry: TypeRegistry,
  problems: Problems,
): FieldDraft {
  const name = node.name.value;
  const label = `${entity}.${name}`;
  const directives = node.directives ?? [];
  const storing = directives.filter((directive) => STORING_DIRECTIVES.includes(directive.name.value));
  const other = (kind: 'own' | 'unsound'): FieldDraft => ({ kind, name });

  const relations = directives.filter((directive) => parseRelation(directive) !== undefined);
  if (relations[0] !== undefined) {
    return draftRelation(label, node, relations, storing, problems) ?? other('unsound');
  }

  const type = valueTypeOf(node.type, registry);
  const [first] = storing;
  if (type === undefined) {
    if (!isKnownType(namedTypeOf(node.type), registry)) return other('unsound');
    if (first !== undefined) {
      problems.report(
        first,
        `${label} cannot be stored, and @${first.name.value} is for stored fields: ${namedTypeOf(node.type)} is no scalar, enum or plain object type. Make it a relation with @belongsTo, @hasOne or @hasMany, or leave the directive out and give the field a resolver.`,
      );
      return other('unsound');
    }
    return other('own');
  }
  if ((node.arguments ?? []).length > 0) {
    if (first === undefined) return other('own');
    problems.report(
      first,
      `${label} takes arguments, so it needs a resolver and is not stored: leave out @${first.name.value}, or the arguments.`,
    );
    return other('unsound');
  }
  if (inExtension && first === undefined) return other('own');
  return draftStored(label, node, type, nameCase, problems);
}

/** A storable field of an object type that is stored inside others: only `@attribute` works there. */
export function draftStored(
  label: string,
  node: FieldDefinitionNode,
  plainType: ValueType,
  nameCase: NameCase,
  problems: Problems,
): FieldDraft {
  const name = node.name.value;
  const found = (directive: string): ConstDirectiveNode | undefined => findDirective(node.directives, directive);
  const attributeNode = found('attribute');
  const directive = attributeNode && parseAttribute(attributeNode);
  const ttl = found('ttl');
  const generated = found('generated');
  const defaultNode = found('default');
  return {
    kind: 'stored',
    name,
    node,
    attribute: directive?.name?.value ?? attributeName(name, nameCase),
    type: storedType(label, plainType, directive, ttl !== undefined, problems),
    required: node.type.kind === Kind.NON_NULL_TYPE,
    directive,
    template: storedTemplate(directive, problems),
    generated: generated && (readEnum(generated, 'by')?.value as Generator | undefined),
    defaultValue: defaultNode && argumentValue(defaultNode, 'value'),
    version: found('version') !== undefined,
    ttl: ttl && parseTtl(ttl),
    immutable: found('immutable') !== undefined,
    readOnly: found('readOnly') !== undefined,
    unique: found('unique') !== undefined,
  };
}

function storedType(
  label: string,
  type: ValueType,
  directive: AttributeDirective | undefined,
  ttl: boolean,
  problems: Problems,
): ValueType {
  // DynamoDB deletes by seconds since 1970 and by nothing else.
  const format =
    directive?.as?.value ?? (ttl && type.kind === 'scalar' && type.scalar === 'DateTime' ? 'EPOCH_SECONDS' : undefined);
  if (format === undefined) return type;
  const stored = applyFormat(type, format);
  if (typeof stored !== 'string') return stored;
  if (directive?.as !== undefined) problems.report(directive.as.node, `${label}: ${stored}`);
  return type;
}

function storedTemplate(directive: AttributeDirective | undefined, problems: Problems): TextTemplate | undefined {
  if (directive?.template === undefined) return undefined;
  const template = parseTemplate(directive.template.value);
  const shards = template.kind === 'text' ? shardsOfTemplate(template) : undefined;
  if (template.kind === 'text' && shards === undefined) return template;
  problems.report(
    directive.template.node,
    template.kind === 'mistake'
      ? template.message
      : `{shard(${shards})} spreads the partition of a global index, and this template computes a field: leave it out of "${template.source}".`,
  );
  return undefined;
}

function draftRelation(
  label: string,
  node: FieldDefinitionNode,
  relations: readonly ConstDirectiveNode[],
  storing: readonly ConstDirectiveNode[],
  problems: Problems,
): FieldDraft | undefined {
  const [first, second] = relations;
  if (second !== undefined) {
    problems.report(
      second,
      `${label} is one relation or the other: leave out @${first?.name.value} or @${second.name.value}.`,
    );
    return undefined;
  }
  for (const directive of storing) {
    problems.report(
      directive,
      `${label} is a relation and is not stored itself: @${directive.name.value} belongs on the field that holds the other's key.`,
    );
  }
  const directive = first && parseRelation(first);
  return directive && { kind: 'relation', name: node.name.value, node, directive };
}
