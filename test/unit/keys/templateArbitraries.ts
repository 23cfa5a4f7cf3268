import fc from 'fast-check';
import type { Segment, TextTemplate } from '../../../src/model/keyTemplate.js';

/** Few characters, so that delimiters, prefixes and equal values are frequent; among them are what UTF-8 and UTF-16 sort differently. */
const CHARACTERS = ['#', '#', 'a', 'b', 'c', '1', '\uE000', '\u{1F600}', '\u{10FFFE}'];

export const texts = fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 4 });

/** Text without the delimiter that most templates have. */
export const plainTexts = texts.map((text) => text.replaceAll('#', '') || 'a');

const delimiters = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('#', '##', '/', '#/') },
  { weight: 1, arbitrary: texts },
);
const constants = fc.oneof(fc.constant(''), delimiters, fc.constantFrom('A#', 'REV#', '\u{1F600}'));

/** Digits that a number is padded to, or undefined for a field of text. */
const widths = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 });

/**
 * Templates as a schema may have them: 1 to `maxFields` fields `f0`, `f1` ..., constants at the
 * ends or not, and something between two fields wherever the first of them is not padded.
 */
export function templates(maxFields = 4): fc.Arbitrary<TextTemplate> {
  const fields = fc.array(fc.record({ width: widths, delimiter: delimiters, joined: fc.boolean() }), {
    minLength: 1,
    maxLength: maxFields,
  });
  return fc.record({ lead: constants, fields, trail: constants }).map(({ lead, fields: parts, trail }) => {
    const segments = parts.flatMap(({ width, delimiter, joined }, at): readonly Segment[] => {
      const field: Segment = { kind: 'field', field: `f${at}`, ...(width === undefined ? {} : { width }) };
      const isLast = at === parts.length - 1;
      return isLast || (width !== undefined && joined) ? [field] : [field, { kind: 'literal', text: delimiter }];
    });
    const all = [...literal(lead), ...segments, ...literal(trail)];
    return { kind: 'text', source: sourceOf(all), segments: all };
  });
}

/** Such templates with a shard at either end, or between two fields, with the number of its shards. */
export const shardedTemplates: fc.Arbitrary<TextTemplate> = fc
  .record({
    template: templates(3),
    at: fc.nat(),
    count: fc.integer({ min: 2, max: 100 }),
    before: texts,
    after: texts,
  })
  .map(({ template: { segments }, at, count, before, after }) => {
    const gaps = segments.flatMap((segment, gap) => (segment.kind === 'literal' ? [gap] : []));
    const places = [0, ...gaps, segments.length];
    const place = places[at % places.length] ?? 0;
    const shard: Segment = { kind: 'shard', count };
    // What parts a shard from a field holds something else than digits.
    const parted = (text: string) => literal(/\D/.test(text) ? text : `${text}#`);
    const all = joined([
      ...segments.slice(0, place),
      ...(place === 0 ? [] : parted(before)),
      shard,
      ...(place === segments.length ? [] : parted(after)),
      ...segments.slice(place),
    ]);
    return { kind: 'text', source: sourceOf(all), segments: all };
  });

/** Two literals never stand side by side. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (segment.kind !== 'literal' || last?.kind !== 'literal') result.push(segment);
    else result[result.length - 1] = { kind: 'literal', text: last.text + segment.text };
  }
  return result;
}

function literal(text: string): readonly Segment[] {
  return text === '' ? [] : [{ kind: 'literal', text }];
}

function sourceOf(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      if (segment.kind === 'literal') return segment.text;
      if (segment.kind === 'shard') return `{shard(${segment.count})}`;
      return `{${segment.field}${segment.width === undefined ? '' : `:0${segment.width}`}}`;
    })
    .join('');
}

/** A value for each field of a template: text, or a number that may be too wide for its padding. */
export function valuesOf(template: TextTemplate, text = texts): fc.Arbitrary<Readonly<Record<string, string>>> {
  const entries = template.segments.flatMap((segment) => {
    if (segment.kind !== 'field') return [];
    const number = fc.integer({ min: 0, max: 2 * 10 ** (segment.width ?? 0) }).map(String);
    return [[segment.field, segment.width === undefined ? text : number] as const];
  });
  return fc.record(Object.fromEntries(entries));
}
