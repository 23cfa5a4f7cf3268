import fc from 'fast-check';
import type { AttributeMap, AttributeValue } from '../../../src/model/attributeValue.js';
import type { CompareOperator, Filter, Path } from '../../../src/model/filter.js';

/** Few and small values, so that equal ones, prefixes and neighbours meet often. */
const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '😀', '\uFFFD', 'aé');
const number = fc.constantFrom('0', '1', '2', '10', '-3', '0.5', '12345678901234567890123456789012345678');
const binary = fc.constantFrom('', 'AA==', 'AAE=', 'AQ==', '/w==');

const orderedValues: fc.Arbitrary<AttributeValue> = fc.oneof(
  text.map((S) => ({ S })),
  number.map((N) => ({ N })),
  binary.map((B) => ({ B })),
);

/** DynamoDB takes no empty text or binary in a set, and no empty set. */
const elementsOf = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.uniqueArray(
    arbitrary.filter((element) => element !== ''),
    { minLength: 1, maxLength: 2 },
  );

const sets: fc.Arbitrary<AttributeValue> = fc.oneof(
  elementsOf(text).map((SS) => ({ SS })),
  elementsOf(number).map((NS) => ({ NS })),
  elementsOf(binary).map((BS) => ({ BS })),
);

const scalars: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 4, arbitrary: orderedValues },
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
);

const values: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 3, arbitrary: scalars },
  sets,
  fc.array(scalars, { maxLength: 2 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom('a', 'b'), scalars, { maxKeys: 2, noNullPrototype: true }).map((M) => ({ M })),
);

export const items: fc.Arbitrary<AttributeMap> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), values, {
  maxKeys: 3,
  noNullPrototype: true,
});

const paths: fc.Arbitrary<Path> = fc.constantFrom<Path[]>(['a'], ['b'], ['a', 'b'], ['c', 'a'], ['b', 'a', 'a']);
const orders = fc.constantFrom<CompareOperator[]>('<', '<=', '>', '>=');
const equalities = fc.constantFrom<CompareOperator[]>('=', '<>');
const pairs = fc.oneof(
  fc.tuple(text, text).map(([low, high]) => ({ low: { S: low }, high: { S: high } })),
  fc.tuple(number, number).map(([low, high]) => ({ low: { N: low }, high: { N: high } })),
  fc.tuple(binary, binary).map(([low, high]) => ({ low: { B: low }, high: { B: high } })),
);
const textOrBinary: fc.Arbitrary<AttributeValue> = fc.oneof(
  text.map((S) => ({ S })),
  binary.map((B) => ({ B })),
);

const conditions: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), path: paths, op: orders, value: orderedValues }),
  fc.record({ kind: fc.constant('compare' as const), path: paths, op: equalities, value: values }),
  fc.tuple(paths, pairs).map(([path, pair]) => ({ kind: 'between' as const, path, ...pair })),
  fc.record({ kind: fc.constant('in' as const), path: paths, values: fc.array(values, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('beginsWith' as const), path: paths, value: textOrBinary }),
  fc.record({ kind: fc.constant('contains' as const), path: paths, value: scalars }),
  fc.record({ kind: fc.constant('exists' as const), path: paths, exists: fc.boolean() }),
  fc.record({ kind: fc.constant('stored' as const), path: paths, stored: fc.boolean() }),
  fc.record({
    kind: fc.constant('size' as const),
    path: paths,
    op: fc.oneof(orders, equalities),
    value: fc.integer({ min: 0, max: 3 }),
  }),
);

/** Every kind of filter, on the paths of `items`, with only such operands as DynamoDB takes. */
export const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    conditions,
    fc.array(tie('filter'), { maxLength: 3 }).map((list) => ({ kind: 'and' as const, filters: list })),
    fc.array(tie('filter'), { maxLength: 3 }).map((list) => ({ kind: 'or' as const, filters: list })),
    tie('filter').map((filter) => ({ kind: 'not' as const, filter })),
  ),
})).filter;
