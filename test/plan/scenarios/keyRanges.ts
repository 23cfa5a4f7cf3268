import type { AttributeValue } from '../../../src/model/attributeValue.js';
import type { Scenario } from '../../support/scenario.js';
import { RANGES, rangeItems } from '../fixtures/ranges.js';

/** A list, and how its sort key is asked. */
interface Shape {
  /** What is special about the sort key. */
  readonly sortKey: string;
  readonly field: string;
  /** As GraphQL. */
  readonly partition: string;
  readonly table: string;
  /** Key attributes. */
  readonly keys: readonly [string, string];
  readonly partitionValue: AttributeValue;
  readonly cases: readonly RangeCase[];
}

type RangeCase = readonly [
  /** The key arguments, as GraphQL. */
  asks: string,
  /** What follows the partition's equality in the KeyConditionExpression; the values are `:v1`, `:v2`. */
  condition: string,
  values: readonly AttributeValue[],
  /** The ids found, ascending. */
  found: readonly string[],
  /** Rows read beyond the page's 20, for ends that BETWEEN includes and the range does not. */
  more?: number,
];

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });
const B = (...bytes: number[]): AttributeValue => ({ B: Buffer.from(bytes).toString('base64') });
const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');
const LAST = '\u{10FFFF}';

const customer = {
  partition: 'customerId: "7"',
  table: 'Shop',
  keys: ['PK', 'SK'],
  partitionValue: S('CUSTOMER#7'),
} as const;

