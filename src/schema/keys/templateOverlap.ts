import { constantOf, constantPrefix, type KeyTemplate } from '../../model/keyTemplate.js';
import type { ValueType } from '../../model/valueType.js';

/**
 * What two types may write into one attribute. The questions are answered by
 * the constants of the templates: a field can hold any text that its scalar allows.
 */
export interface Writer {
  readonly template: KeyTemplate;
  readonly typeOf: (field: string) => ValueType | undefined;
}

/** Whether no value of one attribute can come from both: their constants differ at either end, or one is a constant the other never renders. */
export function areDisjoint(a: Writer, b: Writer): boolean {
  const [leadA, leadB] = [constantPrefix(a.template), constantPrefix(b.template)];
  const [trailA, trailB] = [constantSuffix(a.template), constantSuffix(b.template)];
  if (!leadA.startsWith(leadB) && !leadB.startsWith(leadA)) return true;
  if (!trailA.endsWith(trailB) && !trailB.endsWith(trailA)) return true;
  const [constantA, constantB] = [constantOf(a.template), constantOf(b.template)];
  if (constantA !== undefined) return !canRender(b, constantA);
  return constantB !== undefined && !canRender(a, constantB);
}

/**
 * Whether `other` never writes a sort key inside the range that lists of `own` read: what starts
 * with its leading constant, or the one value of a template without fields.
 */
export function isOutsideRange(own: Writer, other: Writer): boolean {
  const constant = constantOf(own.template);
  if (constant !== undefined) return !canRender(other, constant);
  const prefix = constantPrefix(own.template);
  const otherConstant = constantOf(other.template);
  if (otherConstant !== undefined) return !otherConstant.startsWith(prefix);
  const otherPrefix = constantPrefix(other.template);
  return !otherPrefix.startsWith(prefix) && !prefix.startsWith(otherPrefix);
}

function constantSuffix(template: KeyTemplate): string {
  const last = template.kind === 'text' ? template.segments.at(-1) : undefined;
  return last?.kind === 'literal' ? last.text : '';
}

function canRender({ template, typeOf }: Writer, text: string): boolean {
  const pattern =
    template.kind === 'field'
      ? patternOf(typeOf(template.field))
      : template.segments
          .map((segment) => {
            if (segment.kind === 'literal') return escaped(segment.text);
            // Another program may have put the item into any shard.
            if (segment.kind === 'shard') return '\\d+';
            return segment.width === undefined ? patternOf(typeOf(segment.field)) : `\\d{${segment.width}}`;
          })
          .join('');
  return new RegExp(`^(?:${pattern})$`, 'su').test(text);
}

function patternOf(type: ValueType | undefined): string {
  if (type?.kind === 'enum') return `(?:${type.values.join('|')})`;
  if (type?.kind !== 'scalar') return '.+';
  return PATTERNS[type.scalar] ?? '.+';
}

const PATTERNS: Readonly<Record<string, string>> = {
  Int: '-?\\d+',
  BigInt: '-?\\d+',
  Date: '\\d{4}-\\d\\d-\\d\\d',
  DateTime: '\\d{4}-\\d\\d-\\d\\d[Tt ].+',
};

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
