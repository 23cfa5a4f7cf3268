import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createStoreGateway, errorsOf, manyAtOnce, type StoreGateway } from '../support/storeGateway.js';

let gateway: StoreGateway;
beforeAll(async () => {
  gateway = await createStoreGateway();
}, 30_000);
afterAll(() => gateway.close());

const NEXT = 'mutation Next($name: ID!) { nextSequence(name: $name) }';
const next = async (name: string): Promise<unknown> => (await gateway.answer(NEXT, { name }))['nextSequence'];

describe('nextSequence', () => {
  test('gives 200 callers, 50 at a time, the numbers 1 to 200', async () => {
    const numbers = await manyAtOnce(200, () => next('invoices'));
    expect(numbers.map(Number).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 200 }, (_none, at) => at + 1),
    );
    const { counter } = await gateway.answer('{ counter(name: "invoices") { value } }');
    expect(counter.value).toBe('200');
  });

  test('goes on from a number beyond 53 bits, exactly, and says when it was written', async () => {
    const before = '2025-06-01T09:00:00.000Z';
    const name = { S: 'big' };
    await gateway.store({ Counters: [{ name, value: { N: '9007199254740993' }, updatedAt: { S: before } }] });
    expect(await next('big')).toBe('9007199254740994');
    const { counter } = await gateway.answer('{ counter(name: "big") { updatedAt } }');
    expect(counter.updatedAt > before).toBe(true);
  });

  test.each(['', 'a b', 'x'.repeat(101)])('refuses the name "%s"', async (name) => {
    const result = await gateway.run(NEXT, { name });
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', argument: ['name'] }]);
  });

  test('is refused by its name in a mutation with @transaction, and nothing is counted', async () => {
    const operation = /* GraphQL */ `
      mutation @transaction {
        number: nextSequence(name: "joint")
        createCounter(input: { name: "other" }) {
          counter {
            name
          }
          conflict {
            reason
          }
        }
      }
    `;
    const result = await gateway.run(operation);
    expect(errorsOf(result)).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['number'], message: expect.stringContaining('"nextSequence"') },
    ]);
    const { joint, other } = await gateway.answer(
      '{ joint: counter(name: "joint") { value } other: counter(name: "other") { value } }',
    );
    expect({ joint, other }).toEqual({ joint: null, other: null });
  });
});
