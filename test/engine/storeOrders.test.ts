import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  actionsOf,
  ADDRESS,
  createStoreGateway,
  customerItem,
  errorsOf,
  manyAtOnce,
  numberOf,
  pointsItem,
  productItem,
  stockItem,
  type Data,
  type StoreGateway,
  sum,
} from '../support/storeGateway.js';

let gateway: StoreGateway;
beforeAll(async () => {
  gateway = await createStoreGateway();
}, 30_000);
afterAll(() => gateway.close());

const PAYLOAD = /* GraphQL */ `
  fragment Placed on PlaceOrderPayload {
    order {
      orderId
      status
      total {
        amount
        currency
      }
      deliverTo {
        city
        postalCode
      }
      note
      lines {
        nodes {
          lineNumber
          productName
          quantity
          unitPrice {
            amount
          }
        }
      }
      customer {
        points {
          balance
        }
      }
    }
    pointsEarned
    outOfStock {
      product {
        name
      }
      warehouse
      asked
      available
    }
  }
`;
const PLACE = /* GraphQL */ `
  mutation Place($customerId: ID!, $lines: [OrderedProduct!]!, $deliverTo: AddressCreateInput, $note: String) {
    placeOrder(customerId: $customerId, lines: $lines, deliverTo: $deliverTo, note: $note) {
      ...Placed
    }
  }
  ${PAYLOAD}
`;

beforeEach(async () => {
  await gateway.empty('Shop', 'Products', 'Inventory', 'UserPoints', 'sortkey');
  await gateway.store({
    Shop: [customerItem('ann')],
    Products: [productItem('lamp', 19.9), productItem('bulb', 0.1), productItem('sofa', 1999, 'DRAFT')],
    Inventory: [stockItem('lamp', 'berlin', 10), stockItem('bulb', 'berlin', 10), stockItem('lamp', 'lyon', 1)],
  });
});

const ofType = async (entity: string) =>
  (await gateway.itemsOf('Shop')).filter(({ entity: stored }) => (stored as { S: string }).S === entity);

async function stock(): Promise<Readonly<Record<string, number>>> {
  const stored = await gateway.itemsOf('Inventory');
  return Object.fromEntries(
    stored.map((level) => {
      const { productId, warehouse } = level as { productId: { S: string }; warehouse: { S: string } };
      return [`${productId.S} in ${warehouse.S}`, numberOf(level, 'quantity')];
    }),
  );
}

const FULL = { 'lamp in berlin': 10, 'bulb in berlin': 10, 'lamp in lyon': 1 };

async function expectNothingWritten(): Promise<void> {
  expect(await stock()).toEqual(FULL);
  expect((await gateway.itemsOf('Shop')).length).toBe(1);
  expect(await gateway.itemsOf('UserPoints')).toEqual([]);
}

