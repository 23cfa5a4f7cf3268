import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { eachAtMost } from '../../src/dynamo/execute/eachAtMost.js';
import { createDocumentClient } from '../../src/dynamo/execute/sdkClients.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { resolvers } from '../../store/resolvers.js';
import { testEngine } from './engine.js';
import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { item } from './scenarioItem.js';
import type { TestResult } from './testGateway.js';

/** Engines write one after the other: more than these at once would only wait, until their deadlines. */
const AT_ONCE = 50;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation answers in a shape of its own, and its values are what is tested
export type Data = Readonly<Record<string, any>>;

export interface StoreGateway extends EngineGateway {
  /** The data of what is to succeed. */
  answer(operation: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
}

/** The store with its resolvers, on tables of its own without sample data. */
export async function createStoreGateway(): Promise<StoreGateway> {
  const documentClient = createDocumentClient(testEngine());
  const schema = readFileSync('schema.graphql', 'utf8');
  const gateway = await createEngineGateway({ schema, resolvers, documentClient });
  return {
    ...gateway,
    async answer(operation, variables) {
      const { data, errors } = await gateway.run(operation, variables);
      expect(errors).toBeUndefined();
      return data as Data;
    },
    async close() {
      documentClient.destroy();
      await gateway.close();
    },
  };
}

/** As a client sees them, in one object each. */
export function errorsOf({ errors = [] }: TestResult): readonly Data[] {
  return errors.map(({ message, path, extensions }) => ({ message, path, ...extensions }));
}

export function actionsOf({ commands }: TestResult): readonly string[] {
  return commands.map(({ action }) => action);
}

/** Runs it so many times, 50 at a time. */
export async function manyAtOnce<T>(count: number, run: (index: number) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  await eachAtMost(AT_ONCE, Array(count).keys(), async (index) => {
    results[index] = await run(index);
  });
  return results;
}

/** @throws {Error} where the attribute is no number. */
export function numberOf(stored: AttributeMap | undefined, attribute: string): number {
  const value = stored?.[attribute];
  if (value === undefined || !('N' in value)) throw new Error(`There is no number "${attribute}".`);
  return Number(value.N);
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const WRITTEN_AT = '2025-06-01T09:00:00.000Z';
const TRACKED = { createdAt: WRITTEN_AT, updatedAt: WRITTEN_AT, version: 1 };

export const pointsItem = (userId: string, balance: number) =>
  item({ userId, balance, tier: 'BRONZE', updatedAt: WRITTEN_AT });

export const productItem = (productId: string, price: number, status = 'ACTIVE') =>
  item({
    productId,
    name: `The ${productId}`,
    sku: productId,
    category: 'any',
    price,
    status,
    sellerId: 's',
    ...TRACKED,
  });

export const stockItem = (productId: string, warehouse: string, quantity: number) =>
  item({ productId, warehouse, quantity, reorderAt: 5, updatedAt: WRITTEN_AT, version: 1 });

export const ADDRESS = { street: 'Am Ufer 1', city: 'Kiel', zip: '24103', country: 'DE' };

export const customerItem = (customerId: string) =>
  item({
    PK: `CUSTOMER#${customerId}`,
    SK: 'PROFILE',
    entity: 'Customer',
    customerId,
    firstName: 'Ann',
    lastName: 'Lee',
    email: `${customerId}@example.com`,
    address: ADDRESS,
    newsletter: false,
    GSI1PK: `EMAIL#${customerId}@example.com`,
    GSI1SK: 'CUSTOMER',
    ...TRACKED,
  });
