import { badInput } from '../../errors/gatewayError.js';
import type { FieldSegment, Segment, TextTemplate } from '../../model/keyTemplate.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * The greatest code point. No value may hold it, so `prefix + LAST` lies above every
 * key with that prefix and BETWEEN can end a range inside it.
 */
export const LAST = '\u{10FFFF}';

/**
 * Puts a key's text together from field values.
 *
 * @param values  By field name; every field of the template is there.
 * @param argument  Path of the object that holds the values, for the error.
 * @param shard  What stands for `{shard(N)}`; given for every template that has one.
 * @throws {GatewayError} `BAD_USER_INPUT` when a value cannot stand in the key: the text would
 *   not parse back to the same values.
 */
export function renderTemplate(
  template: TextTemplate,
  values: Values,
  argument: readonly (string | number)[],
  shard?: number,
): string {
  const text = renderSegments(template, template.segments, values, argument, shard);
  if (parseTemplate(template, text) !== undefined) return text;
  // Between "c" and "bcd" no field holds a delimiter, and yet b and d make one across the other: "b" + "c" + "d".
  throw badInput(
    `These values cannot stand together in the key "${template.source}": with its constants they make "${text}", which cannot be told apart again.`,
    argument,
  );
}

/** The same for a run of the template's segments: the leading ones give a prefix. */
export function renderSegments(
  template: TextTemplate,
  segments: readonly Segment[],
  values: Values,
  argument: readonly (string | number)[],
  shard?: number,
): string {
  return segments
    .map((segment) => {
      switch (segment.kind) {
        case 'literal':
          return segment.text;
        case 'field':
          return fieldText(template, segment, values[segment.field], [...argument, segment.field]);
        case 'shard':
          return shardText(template, shard);
      }
    })
    .join('');
}

/** Without a shard there is no such key, and an item written under a made-up one would never be read. */
function shardText(template: TextTemplate, shard: number | undefined): string {
  if (shard === undefined) throw new Error(`The key "${template.source}" was to be made without saying which shard.`);
  return String(shard);
}

/** The literal right behind a field: with it a key tells where the field's text ends. `''` at the end of the template. */
export function literalAfter(template: TextTemplate, segment: FieldSegment): string {
  const next = template.segments[template.segments.indexOf(segment) + 1];
  return next?.kind === 'literal' ? next.text : '';
}

/** One field's value as it stands in the key. */
export function fieldText(
  template: TextTemplate,
  segment: FieldSegment,
  value: unknown,
  argument: readonly (string | number)[],
): string {
  const text = String(value);
  if (text === '') {
    throw badInput(`"${segment.field}" must not be empty: it is part of the key "${template.source}".`, argument);
  }
  if (segment.width !== undefined) return paddedText(template, segment.field, segment.width, text, argument);
  assertFits(template, segment.field, text, argument);
  assertEndsWhereItEnds(template, segment, text, argument);
  return text;
}

/**
 * `x#` before the delimiter `##` makes `x###`, which reads as `x` and a delimiter one place too early. Only
 * delimiters of several characters can do that.
 */
function assertEndsWhereItEnds(
  template: TextTemplate,
  segment: FieldSegment,
  text: string,
  argument: readonly (string | number)[],
): void {
  const closed = text + literalAfter(template, segment);
  const early = delimitersOf(template).find((delimiter) => {
    const at = closed.indexOf(delimiter);
    return at >= 0 && at < text.length;
  });
  if (early === undefined) return;
  throw badInput(
    `"${segment.field}" must not end with "${text.slice(closed.indexOf(early))}": together with what follows it in the key "${template.source}" that reads as the delimiter "${early}".`,
    argument,
  );
}

/** Refuses text that would not be found again as this field's value: the template's delimiters, and what UTF-8 cannot carry. */
export function assertFits(
  template: TextTemplate,
  field: string,
  text: string,
  argument: readonly (string | number)[],
): void {
  const delimiter = delimitersOf(template).find((candidate) => text.includes(candidate));
  if (delimiter !== undefined) {
    throw badInput(
      `"${field}" must not contain "${delimiter}": it separates the fields of the key "${template.source}".`,
      argument,
    );
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw badInput(
      `"${field}" holds half a character (a lone surrogate), which DynamoDB cannot store; leave it out.`,
      argument,
    );
  }
  if (text.includes(LAST)) {
    throw badInput(`"${field}" holds a character that cannot stand in the key "${template.source}".`, argument);
  }
}

function paddedText(
  template: TextTemplate,
  field: string,
  width: number,
  text: string,
  argument: readonly (string | number)[],
): string {
  if (!/^\d+$/.test(text) || text.length > width) {
    throw badInput(
      `"${field}" must be a whole number from 0 to ${'9'.repeat(width)}: the key "${template.source}" pads it to ${width} digits. It is ${text}.`,
      argument,
    );
  }
  return text.padStart(width, '0');
}

/**
 * The way back: field values as text, or undefined when the text was not made by this template.
 * Padding zeros are taken off, and any run of digits stands for `{shard(N)}`: another program may have put the item
 * anywhere. Whether a value fits its field's scalar is the caller's question.
 */
export function parseTemplate(template: TextTemplate, text: string): Readonly<Record<string, string>> | undefined {
  const { pattern, fields } = compiled(template);
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const values: Record<string, string> = {};
  for (const [position, segment] of fields.entries()) {
    const raw = match[position + 1] ?? '';
    const value = segment.width === undefined ? raw : raw.replace(/^0+(?=\d)/, '');
    // A field may stand in a template both plain and padded.
    if (Object.hasOwn(values, segment.field) && values[segment.field] !== value) return undefined;
    values[segment.field] = value;
  }
  return values;
}

/**
 * The literals that stand between two fields. A field of such a template may not hold any of
 * them; the only field of a template may hold anything.
 */
function delimitersOf(template: TextTemplate): readonly string[] {
  return compiled(template).delimiters;
}

interface CompiledTemplate {
  readonly pattern: RegExp;
  /** First occurrence of each field, in the order of the pattern's groups. */
  readonly fields: readonly FieldSegment[];
  readonly delimiters: readonly string[];
}

const compiledTemplates = new WeakMap<TextTemplate, CompiledTemplate>();

function compiled(template: TextTemplate): CompiledTemplate {
  let result = compiledTemplates.get(template);
  if (result === undefined) {
    result = compileTemplate(template);
    compiledTemplates.set(template, result);
  }
  return result;
}

function compileTemplate(template: TextTemplate): CompiledTemplate {
  const fieldPositions = template.segments.flatMap((segment, at) => (segment.kind === 'field' ? [at] : []));
  const first = fieldPositions[0] ?? 0;
  const last = fieldPositions.at(-1) ?? 0;
  const delimiters = template.segments
    .slice(first, last)
    .flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : []));
  const free = delimiters.length === 0 ? '.+' : `(?:(?!${delimiters.map(escaped).join('|')}).)+`;
  const fields: FieldSegment[] = [];
  const pattern = template.segments
    .map((segment) => {
      if (segment.kind === 'literal') return escaped(segment.text);
      if (segment.kind === 'shard') return '(?:\\d+)';
      const seen = fields.findIndex((field) => field.field === segment.field && field.width === segment.width);
      if (seen >= 0) return `(?:\\${seen + 1})`;
      fields.push(segment);
      return segment.width === undefined ? `(${free})` : `(\\d{${segment.width}})`;
    })
    .join('');
  return { pattern: new RegExp(`^${pattern}$`, 'su'), fields, delimiters: [...new Set(delimiters)] };
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
