import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createAwsSdkTransport } from '../../src/dynamo/execute/awsSdkTransport.js';
import { createCaller } from '../../src/dynamo/execute/caller.js';
import { unrestricted } from '../../src/model/viewer.js';
import type { DynamodbReport } from '../../src/resolvers/callLog.js';
import { explainOperation } from '../../src/resolvers/explain/explainOperation.js';
import { sampleSizes } from '../../src/resolvers/explain/sampleSizes.js';
import type { SampledSizes } from '../../src/resolvers/explain/sizes.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { readExampleOperations, type ExampleOperation } from '../../src/server/exampleOperation.js';
import { compileServedSchema, readSchemaFile, type ServedSchema } from '../../src/server/servedSchema.js';
import { seed } from '../../store/seed/seed.js';

/** The store's own fields without their calls, which no plan knows. */
const resolvers = {
  Product: { ratingSummary: () => null },
  Customer: { fullName: () => 'somebody' },
  Query: { lowStock: () => [] },
  Mutation: {
    transferPoints: () => null,
    placeOrder: () => ({
      order: {
        __typename: 'Order',
        customerId: 'C-1094',
        orderId: '01JM1TNF77PKAAVQ0TS0JEB8BK',
        status: 'PLACED',
        total: { amount: '1', currency: 'EUR' },
      },
      outOfStock: [],
    }),
    nextSequence: () => null,
    submitScore: () => ({
      isNewBest: false,
      highScore: { playerId: 'C-1094', score: 1, nickname: 'L', achievedAt: '2025-06-01T09:00:00.000Z' },
    }),
  },
};

/** Of what it is compared with. */
const TOLERANCE = 0.2;
/** Read units of three small items: how many sellers five lamps have is chance, and a shelf is longer than another. */
const BY_CHANCE = 1.5;

interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
}
const all: { readonly estimated: Units; readonly consumed: Units }[] = [];

let gateway: Gateway;
let served: ServedSchema;
let sizes: SampledSizes;
let operations: readonly ExampleOperation[];

beforeAll(async () => {
  operations = await readExampleOperations('store/operations');
  served = compileServedSchema('schema.graphql', await readSchemaFile('schema.graphql'));
  gateway = await createGateway({ inMemory: true, logLevel: 'silent', dynamodbExtension: true, resolvers, seed });
  const transport = createAwsSdkTransport({
    endpoint: gateway.localEndpoint ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const options = () => ({ signal: AbortSignal.timeout(10_000), deadlineAtMs: Date.now() + 10_000 });
  sizes = await sampleSizes(createCaller({ transport }), served.model, options);
  await transport.close();
}, 60_000);
afterAll(() => gateway.close());

describe("what the store's operations are likely to consume is what they do consume", () => {
  test.each(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '14', '15', '17'])(
    '%s',
    async (number) => {
      const operation = operations.find(({ name }) => name.startsWith(number));
      if (operation === undefined) throw new Error(`The store has no operation ${number}.`);
      const variables = JSON.parse(operation.variables ?? '{}') as Readonly<Record<string, unknown>>;
      const plan = explainOperation({
        model: served.model,
        schema: gateway.schema,
        document: parse(operation.query),
        variables,
        viewer: unrestricted(new Date()),
        limits: {
          defaultPageSizeItems: 20,
          maxPageSizeItems: 100,
          readBudgetUnits: 512,
          maxReadUnits: 5000,
          maxKeys: 1000,
        },
        sizes,
      });
      const { data, errors, extensions } = await gateway.execute({ query: operation.query, variables });
      expect(errors).toBeUndefined();
      const { consumed } = extensions?.['dynamodb'] as DynamodbReport;
      const sum = (part: 'readUnits' | 'writeUnits') =>
        Object.values(consumed).reduce((total, units) => total + units[part], 0);
      // What is refused consumes as well, and engines do not report it.
      const refused = plan.fields.filter(({ path }) => isRefused(data?.[path[0] ?? '']));
      const unreported = refused.reduce((total, { cost }) => total + cost.writeUnits.likely, 0);
      const estimated = {
        readUnits: plan.totals.readUnits.likely,
        writeUnits: plan.totals.writeUnits.likely - unreported,
      };
      all.push({ estimated, consumed: { readUnits: sum('readUnits'), writeUnits: sum('writeUnits') } });
      expectClose(estimated.readUnits, sum('readUnits'), BY_CHANCE);
      expectClose(estimated.writeUnits, sum('writeUnits'), 0);
    },
  );

  test('and so it is of all of them together', () => {
    for (const part of ['readUnits', 'writeUnits'] as const) {
      const [estimated, consumed] = [
        all.reduce((total, one) => total + one.estimated[part], 0),
        all.reduce((total, one) => total + one.consumed[part], 0),
      ];
      expect(consumed).toBeGreaterThan(10);
      expectClose(estimated, consumed, 0);
    }
  });
});

function isRefused(payload: unknown): boolean {
  return ((payload as { readonly conflict?: unknown } | null | undefined)?.conflict ?? null) !== null;
}

function expectClose(estimated: number, consumed: number, byChance: number): void {
  expect(Math.abs(estimated - consumed)).toBeLessThanOrEqual(Math.max(consumed * TOLERANCE, byChance));
}
