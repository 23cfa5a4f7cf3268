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

export type Segment = LiteralSegment | FieldSegment;

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

/** One key attribute of a table or index, as one entity fills it. */
export interface KeyPart {
  readonly attribute: string;
  readonly type: KeyAttributeType;
  readonly template: KeyTemplate;
}

/**
 * The key of a table or index, as one entity fills it. A table and a local index have
 * one partition part and at most one sort part.
 */
export interface KeySchema {
  readonly partition: readonly KeyPart[];
  readonly sort: readonly KeyPart[];
}

/** The fields a template needs, in order, without repeats. */
export function fieldsOfTemplate(template: KeyTemplate): readonly string[] {
  if (template.kind === 'field') return [template.field];
  return [...new Set(template.segments.flatMap((segment) => (segment.kind === 'field' ? [segment.field] : [])))];
}

/** The fields of several key parts, in order, without repeats. */
export function fieldsOfParts(parts: readonly KeyPart[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => fieldsOfTemplate(part.template)))];
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
