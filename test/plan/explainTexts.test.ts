import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { explainOperation } from '../../src/resolvers/explain/explainOperation.js';
import { explainText } from '../../src/resolvers/explain/explainText.js';
import { standInResolvers } from '../../src/resolvers/explain/standInResolvers.js';
import { createExecutableSchema } from '../../src/resolvers/createExecutableSchema.js';
import { unrestricted } from '../../src/model/viewer.js';
import { libraryScalars } from '../../src/schema/scalars/libraryScalars.js';
import { readExampleOperations, type ExampleOperation } from '../../src/server/exampleOperation.js';
import { compileServedSchema } from '../../src/server/servedSchema.js';
import { readPage } from '../docs/pages.js';
import { TEST_NOW } from '../support/moments.js';

const { model, api } = compileServedSchema('schema.graphql', readFileSync('schema.graphql', 'utf8'));
const userResolvers = standInResolvers(model, api);
const schema = createExecutableSchema({ model, api, userResolvers, scalars: libraryScalars });
let operations: readonly ExampleOperation[];

beforeAll(async () => {
  operations = await readExampleOperations('store/operations');
});

function textOf({ query, variables = '{}' }: ExampleOperation): string {
  const plan = explainOperation({
    model,
    schema,
    document: parse(query),
    variables: JSON.parse(variables) as Readonly<Record<string, unknown>>,
    viewer: unrestricted(TEST_NOW),
    limits: {
      defaultPageSizeItems: 20,
      maxPageSizeItems: 100,
      readBudgetUnits: 512,
      maxReadUnits: 5000,
      maxKeys: 1000,
    },
  });
  return explainText(plan);
}

describe("the plan of the store's operation, for people to read:", () => {
  test.each([
    '01-product-page',
    '02-browse-category',
    '03-find-a-gift',
    '04-front-page',
    '05-customer-history',
    '06-whole-order',
    '07-last-days',
    '08-leaderboard',
    '09-create-product',
    '10-change-a-price',
    '11-take-from-stock',
    '12-product-changed',
    '13-transfer-points',
    '14-place-an-order',
    '15-submit-a-score',
    '16-next-sequence',
    '17-cancel-an-order',
  ])('%s', (name) => {
    const operation = operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`The store has no operation ${name}.`);
    expect(textOf(operation)).toBe(readFileSync(`test/plan/explained/${name}.txt`, 'utf8'));
  });

  test('docs/explain.md shows one of them', () => {
    const command = /sortkey explain store\/operations\/([\w-]+)\.graphql/.exec(
      readFileSync('docs/explain.md', 'utf8'),
    );
    const shown = readPage('docs/explain.md').blocks.find(({ body }) => body.startsWith('query '))?.body;
    expect(shown).toBe(readFileSync(`test/plan/explained/${command?.[1]}.txt`, 'utf8'));
  });
});
