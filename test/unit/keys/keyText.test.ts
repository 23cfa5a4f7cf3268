import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTemplate, renderTemplate } from '../../../src/dynamo/keys/keyText.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { Segment, TextTemplate } from '../../../src/model/keyTemplate.js';
import { compileTemplateText } from './compileTemplateText.js';
import { shardedTemplates, templates, texts, valuesOf } from './templateArbitraries.js';

/** Put together without any check. */
function naiveText(template: TextTemplate, values: Readonly<Record<string, string>>, shard = 0): string {
  const textOf = (segment: Segment) => {
    if (segment.kind === 'literal') return segment.text;
    return segment.kind === 'shard' ? String(shard) : (values[segment.field] ?? '').padStart(segment.width ?? 0, '0');
  };
  return template.segments.map(textOf).join('');
}

function refusalOf(render: () => unknown): GatewayError | undefined {
  try {
    render();
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

const templatesAndValues = templates().chain((template) => fc.tuple(fc.constant(template), valuesOf(template)));
const shardsAndValues = shardedTemplates.chain((template) =>
  fc.tuple(fc.constant(template), valuesOf(template), fc.nat(99)),
);

describe('key text', () => {
  test('what is rendered parses back to the same values, and only what would not is refused', () => {
    let rendered = 0;
    fc.assert(
      fc.property(templatesAndValues, ([template, values]) => {
        const naive = naiveText(template, values);
        const refusal = refusalOf(() => renderTemplate(template, values, []));
        if (refusal === undefined) {
          rendered += 1;
          expect(renderTemplate(template, values, [])).toBe(naive);
          expect(parseTemplate(template, naive)).toEqual(values);
        } else {
          expect(refusal.code).toBe('BAD_USER_INPUT');
          expect(parseTemplate(template, naive)).not.toEqual(values);
        }
      }),
      { numRuns: 3000 },
    );
    expect(rendered).toBeGreaterThan(600);
  });

  test('the same holds with any number for the shard, which is no value of the item', () => {
    let rendered = 0;
    fc.assert(
      fc.property(shardsAndValues, ([template, values, shard]) => {
        const naive = naiveText(template, values, shard);
        const refusal = refusalOf(() => renderTemplate(template, values, [], shard));
        if (refusal === undefined) {
          rendered += 1;
          expect(renderTemplate(template, values, [], shard)).toBe(naive);
          expect(parseTemplate(template, naive)).toEqual(values);
        } else {
          expect(refusal.code).toBe('BAD_USER_INPUT');
          expect(parseTemplate(template, naive)).not.toEqual(values);
        }
      }),
      { numRuns: 3000 },
    );
    expect(rendered).toBeGreaterThan(600);
  });

  test('another program may have written any digits for the shard, and nothing else', () => {
    const template = compileTemplateText('DAY#{day}#{shard(10)}');
    expect(parseTemplate(template, 'DAY#monday#7')).toEqual({ day: 'monday' });
    expect(parseTemplate(template, 'DAY#monday#0042')).toEqual({ day: 'monday' });
    for (const text of ['DAY#monday#', 'DAY#monday', 'DAY#monday#x', 'DAY#monday#-1', 'DAY#monday#٣', 'DAY##7']) {
      expect(parseTemplate(template, text)).toBeUndefined();
    }
    expect(parseTemplate(compileTemplateText('{shard(2)}'), '1')).toEqual({});
  });

  test('the only field of a template may hold anything beside a shard as well', () => {
    const template = compileTemplateText('{shard(10)}#ORDER#{id}');
    for (const id of ['#', '1#ORDER#2', '7', '#ORDER#']) {
      expect(parseTemplate(template, renderTemplate(template, { id }, [], 3))).toEqual({ id });
    }
  });

  test('a key without a shard where its template wants one is never made', () => {
    const template = compileTemplateText('DAY#{day}#{shard(10)}');
    expect(() => renderTemplate(template, { day: 'monday' }, [])).toThrow(
      'The key "DAY#{day}#{shard(10)}" was to be made without saying which shard.',
    );
  });

  test('what parses renders to the same text, so that no two keys show the same values', () => {
    let parsed = 0;
    fc.assert(
      fc.property(templates(2), texts, texts, texts, (template, a, b, c) => {
        const values = { f0: a, f1: b };
        for (const text of [naiveText(template, values), a + b + c]) {
          const found = parseTemplate(template, text);
          if (found === undefined) continue;
          parsed += 1;
          expect(renderTemplate(template, found, [])).toBe(text);
        }
      }),
      { numRuns: 3000 },
    );
    expect(parsed).toBeGreaterThan(300);
  });

  test('the only field of a template may hold anything, also what surrounds it', () => {
    const template = compileTemplateText('ORDER#{id}#X');
    for (const id of ['#', 'ORDER#', '#X', '#X#X', '1#2', '\n', '\u{1F600}']) {
      const text = renderTemplate(template, { id }, []);
      expect(text).toBe(`ORDER#${id}#X`);
      expect(parseTemplate(template, text)).toEqual({ id });
    }
  });

  test('padding is taken off again, and zero is one digit', () => {
    const template = compileTemplateText('S#{score:04}');
    expect(renderTemplate(template, { score: 42 }, [])).toBe('S#0042');
    expect(parseTemplate(template, 'S#0042')).toEqual({ score: '42' });
    expect(parseTemplate(template, 'S#0000')).toEqual({ score: '0' });
    expect(parseTemplate(template, 'S#042')).toBeUndefined();
    expect(parseTemplate(template, 'S#00042')).toBeUndefined();
    expect(parseTemplate(template, 'S#٠٠٤٢')).toBeUndefined();
  });

  test.each([
    [
      '{room}#{day}',
      { room: 'a#b', day: 'x' },
      '"room" must not contain "#": it separates the fields of the key "{room}#{day}".',
      'room',
    ],
    [
      '{room}##{day}',
      { room: 'a#', day: 'x' },
      '"room" must not end with "#": together with what follows it in the key "{room}##{day}" that reads as the delimiter "##".',
      'room',
    ],
    [
      '{room}##{day}#end',
      { room: 'a', day: 'x#' },
      '"day" must not end with "#": together with what follows it in the key "{room}##{day}#end" that reads as the delimiter "##".',
      'day',
    ],
    [
      'S#{score:03}',
      { score: 1000 },
      '"score" must be a whole number from 0 to 999: the key "S#{score:03}" pads it to 3 digits. It is 1000.',
      'score',
    ],
    [
      'S#{score:03}',
      { score: -1 },
      '"score" must be a whole number from 0 to 999: the key "S#{score:03}" pads it to 3 digits. It is -1.',
      'score',
    ],
    ['A#{id}', { id: '' }, '"id" must not be empty: it is part of the key "A#{id}".', 'id'],
    [
      'A#{id}',
      { id: 'x\uD800' },
      '"id" holds half a character (a lone surrogate), which DynamoDB cannot store; leave it out.',
      'id',
    ],
    ['A#{id}', { id: '\u{10FFFF}' }, '"id" holds a character that cannot stand in the key "A#{id}".', 'id'],
  ])('%s refuses %j', (source, values, message, field) => {
    const refusal = refusalOf(() => renderTemplate(compileTemplateText(source), values, ['input']));
    expect(refusal?.message).toBe(message);
    expect(refusal?.details.argument).toEqual(['input', field]);
  });

  test('values that only together make a delimiter are refused', () => {
    const template = compileTemplateText('{x}c{y}bcd{z}');
    expect(parseTemplate(template, renderTemplate(template, { x: 'b', y: 'e', z: 'f' }, []))).toEqual({
      x: 'b',
      y: 'e',
      z: 'f',
    });
    expect(refusalOf(() => renderTemplate(template, { x: 'b', y: 'd', z: 'f' }, []))?.message).toBe(
      'These values cannot stand together in the key "{x}c{y}bcd{z}": with its constants they make "bcdbcdf", which cannot be told apart again.',
    );
  });

  test('a field that stands in a template twice has one value', () => {
    const twice = compileTemplateText('{id}#{id}');
    expect(parseTemplate(twice, 'a#a')).toEqual({ id: 'a' });
    expect(parseTemplate(twice, 'a#b')).toBeUndefined();
    const paddedToo = compileTemplateText('{n}#{n:03}');
    expect(parseTemplate(paddedToo, '7#007')).toEqual({ n: '7' });
    expect(parseTemplate(paddedToo, '7#008')).toBeUndefined();
  });
});