describe('placeOrder', () => {
  test('writes order and lines, takes from the stock and credits points: one batch to read, one transaction, one read', async () => {
    await gateway.store({ UserPoints: [pointsItem('ann', 7)] });
    const lines = [
      { productId: 'lamp', quantity: 3 },
      { productId: 'bulb', quantity: 2 },
      { productId: 'lamp', warehouse: 'lyon', quantity: 1 },
    ];
    const variables = { customerId: 'ann', lines, note: 'Ring twice.' };
    const result = await gateway.run(PLACE, variables);
    expect(result.errors).toBeUndefined();
    expect((result.data as Data)['placeOrder']).toEqual({
      order: {
        orderId: expect.any(String),
        status: 'PLACED',
        total: { amount: '79.8', currency: 'EUR' },
        deliverTo: { city: ADDRESS.city, postalCode: ADDRESS.zip },
        note: 'Ring twice.',
        lines: {
          nodes: [
            { lineNumber: 1, productName: 'The lamp', quantity: 3, unitPrice: { amount: '19.9' } },
            { lineNumber: 2, productName: 'The bulb', quantity: 2, unitPrice: { amount: '0.1' } },
            { lineNumber: 3, productName: 'The lamp', quantity: 1, unitPrice: { amount: '19.9' } },
          ],
        },
        customer: { points: { balance: 86 } },
      },
      pointsEarned: 79,
      outOfStock: [],
    });
    expect(actionsOf(result).slice(0, 3)).toEqual(['BatchGetItem', 'TransactWriteItems', 'GetItem']);
    expect(await stock()).toEqual({ 'lamp in berlin': 7, 'bulb in berlin': 8, 'lamp in lyon': 0 });
  });

  test('adds delivery to a small order, without a cent of floating point, and opens an account for the first points', async () => {
    const deliverTo = { street: 'Rue 2', city: 'Lyon', postalCode: '69001', country: 'FR' };
    const { placeOrder } = await gateway.answer(PLACE, {
      customerId: 'ann',
      lines: [{ productId: 'bulb', quantity: 3 }],
      deliverTo,
    });
    expect(placeOrder).toMatchObject({
      order: { total: { amount: '5.2' }, deliverTo: { city: 'Lyon' }, customer: { points: { balance: 5 } } },
      pointsEarned: 5,
    });
  });

  test('names all that is out of stock as data, and writes nothing', async () => {
    const lines = [
      { productId: 'lamp', quantity: 11 },
      { productId: 'bulb', quantity: 1 },
      { productId: 'lamp', quantity: 2, warehouse: 'lyon' },
      { productId: 'bulb', quantity: 1, warehouse: 'leeds' },
    ];
    const { placeOrder } = await gateway.answer(PLACE, { customerId: 'ann', lines });
    expect(placeOrder).toEqual({
      order: null,
      pointsEarned: null,
      outOfStock: [
        { product: { name: 'The lamp' }, warehouse: 'berlin', asked: 11, available: 10 },
        { product: { name: 'The lamp' }, warehouse: 'lyon', asked: 2, available: 1 },
        { product: { name: 'The bulb' }, warehouse: 'leeds', asked: 1, available: 0 },
      ],
    });
    await expectNothingWritten();
  });

  test.each<[string, readonly object[], readonly (string | number)[]]>([
    ['no lines', [], ['lines']],
    ['41 lines', Array.from({ length: 41 }, () => ({ productId: 'lamp', quantity: 1 })), ['lines']],
    ['a line of nothing', [{ productId: 'lamp', quantity: 0 }], ['lines', 0, 'quantity']],
    ['a line of 1,000', [{ productId: 'lamp', quantity: 1000 }], ['lines', 0, 'quantity']],
    ['one thing twice', [1, 2].map((quantity) => ({ productId: 'lamp', quantity })), ['lines', 1]],
    ['an unknown product', [{ productId: 'harp', quantity: 1 }], ['lines', 0, 'productId']],
    ['a product that is not for sale', [{ productId: 'sofa', quantity: 1 }], ['lines', 0, 'productId']],
  ])('refuses %s, naming the argument', async (_case, lines, argument) => {
    const result = await gateway.run(PLACE, { customerId: 'ann', lines });
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', argument }]);
    await expectNothingWritten();
  });

  test('refuses a customer that there is not', async () => {
    const result = await gateway.run(PLACE, { customerId: 'bob', lines: [{ productId: 'lamp', quantity: 1 }] });
    expect(errorsOf(result)).toMatchObject([{ code: 'BAD_USER_INPUT', argument: ['customerId'] }]);
    await expectNothingWritten();
  });

  test('takes 40 lines at once', async () => {
    const names = Array.from({ length: 40 }, (_none, at) => `cup-${at}`);
    await gateway.store({
      Products: names.map((name) => productItem(name, 2.5)),
      Inventory: names.map((name) => stockItem(name, 'berlin', 1)),
    });
    const { placeOrder } = await gateway.answer(PLACE, {
      customerId: 'ann',
      lines: names.map((productId) => ({ productId, quantity: 1 })),
    });
    expect(placeOrder.order.total.amount).toBe('100');
    expect(await ofType('OrderLine')).toHaveLength(40);
  });

  test('200 times, 50 at a time, on a stock of 100, sells exactly 100', async () => {
    const buyers = Array.from({ length: 8 }, (_none, at) => `b${at}`);
    // Half of them have no account yet: their first orders meet while it is opened.
    await gateway.store({
      Shop: buyers.map(customerItem),
      UserPoints: buyers.slice(4).map((userId) => pointsItem(userId, 1000)),
      Inventory: [stockItem('lamp', 'leeds', 100), stockItem('bulb', 'leeds', 1000)],
    });
    const bought = new Map<string, number>();
    const payloads = await manyAtOnce(200, async (index) => {
      const customerId = `b${index % 8}`;
      const lines = ['lamp', 'bulb'].map((productId) => ({ productId, warehouse: 'leeds', quantity: 1 }));
      const { placeOrder } = await gateway.answer(PLACE, { customerId, lines });
      if (placeOrder.order !== null) bought.set(customerId, (bought.get(customerId) ?? 0) + 1);
      return placeOrder as Data;
    });

    const placed = payloads.filter(({ order }) => order !== null);
    expect(placed).toHaveLength(100);
    for (const { order, pointsEarned } of placed) {
      expect(order).toMatchObject({
        total: { amount: '24.9' },
        lines: { nodes: [{ lineNumber: 1 }, { lineNumber: 2 }] },
      });
      expect(pointsEarned).toBe(24);
    }
    const refused = payloads.filter(({ order }) => order === null);
    expect(refused).toHaveLength(100);
    for (const { outOfStock } of refused) {
      expect(outOfStock).toEqual([{ product: { name: 'The lamp' }, warehouse: 'leeds', asked: 1, available: 0 }]);
    }

    expect(await stock()).toEqual({ ...FULL, 'lamp in leeds': 0, 'bulb in leeds': 900 });
    expect(await ofType('Order')).toHaveLength(100);
    expect(await ofType('OrderLine')).toHaveLength(200);
    const accounts = await gateway.itemsOf('UserPoints');
    const balances = accounts.map((account) => [(account['userId'] as { S: string }).S, numberOf(account, 'balance')]);
    expect(Object.fromEntries(balances)).toEqual(
      Object.fromEntries(
        buyers
          .map((buyer, at) => [buyer, (at < 4 ? 0 : 1000) + 24 * (bought.get(buyer) ?? 0)] as const)
          .filter(([buyer], at) => at >= 4 || bought.has(buyer)),
      ),
    );
    expect(sum(balances.map(([, balance]) => Number(balance)))).toBe(4000 + 2400);
  }, 60_000);
});

