import type { AttributeValue } from '../../../src/model/attributeValue.js';
import { keyRangeScenarios } from '../../support/keyRangeScenarios.js';
import type { Scenario } from '../../support/scenario.js';

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });
const B = (...bytes: number[]): AttributeValue => ({ B: Buffer.from(bytes).toString('base64') });
const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');

/** Every operator on a sort key that is a field. */
export const plainKeyRanges: readonly Scenario[] = keyRangeScenarios([
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
]);
