import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateFilter } from '../../../src/dynamo/expressions/evaluateFilter.js';
import { renderTemplate } from '../../../src/dynamo/keys/keyText.js';
import type { KeyFieldCondition } from '../../../src/dynamo/plan/keyFieldCondition.js';
import { planKeyRange, type KeyRange } from '../../../src/dynamo/plan/keyRange.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { AttributeValue } from '../../../src/model/attributeValue.js';
import type { TextTemplate } from '../../../src/model/keyTemplate.js';
import { listArguments, type KeyOperator } from '../../../src/model/listArguments.js';
import type { Entity } from '../../../src/model/model.js';
import { compileTemplateText } from './compileTemplateText.js';
import { keyEntity } from './keyEntity.js';
import { plainTexts, templates, texts, valuesOf } from './templateArbitraries.js';

type Row = Readonly<Record<string, string>>;
type Compare = (a: string, b: string) => number;

const byBytes: Compare = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const bySize: Compare = (a, b) => Number(BigInt(a) - BigInt(b));
const byDouble: Compare = (a, b) => Number(a) - Number(b);

/** Whether a field's own value satisfies what was asked of it. */
function satisfies(condition: KeyFieldCondition, value: string, compare: Compare): boolean {
  return Object.entries(condition).every(([operator, bound]) => {
    if (operator === 'beginsWith') return value.startsWith(String(bound));
    if (operator === 'between') {
      const [low, high] = bound as [string, string];
      return compare(value, low) >= 0 && compare(value, high) <= 0;
    }
    const order = compare(value, String(bound));
    const answers: Readonly<Record<string, boolean>> = {
      eq: order === 0,
      lt: order < 0,
      le: order <= 0,
      gt: order > 0,
      ge: order >= 0,
    };
    return answers[operator] ?? false;
  });
}

/** What DynamoDB gives for the range, less what the gateway drops. */
function isSelected({ sort: [sort], dropped }: KeyRange, stored: AttributeValue): boolean {
  if (dropped.some((filter) => evaluateFilter(filter, { sk: stored }))) return false;
  if (sort === undefined) return true;
  const [here, compare] = 'S' in stored ? [stored.S, byBytes] : 'N' in stored ? [stored.N, byDouble] : ['', byBytes];
  const bound = (value: AttributeValue) => ('S' in value ? value.S : 'N' in value ? value.N : '');
  if (sort.op === 'beginsWith') return here.startsWith(bound(sort.value));
  if (sort.op === 'between') return compare(here, bound(sort.low)) >= 0 && compare(here, bound(sort.high)) <= 0;
  const order = compare(here, bound(sort.value));
  return { '=': order === 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[sort.op];
}

function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT') return undefined;
    throw error;
  }
}

/** A condition with one of the operators, or with a lower and an upper bound. */
function conditionOn(operators: readonly KeyOperator[], values: fc.Arbitrary<string>): fc.Arbitrary<KeyFieldCondition> {
  const single = fc
    .tuple(fc.constantFrom(...operators), values, values)
    .map(([operator, a, b]) => ({ [operator]: operator === 'between' ? [a, b] : a }));
  if (!operators.includes('between')) return single;
  const lower = fc.constantFrom('gt', 'ge');
  const upper = fc.constantFrom('lt', 'le');
  const both = fc.tuple(lower, values, upper, values).map(([low, a, high, b]) => ({ [low]: a, [high]: b }));
  return fc.oneof({ weight: 3, arbitrary: single }, { weight: 1, arbitrary: both });
}

interface Case {
  readonly entity: Entity;
  readonly template: TextTemplate;
  readonly rows: readonly Row[];
  /** How many leading fields are asked with eq. */
  readonly known: number;
  readonly asked: Row;
  readonly condition: KeyFieldCondition;
}