describe('placeOrder in a mutation with @transaction', () => {
  const JOINT = /* GraphQL */ `
    mutation Joint($quantity: Int!, $version: Int, $token: String) @transaction(token: $token) {
      placeOrder(customerId: "ann", lines: [{ productId: "lamp", quantity: $quantity }]) {
        ...Placed
      }
      updateCustomer(customerId: "ann", expectedVersion: $version, set: { newsletter: true }) {
        customer {
          newsletter
        }
        conflict {
          reason
        }
      }
    }
    ${PAYLOAD}
  `;

  test('is written with the other fields, also with one that writes the customer it looks for', async () => {
    const result = await gateway.run(JOINT, { quantity: 1, version: 1 });
    expect(result.errors).toBeUndefined();
    expect(result.data).toMatchObject({
      placeOrder: { order: { total: { amount: '24.8' }, lines: { nodes: [{ quantity: 1 }] } }, outOfStock: [] },
      updateCustomer: { customer: { newsletter: true }, conflict: null },
    });
    expect(actionsOf(result).filter((action) => action === 'TransactWriteItems')).toHaveLength(1);
  });

  test('keeps the others from being written where it is out of stock', async () => {
    const data = await gateway.answer(JOINT, { quantity: 11 });
    expect(data).toMatchObject({
      placeOrder: { order: null, outOfStock: [{ asked: 11, available: 10 }] },
      updateCustomer: { customer: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
    });
    await expectNothingWritten();
  });

  test('is not placed where another field is refused', async () => {
    const result = await gateway.run(JOINT, { quantity: 1, version: 9 });
    expect(result.data).toMatchObject({
      placeOrder: null,
      updateCustomer: { conflict: { reason: 'VERSION_MISMATCH' } },
    });
    expect(errorsOf(result)).toMatchObject([{ code: 'CONFLICT', conflict: { reason: 'TRANSACTION_CANCELLED' } }]);
    await expectNothingWritten();
  });

  test('is placed once by a token, and sent again shows the order as it was placed, whatever the price is now', async () => {
    const variables = { quantity: 2, token: 'order-4711' };
    const first = await gateway.answer(JOINT, variables);
    await gateway.store({ Products: [productItem('lamp', 99)] });
    const again = await gateway.answer(JOINT, variables);
    expect(again['placeOrder']).toEqual(first['placeOrder']);
    expect(again['placeOrder'].order.total).toEqual({ amount: '44.7', currency: 'EUR' });
    expect(await ofType('Order')).toHaveLength(1);
    expect(await stock()).toEqual({ ...FULL, 'lamp in berlin': 8 });
  });
});