const shapes: readonly Shape[] = [
  {
    sortKey: 'a constant and a field',
    field: 'ordersByCustomerId',
    ...customer,
    cases: [
      ['', 'begins_with(#SK, :v1)', [S('ORDER#')], ['a', 'b', 'b2', 'c']],
      ['orderId: { eq: "b" }', '#SK = :v1', [S('ORDER#b')], ['b']],
      ['orderId: { lt: "b2" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#'), S('ORDER#b2')], ['a', 'b'], 1],
      ['orderId: { le: "b2" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#'), S('ORDER#b2')], ['a', 'b', 'b2']],
      ['orderId: { gt: "b" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#b'), S(`ORDER#${LAST}`)], ['b2', 'c'], 1],
      ['orderId: { ge: "b" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#b'), S(`ORDER#${LAST}`)], ['b', 'b2', 'c']],
      ['orderId: { between: ["a", "b"] }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#a'), S('ORDER#b')], ['a', 'b']],
      ['orderId: { gt: "a", lt: "c" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#a'), S('ORDER#c')], ['b', 'b2'], 2],
      ['orderId: { ge: "a", lt: "b" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#a'), S('ORDER#b')], ['a'], 1],
      ['orderId: { gt: "b", le: "c" }', '#SK BETWEEN :v1 AND :v2', [S('ORDER#b'), S('ORDER#c')], ['b2', 'c'], 1],
      ['orderId: { beginsWith: "b" }', 'begins_with(#SK, :v1)', [S('ORDER#b')], ['b', 'b2']],
      ['orderId: { beginsWith: "" }', 'begins_with(#SK, :v1)', [S('ORDER#')], ['a', 'b', 'b2', 'c']],
      ['orderId: { eq: null }', 'begins_with(#SK, :v1)', [S('ORDER#')], ['a', 'b', 'b2', 'c']],
    ],
  },
  {
    sortKey: 'rev# beside revx#',
    field: 'reviewsByCustomerId',
    ...customer,
    cases: [
      ['', 'begins_with(#SK, :v1)', [S('rev#')], ['rev1', 'rev2']],
      ['reviewId: { gt: "1" }', '#SK BETWEEN :v1 AND :v2', [S('rev#1'), S(`rev#${LAST}`)], ['rev2'], 1],
      ['reviewId: { lt: "9" }', '#SK BETWEEN :v1 AND :v2', [S('rev#'), S('rev#9')], ['rev1', 'rev2'], 1],
    ],
  },
  {
    sortKey: 'a constant and two fields',
    field: 'linesByCustomerId',
    ...customer,
    cases: [
      ['', 'begins_with(#SK, :v1)', [S('LINE#')], ['a1', 'a2', 'a30', 'ab1']],
      ['orderId: { eq: "a" }', 'begins_with(#SK, :v1)', [S('LINE#a#')], ['a1', 'a2', 'a30']],
      ['orderId: { beginsWith: "a" }', 'begins_with(#SK, :v1)', [S('LINE#a')], ['a1', 'a2', 'a30', 'ab1']],
      ['orderId: { eq: "a" }, lineId: { eq: "2" }', '#SK = :v1', [S('LINE#a#2')], ['a2']],
      ['orderId: { eq: "a" }, lineId: { beginsWith: "3" }', 'begins_with(#SK, :v1)', [S('LINE#a#3')], ['a30']],
      [
        'orderId: { eq: "a" }, lineId: { lt: "2" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('LINE#a#'), S('LINE#a#2')],
        ['a1'],
        1,
      ],
      [
        'orderId: { eq: "a" }, lineId: { le: "2" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('LINE#a#'), S('LINE#a#2')],
        ['a1', 'a2'],
      ],
      [
        'orderId: { eq: "a" }, lineId: { gt: "2" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('LINE#a#2'), S(`LINE#a#${LAST}`)],
        ['a30'],
        1,
      ],
      [
        'orderId: { eq: "a" }, lineId: { ge: "2" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('LINE#a#2'), S(`LINE#a#${LAST}`)],
        ['a2', 'a30'],
      ],
      [
        'orderId: { eq: "a" }, lineId: { between: ["1", "2"] }',
        '#SK BETWEEN :v1 AND :v2',
        [S('LINE#a#1'), S('LINE#a#2')],
        ['a1', 'a2'],
      ],
    ],
  },
  {
    sortKey: 'three fields',
    field: 'streetsByCountry',
    partition: 'country: "X"',
    table: 'Streets',
    keys: ['country', 'place'],
    partitionValue: S('X'),
    cases: [
      ['', '', [], ['North-Ash-Elm', 'North-Ash-Oak', 'North-Ashby-Elm', 'South-Bow-Elm']],
      [
        'region: { eq: "North" }',
        'begins_with(#place, :v1)',
        [S('North#')],
        ['North-Ash-Elm', 'North-Ash-Oak', 'North-Ashby-Elm'],
      ],
      ['region: { beginsWith: "S" }', 'begins_with(#place, :v1)', [S('S')], ['South-Bow-Elm']],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }',
        'begins_with(#place, :v1)',
        [S('North#Ash#')],
        ['North-Ash-Elm', 'North-Ash-Oak'],
      ],
      [
        'region: { eq: "North" }, city: { beginsWith: "Ash" }',
        'begins_with(#place, :v1)',
        [S('North#Ash')],
        ['North-Ash-Elm', 'North-Ash-Oak', 'North-Ashby-Elm'],
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { eq: "Oak" }',
        '#place = :v1',
        [S('North#Ash#Oak')],
        ['North-Ash-Oak'],
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { gt: "Elm" }',
        '#place BETWEEN :v1 AND :v2',
        [S('North#Ash#Elm'), S(`North#Ash#${LAST}`)],
        ['North-Ash-Oak'],
        1,
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { ge: "Elm" }',
        '#place BETWEEN :v1 AND :v2',
        [S('North#Ash#Elm'), S(`North#Ash#${LAST}`)],
        ['North-Ash-Elm', 'North-Ash-Oak'],
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { lt: "Oak" }',
        '#place BETWEEN :v1 AND :v2',
        [S('North#Ash#'), S('North#Ash#Oak')],
        ['North-Ash-Elm'],
        1,
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { le: "Oak" }',
        '#place BETWEEN :v1 AND :v2',
        [S('North#Ash#'), S('North#Ash#Oak')],
        ['North-Ash-Elm', 'North-Ash-Oak'],
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { between: ["A", "F"] }',
        '#place BETWEEN :v1 AND :v2',
        [S('North#Ash#A'), S('North#Ash#F')],
        ['North-Ash-Elm'],
      ],
      [
        'region: { eq: "North" }, city: { eq: "Ash" }, street: { beginsWith: "O" }',
        'begins_with(#place, :v1)',
        [S('North#Ash#O')],
        ['North-Ash-Oak'],
      ],
    ],
  },
  {
    sortKey: 'a padded number behind a constant',
    field: 'scoresByGame',
    partition: 'game: "g"',
    table: 'Scores',
    keys: ['game', 'SK'],
    partitionValue: S('g'),
    cases: [
      ['', 'begins_with(#SK, :v1)', [S('SCORE#')], ['7', '70', '700']],
      ['points: { eq: 70 }', '#SK = :v1', [S('SCORE#000070')], ['70']],
      ['points: { lt: 70 }', '#SK BETWEEN :v1 AND :v2', [S('SCORE#000000'), S('SCORE#000070')], ['7'], 1],
      ['points: { le: 70 }', '#SK BETWEEN :v1 AND :v2', [S('SCORE#000000'), S('SCORE#000070')], ['7', '70']],
      ['points: { gt: 70 }', '#SK BETWEEN :v1 AND :v2', [S('SCORE#000070'), S('SCORE#999999')], ['700'], 1],
      ['points: { ge: 70 }', '#SK BETWEEN :v1 AND :v2', [S('SCORE#000070'), S('SCORE#999999')], ['70', '700']],
      [
        'points: { between: [8, 700] }',
        '#SK BETWEEN :v1 AND :v2',
        [S('SCORE#000008'), S('SCORE#000700')],
        ['70', '700'],
      ],
      ['points: { gt: 7, lt: 700 }', '#SK BETWEEN :v1 AND :v2', [S('SCORE#000007'), S('SCORE#000700')], ['70'], 2],
    ],
  },
  {
    sortKey: 'two padded numbers with a literal behind',
    field: 'attemptsByGame',
    partition: 'game: "g"',
    table: 'Attempts',
    keys: ['game', 'SK'],
    partitionValue: S('g'),
    cases: [
      ['', '', [], ['1-5', '1-50', '1-500', '2-5']],
      ['round: { eq: 1 }', 'begins_with(#SK, :v1)', [S('001#')], ['1-5', '1-50', '1-500']],
      ['round: { eq: 1 }, points: { eq: 50 }', '#SK = :v1', [S('001#000050!')], ['1-50']],
      [
        'round: { eq: 1 }, points: { lt: 50 }',
        '#SK BETWEEN :v1 AND :v2',
        [S('001#000000!'), S('001#000050!')],
        ['1-5'],
        1,
      ],
      [
        'round: { eq: 1 }, points: { le: 50 }',
        '#SK BETWEEN :v1 AND :v2',
        [S('001#000000!'), S('001#000050!')],
        ['1-5', '1-50'],
      ],
      [
        'round: { eq: 1 }, points: { gt: 50 }',
        '#SK BETWEEN :v1 AND :v2',
        [S('001#000050!'), S('001#999999!')],
        ['1-500'],
        1,
      ],
      [
        'round: { eq: 1 }, points: { ge: 50 }',
        '#SK BETWEEN :v1 AND :v2',
        [S('001#000050!'), S('001#999999!')],
        ['1-50', '1-500'],
      ],
      [
        'round: { eq: 1 }, points: { between: [6, 60] }',
        '#SK BETWEEN :v1 AND :v2',
        [S('001#000006!'), S('001#000060!')],
        ['1-50'],
      ],
    ],
  },
  {
    sortKey: 'an enum and a number without padding',
    field: 'ticketsByEvent',
    partition: 'event: "e"',
    table: 'Tickets',
    keys: ['event', 'SK'],
    partitionValue: S('e'),
    cases: [
      ['state: { eq: FREE }', 'begins_with(#SK, :v1)', [S('FREE#')], ['FREE#10', 'FREE#9']],
      ['state: { eq: FREE }, number: { eq: 9 }', '#SK = :v1', [S('FREE#9')], ['FREE#9']],
    ],
  },
  {
    sortKey: 'a plain string',
    field: 'wordsByLanguage',
    partition: 'language: "en"',
    table: 'Words',
    keys: ['language', 'word'],
    partitionValue: S('en'),
    cases: [
      ['', '', [], ['ape', 'bee', 'beetle', 'cow']],
      ['word: { eq: "bee" }', '#word = :v1', [S('bee')], ['bee']],
      ['word: { lt: "bee" }', '#word < :v1', [S('bee')], ['ape']],
      ['word: { le: "bee" }', '#word <= :v1', [S('bee')], ['ape', 'bee']],
      ['word: { gt: "bee" }', '#word > :v1', [S('bee')], ['beetle', 'cow']],
      ['word: { ge: "bee" }', '#word >= :v1', [S('bee')], ['bee', 'beetle', 'cow']],
      ['word: { between: ["b", "c"] }', '#word BETWEEN :v1 AND :v2', [S('b'), S('c')], ['bee', 'beetle']],
      ['word: { gt: "bee", le: "cow" }', '#word BETWEEN :v1 AND :v2', [S('bee'), S('cow')], ['beetle', 'cow'], 1],
      ['word: { beginsWith: "bee" }', 'begins_with(#word, :v1)', [S('bee')], ['bee', 'beetle']],
      ['word: { beginsWith: "" }', '', [], ['ape', 'bee', 'beetle', 'cow']],
    ],
  },
  {
    sortKey: 'one field in a template without a constant',
    field: 'titlesByShelf',
    partition: 'shelf: "x"',
    table: 'Titles',
    keys: ['shelf', 'SK'],
    partitionValue: S('x'),
    cases: [
      ['', '', [], ['ape', 'bee', 'beetle', 'cow']],
      ['title: { eq: "bee" }', '#SK = :v1', [S('bee')], ['bee']],
      ['title: { lt: "bee" }', '#SK < :v1', [S('bee')], ['ape']],
      ['title: { le: "bee" }', '#SK <= :v1', [S('bee')], ['ape', 'bee']],
      ['title: { gt: "bee" }', '#SK > :v1', [S('bee')], ['beetle', 'cow']],
      ['title: { ge: "bee" }', '#SK >= :v1', [S('bee')], ['bee', 'beetle', 'cow']],
      ['title: { between: ["b", "c"] }', '#SK BETWEEN :v1 AND :v2', [S('b'), S('c')], ['bee', 'beetle']],
      ['title: { beginsWith: "b" }', 'begins_with(#SK, :v1)', [S('b')], ['bee', 'beetle']],
    ],
  },
  {
    sortKey: 'a plain number',
    field: 'readingsByDevice',
    partition: 'device: "d"',
    table: 'Readings',
    keys: ['device', 'value'],
    partitionValue: S('d'),
    cases: [
      ['', '', [], ['-2', '1.5', '10']],
      ['value: { eq: 1.5 }', '#value = :v1', [N('1.5')], ['1.5']],
      ['value: { lt: 10 }', '#value < :v1', [N('10')], ['-2', '1.5']],
      ['value: { le: 1.5 }', '#value <= :v1', [N('1.5')], ['-2', '1.5']],
      ['value: { gt: -2 }', '#value > :v1', [N('-2')], ['1.5', '10']],
      ['value: { ge: 1.5 }', '#value >= :v1', [N('1.5')], ['1.5', '10']],
      ['value: { between: [-2, 2] }', '#value BETWEEN :v1 AND :v2', [N('-2'), N('2')], ['-2', '1.5']],
      ['value: { ge: -2, lt: 10 }', '#value BETWEEN :v1 AND :v2', [N('-2'), N('10')], ['-2', '1.5'], 1],
    ],
  },
  {
    sortKey: 'plain bytes',
    field: 'blocksByFile',
    partition: 'file: "f"',
    table: 'Blocks',
    keys: ['file', 'hash'],
    partitionValue: S('f'),
    cases: [
      ['', '', [], ['1', '2.1', '2.9', '3']],
      [`hash: { eq: "${base64(2, 9)}" }`, '#hash = :v1', [B(2, 9)], ['2.9']],
      [`hash: { lt: "${base64(2, 9)}" }`, '#hash < :v1', [B(2, 9)], ['1', '2.1']],
      [`hash: { le: "${base64(2, 9)}" }`, '#hash <= :v1', [B(2, 9)], ['1', '2.1', '2.9']],
      [`hash: { gt: "${base64(2, 1)}" }`, '#hash > :v1', [B(2, 1)], ['2.9', '3']],
      [`hash: { ge: "${base64(2, 1)}" }`, '#hash >= :v1', [B(2, 1)], ['2.1', '2.9', '3']],
      [
        `hash: { between: ["${base64(2)}", "${base64(3)}"] }`,
        '#hash BETWEEN :v1 AND :v2',
        [B(2), B(3)],
        ['2.1', '2.9', '3'],
      ],
      [`hash: { beginsWith: "${base64(2)}" }`, 'begins_with(#hash, :v1)', [B(2)], ['2.1', '2.9']],
    ],
  },
  {
    sortKey: 'a plain moment',
    field: 'visitsByPage',
    partition: 'page: "p"',
    table: 'Visits',
    keys: ['page', 'at'],
    partitionValue: S('p'),
    cases: [
      ['at: { eq: "2026-01-02T08:00:00Z" }', '#at = :v1', [S('2026-01-02T08:00:00Z')], ['2026-01-02']],
      ['at: { lt: "2026-01-02T08:00:00Z" }', '#at < :v1', [S('2026-01-02T08:00:00Z')], ['2026-01-01']],
      ['at: { le: "2026-01-02T08:00:00Z" }', '#at <= :v1', [S('2026-01-02T08:00:00Z')], ['2026-01-01', '2026-01-02']],
      ['at: { gt: "2026-01-02T08:00:00Z" }', '#at > :v1', [S('2026-01-02T08:00:00Z')], ['2026-02-01']],
      ['at: { ge: "2026-01-02T08:00:00Z" }', '#at >= :v1', [S('2026-01-02T08:00:00Z')], ['2026-01-02', '2026-02-01']],
      [
        'at: { between: ["2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z"] }',
        '#at BETWEEN :v1 AND :v2',
        [S('2026-01-01T00:00:00Z'), S('2026-01-31T00:00:00Z')],
        ['2026-01-01', '2026-01-02'],
      ],
      ['at: { beginsWith: "2026-01" }', 'begins_with(#at, :v1)', [S('2026-01')], ['2026-01-01', '2026-01-02']],
    ],
  },
  {
    sortKey: 'a day behind a constant',
    field: 'entriesByAuthor',
    partition: 'author: "me"',
    table: 'Diary',
    keys: ['author', 'SK'],
    partitionValue: S('me'),
    cases: [
      ['', 'begins_with(#SK, :v1)', [S('DAY#')], ['2025-12-31', '2026-01-01', '2026-01-02']],
      ['day: { eq: "2026-01-01" }', '#SK = :v1', [S('DAY#2026-01-01')], ['2026-01-01']],
      ['day: { lt: "2026-01-01" }', '#SK BETWEEN :v1 AND :v2', [S('DAY#'), S('DAY#2026-01-01')], ['2025-12-31'], 1],
      [
        'day: { le: "2026-01-01" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('DAY#'), S('DAY#2026-01-01')],
        ['2025-12-31', '2026-01-01'],
      ],
      [
        'day: { gt: "2026-01-01" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('DAY#2026-01-01'), S(`DAY#${LAST}`)],
        ['2026-01-02'],
        1,
      ],
      [
        'day: { ge: "2026-01-01" }',
        '#SK BETWEEN :v1 AND :v2',
        [S('DAY#2026-01-01'), S(`DAY#${LAST}`)],
        ['2026-01-01', '2026-01-02'],
      ],
      [
        'day: { between: ["2026-01-01", "2026-01-31"] }',
        '#SK BETWEEN :v1 AND :v2',
        [S('DAY#2026-01-01'), S('DAY#2026-01-31')],
        ['2026-01-01', '2026-01-02'],
      ],
      ['day: { beginsWith: "2026-01" }', 'begins_with(#SK, :v1)', [S('DAY#2026-01')], ['2026-01-01', '2026-01-02']],
    ],
  },
];

