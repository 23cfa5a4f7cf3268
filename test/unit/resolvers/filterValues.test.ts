import { expect, test } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import { entityOf } from '../../../src/model/model.js';
import { toFilter } from '../../../src/resolvers/filterInput.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

const { model } = compileSchema([
  { name: 'schema.graphql', body: 'type Post @table(partition: "postId") { postId: ID! text: String }' },
]);

function refusalOf(input: Readonly<Record<string, unknown>>): GatewayError | undefined {
  try {
    toFilter(entityOf(model, 'Post').fields, model, input, ['filter'], () => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

const texts = (count: number) => Array.from({ length: count }, (_, at) => `t${at}`);

test.each([
  ['an "in"', { text: { in: texts(1_001) } }],
  ['an "or"', { or: texts(1_001).map((eq) => ({ text: { eq } })) }],
  ['several', { not: { text: { in: texts(600) } }, and: [{ text: { in: texts(401) } }] }],
])('%s of more than 1,000 values is refused before any work is done for them', (_what, filter) => {
  const refusal = refusalOf(filter);
  expect(refusal?.code).toBe('LIMIT_EXCEEDED');
  expect(refusal?.message).toBe('"filter" tests more than 1000 values. Test fewer at once.');
  expect(refusal?.details.limit).toEqual({ name: 'filterValues', max: 1_000 });
});

test('a thousand values are taken', () => {
  expect(refusalOf({ text: { in: texts(1_000) } })).toBeUndefined();
});
