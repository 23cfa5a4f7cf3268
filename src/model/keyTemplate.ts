import type { KeyAttributeType } from './attributeValue.js';

/**
 * How the value of a key attribute (or of an `@attribute(template:)`) follows
 * from an item's fields.
 *
 * - `field`: the attribute is the field itself and keeps the field's stored type.
 * - `text`: a string put together from segments: `"ORDER#{orderId}"`. At least one
 *   segment. A constant has one `literal` only. Two literals never stand side by side.
 */
export type KeyTemplate = FieldTemplate | TextTemplate;

export interface FieldTemplate {
  readonly kind: 'field';
  readonly field: string;
}

export interface TextTemplate {
  readonly kind: 'text';
  /** As the schema wrote it, right of ` = `, for messages. */
  readonly source: string;
  readonly segments: readonly Segment[];
}

export type Segment = LiteralSegment | FieldSegment | ShardSegment;

export interface LiteralSegment {
  readonly kind: 'literal';
  readonly text: string;
}

export interface FieldSegment {
  readonly kind: 'field';
  readonly field: string;
  /** `{score:012}`: a non-negative integer padded with zeros to this many digits; wider ones are refused. */
  readonly width?: number;
}

/**
 * `{shard(10)}`: a number from 0 to `count` - 1 that spreads one hot partition over `count` of them.
 * In the partition of a global index only, at most once.
 */
export interface ShardSegment {
  readonly kind: 'shard';
  /** 2 to 100. */
  readonly count: number;
}

/** One key attribute of a table or index, as one entity fills it. */
export interface KeyPart {
  readonly attribute: string;
  readonly type: KeyAttributeType;
  readonly template: KeyTemplate;
}

/**
 * The key of a table or index, as one entity fills it. A table and a local index have
 * one partition part and at most one sort part, a global index up to four of each.
 */
export interface KeySchema {
  readonly partition: readonly KeyPart[];
  readonly sort: readonly KeyPart[];
}

/** What DynamoDB takes of a key in all. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const MAX_KEY_BYTES = { partition: 2048, sort: 1024 } as const;

/** The fields a template needs, in order, without repeats. */
export function fieldsOfTemplate(template: KeyTemplate): readonly string[] {
  if (template.kind === 'field') return [template.field];
  return [...new Set(template.segments.flatMap((segment) => (segment.kind === 'field' ? [segment.field] : [])))];
}

/** The fields of several key parts, in order, without repeats. */
export function fieldsOfParts(parts: readonly KeyPart[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => fieldsOfTemplate(part.template)))];
}

/** The field of each place of some key parts, in order, with repeats: keys that differ in names alone match by place. */
export function fieldPlaces(parts: readonly Pick<KeyPart, 'template'>[]): readonly string[] {
  return parts.flatMap(({ template }) =>
    template.kind === 'field'
      ? [template.field]
      : template.segments.flatMap((segment) => (segment.kind === 'field' ? [segment.field] : [])),
  );
}

/** The key parts, partition first. */
export function partsOfKey(key: KeySchema): readonly KeyPart[] {
  return [...key.partition, ...key.sort];
}

/** The literal text every value of the template starts with; `''` where it starts with a field. */
export function constantPrefix(template: KeyTemplate): string {
  const first = template.kind === 'text' ? template.segments[0] : undefined;
  return first?.kind === 'literal' ? first.text : '';
}

/** The field that a template's values begin with, behind nothing but a constant: by its prefix an item can be asked for it. */
export function leadingField(template: KeyTemplate): string | undefined {
  if (template.kind === 'field') return template.field;
  const [first] = template.segments.filter(({ kind }) => kind !== 'literal');
  return first?.kind === 'field' ? first.field : undefined;
}

/** The one value of a template without fields and shards; undefined where it has some. */
export function constantOf(template: KeyTemplate): string | undefined {
  if (template.kind === 'field') return undefined;
  const [only, second] = template.segments;
  return only?.kind === 'literal' && second === undefined ? only.text : undefined;
}

/** Over how many partitions a key spreads what its fields call one; 1 where it has no `{shard(N)}`. */
export function shardCountOf(key: Pick<KeySchema, 'partition'>): number {
  for (const { template } of key.partition) {
    const count = shardsOfTemplate(template);
    if (count !== undefined) return count;
  }
  return 1;
}

/** The N of a template's `{shard(N)}`; undefined where it has none. */
export function shardsOfTemplate(template: KeyTemplate): number | undefined {
  if (template.kind === 'field') return undefined;
  return template.segments.find((segment) => segment.kind === 'shard')?.count;
}
