import { fieldsOfTemplate, type FieldSegment, type TextTemplate } from '../../model/keyTemplate.js';
import type { ValueType } from '../../model/valueType.js';
import { didYouMean } from '../didYouMean.js';
import type { FieldDraft } from '../drafts.js';
import { aTypeText } from '../typeText.js';
import { isTemplateType, isWholeNumber } from './keyAttributeType.js';

/** What is wrong with a template, given the fields of its type, as whole messages. */
export function checkTemplate(
  entity: string,
  template: TextTemplate,
  fields: ReadonlyMap<string, FieldDraft>,
): readonly string[] {
  const unusable = fieldsOfTemplate(template).flatMap((name) => checkTemplateField(entity, name, template, fields));
  return unusable.length > 0 ? unusable : [...checkPadding(template, fields), ...checkDelimiters(template, fields)];
}

function checkTemplateField(
  entity: string,
  name: string,
  template: TextTemplate,
  fields: ReadonlyMap<string, FieldDraft>,
): readonly string[] {
  const field = fields.get(name);
  if (field?.kind === 'unsound') return [];
  const missing = checkIsStored(entity, name, `the template "${template.source}"`, fields);
  if (missing !== undefined && name === 'shard') return [`${missing} To spread a partition, write {shard(10)}.`];
  if (missing !== undefined || field?.kind !== 'stored') return missing === undefined ? [] : [missing];
  if (field.version) {
    return [
      `"${name}" is the @version, which DynamoDB counts up itself: it cannot be in the template "${template.source}".`,
    ];
  }
  if (field.template !== undefined) {
    return [`"${name}" is computed from a template itself: name the fields it is made of in "${template.source}".`];
  }
  if (isTemplateType(field.type)) return [];
  if (field.type.kind === 'scalar' && field.type.scalar === 'DateTime') {
    return [
      `"${name}" is stored as a number (${field.type.storage}), and a template takes a DateTime as text: leave out "as: ${field.type.storage}", or use the field alone as the key, "${name}".`,
    ];
  }
  return [
    `"${name}" is ${aTypeText(field.type)}, which has no one text to stand in the template "${template.source}": use ${
      isStoredAsNumber(field.type) ? `the field alone as the key, "${name}", or ` : ''
    }a String, ID, enum, Date, DateTime, Int or BigInt.`,
  ];
}

/** The message for a field that a key names and that is not a stored one; undefined when it is. */
export function checkIsStored(
  entity: string,
  name: string,
  where: string,
  fields: ReadonlyMap<string, FieldDraft>,
): string | undefined {
  const field = fields.get(name);
  switch (field?.kind) {
    case undefined: {
      const stored = [...fields.values()].filter(({ kind }) => kind === 'stored');
      const hint = didYouMean(
        name,
        stored.map((candidate) => candidate.name),
      );
      return `${entity} has no field "${name}" for ${where}.${hint}`;
    }
    case 'relation':
      return `"${name}" is a relation and holds no value for ${where}: name the field that holds the other's key.`;
    case 'globalId':
      return `"${name}" is the global id of ${entity}, a Node, and holds no value for ${where}: name the fields of its key.`;
    case 'own':
      return `"${name}" is a field of your own with a resolver and holds no value for ${where}. To store it, add @attribute(stored: true).`;
    default:
      return undefined;
  }
}

function isStoredAsNumber(type: ValueType): boolean {
  return (
    type.kind === 'scalar' && type.storage !== 'BOOL' && type.storage !== 'DOCUMENT' && type.storage !== 'JSON_TEXT'
  );
}

function checkPadding(template: TextTemplate, fields: ReadonlyMap<string, FieldDraft>): readonly string[] {
  return fieldSegments(template).flatMap(({ field: name, width }) => {
    const field = fields.get(name);
    if (width === undefined || field?.kind !== 'stored' || isWholeNumber(field.type)) return [];
    return [`{${name}:0${width}} pads whole numbers, and "${name}" is ${aTypeText(field.type)}. Write {${name}}.`];
  });
}

function checkDelimiters(template: TextTemplate, fields: ReadonlyMap<string, FieldDraft>): readonly string[] {
  const { segments, source } = template;
  const adjacent = segments.flatMap((segment, at) => {
    const next = segments[at + 1];
    if (segment.kind !== 'field' || segment.width !== undefined || next?.kind !== 'field') return [];
    return [
      `Nothing separates {${segment.field}} from {${next.field}} in "${source}", so the two cannot be told apart. Write a delimiter between them, {${segment.field}}#{${next.field}}, or pad a number before the other: {${segment.field}:012}.`,
    ];
  });
  if (adjacent.length > 0) return adjacent;
  const besideShard = checkBesideShard(template);
  if (besideShard.length > 0) return besideShard;

  const positions = segments.flatMap((segment, at) => (segment.kind === 'field' ? [at] : []));
  const delimiters = segments
    .slice(positions[0] ?? 0, positions.at(-1) ?? 0)
    .flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : []));
  return fieldSegments(template).flatMap(({ field: name, width }) => {
    const field = fields.get(name);
    if (field?.kind !== 'stored' || width !== undefined) return [];
    const holding = delimiters.flatMap((delimiter) => {
      const example = exampleHolding(field.type, delimiter);
      return example === undefined ? [] : [{ delimiter, example }];
    })[0];
    if (holding === undefined) return [];
    return [
      `"${name}" cannot be in "${source}": ${holding.example} holds the delimiter "${holding.delimiter}", and the fields could not be told apart. Take another delimiter, such as "#".`,
    ];
  });
}

/** A shard is any run of digits: what parts it from a field holds something else. */
function checkBesideShard({ segments, source }: TextTemplate): readonly string[] {
  const at = segments.findIndex(({ kind }) => kind === 'shard');
  const shard = segments[at];
  if (shard?.kind !== 'shard') return [];
  const token = `{shard(${shard.count})}`;
  return ([-1, 1] as const).flatMap((side) => {
    const next = segments[at + side];
    const delimiter = next?.kind === 'literal' ? next.text : '';
    const field = delimiter === '' ? next : segments[at + 2 * side];
    // What is padded before a shard ends where it ends.
    const endsItself = side === -1 && field?.kind === 'field' && field.width !== undefined;
    if (field?.kind !== 'field' || endsItself || /\D/.test(delimiter)) return [];
    const [before, after] = side === 1 ? [token, `{${field.field}}`] : [`{${field.field}}`, token];
    return [
      delimiter === ''
        ? `Nothing separates ${before} from ${after} in "${source}", so the two cannot be told apart. Write a delimiter between them, ${before}#${after}.`
        : `"${delimiter}" between ${before} and ${after} in "${source}" could be part of the shard's number, so the two cannot be told apart. Take another delimiter, such as "#".`,
    ];
  });
}

/** A value of the type that holds the delimiter, for types where that can be known. */
function exampleHolding(type: ValueType, delimiter: string): string | undefined {
  if (type.kind === 'enum') return type.values.find((value) => value.includes(delimiter));
  if (type.kind !== 'scalar') return undefined;
  const example = EXAMPLES[type.scalar];
  // Digits differ from value to value; what every value of the scalar has are its marks.
  return example?.includes(delimiter) === true && !/\d/.test(delimiter) ? example : undefined;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  Date: '2025-03-01',
  DateTime: '2025-03-01T12:30:00Z',
  LocalDateTime: '2025-03-01T12:30:00',
};

function fieldSegments(template: TextTemplate): readonly FieldSegment[] {
  return template.segments.filter((segment) => segment.kind === 'field');
}