const cases: fc.Arbitrary<Case> = templates(3).chain((template) => {
  const entity = keyEntity(template);
  const { sort } = listArguments(entity, undefined);
  const pool = valuesOf(template, fc.oneof(plainTexts, texts));
  return fc.integer({ min: 0, max: sort.length - 1 }).chain((known) => {
    const next = sort[known];
    const field = next?.field ?? '';
    return fc
      .record({ rows: fc.array(pool, { minLength: 1, maxLength: 12 }), asked: pool })
      .chain(({ rows, asked }) => {
        // Mostly asked with what is stored or close to it: whole values, starts of them, the leading fields of a row.
        const stored = rows.map((row) => row[field] ?? '');
        const near = fc.constantFrom(...stored, ...stored.map((value) => value.slice(0, 1)), asked[field] ?? '');
        return fc.record({
          entity: fc.constant(entity),
          template: fc.constant(template),
          rows: fc.constant(rows),
          known: fc.constant(known),
          asked: fc.constantFrom(...rows, asked),
          condition: conditionOn(next?.operators ?? ['eq'], near),
        });
      });
  });
});

describe('key ranges', () => {
  test('every operator selects exactly the rows whose field satisfies it, whatever the template', () => {
    const operatorsSeen = new Map<string, number>();
    fc.assert(
      fc.property(cases, ({ entity, template, rows, known, asked, condition }) => {
        const sort = listArguments(entity, undefined).sort.map(({ field }) => field);
        const leading = sort.slice(0, known);
        const field = sort[known] ?? '';
        const range = unlessRefused(() =>
          planKeyRange(entity, undefined, {
            equal: { pk: 'p' },
            sort: {
              ...Object.fromEntries(leading.map((name) => [name, { eq: asked[name] }])),
              [field]: condition,
            },
          }),
        );
        const widthOf = template.segments.find((segment) => segment.kind === 'field' && segment.field === field);
        const compare = widthOf?.kind === 'field' && widthOf.width !== undefined ? bySize : byBytes;
        for (const row of rows) {
          const stored = unlessRefused(() => renderTemplate(template, row, []));
          if (stored === undefined) continue;
          const wanted =
            leading.every((name) => row[name] === asked[name]) && satisfies(condition, row[field] ?? '', compare);
          if (range !== undefined) {
            for (const operator of Object.keys(condition)) {
              operatorsSeen.set(operator, (operatorsSeen.get(operator) ?? 0) + (wanted ? 1 : 0));
            }
            expect([stored, isSelected(range, { S: stored })]).toEqual([stored, wanted]);
          } else if (Object.hasOwn(condition, 'eq')) {
            // What is refused as a value is in no stored key either.
            expect([stored, wanted]).toEqual([stored, false]);
          }
        }
      }),
      { numRuns: 4000 },
    );
    for (const operator of ['eq', 'lt', 'le', 'gt', 'ge', 'between', 'beginsWith']) {
      expect([operator, (operatorsSeen.get(operator) ?? 0) > 20]).toEqual([operator, true]);
    }
  });

  test.each([
    ['text', 'S', { kind: 'scalar', scalar: 'String', storage: 'S' }, texts, byBytes],
    [
      'a number',
      'N',
      { kind: 'scalar', scalar: 'Float', storage: 'N' },
      fc.integer({ min: -3, max: 3 }).map((n) => String(n / 2)),
      byDouble,
    ],
  ] as const)('the same of a sort key that is %s by itself', (_name, keyType, type, values, compare) => {
    const entity = keyEntity({ kind: 'field', field: 'value' }, keyType, type);
    const operators = listArguments(entity, undefined).sort[0]?.operators ?? [];
    const given = (bound: unknown): unknown => (keyType === 'N' ? Number(bound) : bound);
    let selected = 0;
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 1, maxLength: 12 }),
        conditionOn(operators, values),
        (rows, condition) => {
          const asked = Object.fromEntries(
            Object.entries(condition).map(([operator, bound]) => [
              operator,
              Array.isArray(bound) ? bound.map(given) : given(bound),
            ]),
          );
          const range = unlessRefused(() =>
            planKeyRange(entity, undefined, { equal: { pk: 'p' }, sort: { value: asked } }),
          );
          for (const row of rows) {
            const wanted = satisfies(condition, row, compare);
            if (range !== undefined && wanted) selected += 1;
            const stored: AttributeValue = keyType === 'N' ? { N: row } : { S: row };
            // Refused are only bounds the wrong way round.
            expect([row, range !== undefined && isSelected(range, stored)]).toEqual([row, wanted]);
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(selected).toBeGreaterThan(500);
  });

  test('a start that ends with a piece of the delimiter finds no field that ends before it', () => {
    const range = planKeyRange(keyEntity(compileTemplateText('R#{room}##{day}')), undefined, {
      equal: { pk: 'p' },
      sort: { room: { beginsWith: 'x#' } },
    });
    expect(range.sort).toEqual([{ op: 'beginsWith', attribute: 'sk', value: { S: 'R#x#' } }]);
    expect(isSelected(range, { S: 'R#x##1' })).toBe(false);
    expect(isSelected(range, { S: 'R#x#y##1' })).toBe(true);
  });

  test('a start that ends with the constant behind the last field finds no field that ends before it', () => {
    const range = planKeyRange(keyEntity(compileTemplateText('R#{room}#Z')), undefined, {
      equal: { pk: 'p' },
      sort: { room: { beginsWith: 'v#' } },
    });
    expect(isSelected(range, { S: 'R#v#Z' })).toBe(false);
    expect(isSelected(range, { S: 'R#v#Z#Z' })).toBe(true);
  });

  test('a delimiter of one character that is two units long is one piece', () => {
    const range = planKeyRange(keyEntity(compileTemplateText('A#{room}\u{1F600}')), undefined, {
      equal: { pk: 'p' },
      sort: { room: { beginsWith: 'b\u{1F600}' } },
    });
    expect(isSelected(range, { S: 'A#b\u{1F600}' })).toBe(false);
  });

  test('a leading field that ends with a piece of the delimiter is refused: its prefix would be that of others', () => {
    const plan = () =>
      planKeyRange(keyEntity(compileTemplateText('{room}##{day}')), undefined, {
        equal: { pk: 'p' },
        sort: { room: { eq: 'x#' } },
      });
    expect(plan).toThrow('"room" must not end with "#"');
  });

  test('a bound that holds half a character is refused', () => {
    const plan = () =>
      planKeyRange(keyEntity({ kind: 'field', field: 'value' }), undefined, {
        equal: { pk: 'p' },
        sort: { value: { lt: 'x\uD800' } },
      });
    expect(plan).toThrow('"value" holds half a character (a lone surrogate), which no key of Row does.');
  });

  test.each([
    [{ day: { eq: '1' } }, '"day" can only be given together with "room" (eq), which comes before it in the sort key.'],
    [
      { room: { beginsWith: 'a' }, day: { eq: '1' } },
      '"day" can only be given together with "room" (eq), which comes before it in the sort key.',
    ],
    [{ room: { lt: 'a' } }, '"room" cannot be asked with "lt" here; its key allows eq, beginsWith.'],
    [
      { room: { eq: 'a' }, day: { lt: '1', le: '2' } },
      '"day" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has lt, le.',
    ],
    [
      { room: { eq: 'a' }, day: { between: ['1'] } },
      '"between" takes two values, the lower and the upper bound; it has 1.',
    ],
    [
      { room: { eq: 'a' }, day: { gt: '2', lt: '1' } },
      'Nothing lies between the bounds of "day": the lower one is above the upper one.',
    ],
  ])('%j is refused with the way out', (sort, message) => {
    const entity = keyEntity(compileTemplateText('{room}#{day}'));
    expect(() => planKeyRange(entity, undefined, { equal: { pk: 'p' }, sort })).toThrow(message);
  });
});