function scenarioOf(
  shape: Shape,
  order: 'ASC' | 'DESC',
  [asks, condition, values, found, more = 0]: RangeCase,
): Scenario {
  const { sortKey, field, partition, table, keys, partitionValue } = shape;
  const [hash, range] = keys;
  const direction = order === 'ASC' ? 'ascending' : 'descending';
  const rest = condition === '' ? '' : ` AND ${condition}`;
  return {
    title: `${sortKey}, ${direction}: ${asks === '' ? 'the whole partition' : asks}`,
    schema: RANGES,
    items: rangeItems,
    operation: `{ ${field}(${[partition, asks, `order: ${order}`].filter(Boolean).join(', ')}) { nodes { id } } }`,
    commands: [
      {
        action: 'Query',
        TableName: table,
        KeyConditionExpression: `#${hash} = :v0${rest}`,
        ProjectionExpression: `#id, #${hash}, #${range}`,
        ExpressionAttributeNames: { '#id': 'id', [`#${hash}`]: hash, [`#${range}`]: range },
        ExpressionAttributeValues: Object.fromEntries(
          [partitionValue, ...values].map((value, at) => [`:v${at}`, value]),
        ),
        ScanIndexForward: order === 'ASC',
        Limit: 20 + more,
      },
    ],
    data: { [field]: { nodes: (order === 'ASC' ? found : found.toReversed()).map((id) => ({ id })) } },
  };
}

/** Every operator at every position of a sort key is ONE key condition, without a filter and without another type's items. */
export const keyRanges: readonly Scenario[] = shapes.flatMap((shape) =>
  (['ASC', 'DESC'] as const).flatMap((order) => shape.cases.map((one) => scenarioOf(shape, order, one))),
);
