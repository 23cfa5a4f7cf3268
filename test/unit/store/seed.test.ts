import { describe, expect, test } from '@jest/globals';
import type { StoreItem } from '../../../store/seed/storeItem.js';
import { storeItems } from '../../../store/seed/storeItems.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const items = [...storeItems(NOW)];

const KEYS: Readonly<Record<string, readonly string[]>> = {
  Products: ['productId'],
  Sellers: ['sellerId'],
  Reviews: ['productId', 'reviewId'],
  Inventory: ['productId', 'warehouse'],
  Shop: ['PK', 'SK'],
  UserPoints: ['userId'],
  Counters: ['name'],
  Sessions: ['sessionId'],
  HighScores: ['game', 'player_id'],
  Devices: ['deviceId'],
  Readings: ['deviceDay', 'at'],
};

function itemsOf(table: string, entity?: string): readonly StoreItem['item'][] {
  return items
    .filter((one) => one.table === table && (entity === undefined || one.item.entity === entity))
    .map((one) => one.item);
}

function valuesOf(list: readonly StoreItem['item'][], attribute: string): Set<unknown> {
  return new Set(list.map((item) => item[attribute]));
}

function countsByTable(list: readonly StoreItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { table, item } of list) {
    const name = typeof item.entity === 'string' ? `${table}/${item.entity}` : table;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('the sample data', () => {
  test('is the same each time it is made', () => {
    expect([...storeItems(NOW)]).toEqual(items);
  });

  test('differs at another time by its sessions only', () => {
    const others = [...storeItems(new Date('2026-03-02T12:00:00.000Z'))];
    const changed = items.filter(
      (one, index) => JSON.stringify(others[index], bigints) !== JSON.stringify(one, bigints),
    );
    expect(new Set(changed.map(({ table }) => table))).toEqual(new Set(['Sessions']));
  });

  test('has a few thousand items, some of every type', () => {
    expect(countsByTable(items)).toMatchInlineSnapshot(`
     {
       "Counters": 4,
       "Devices": 7,
       "HighScores": 160,
       "Inventory": 600,
       "Products": 200,
       "Readings": 700,
       "Reviews": 704,
       "Sellers": 16,
       "Sessions": 60,
       "Shop/Customer": 160,
       "Shop/Invoice": 403,
       "Shop/Order": 420,
       "Shop/OrderLine": 877,
       "Shop/Shipment": 500,
       "UserPoints": 160,
     }
    `);
  });

  test('has no two items of one key', () => {
    const keys = items.map(({ table, item }) => [table, ...(KEYS[table] ?? []).map((name) => item[name])].join('|'));
    expect(new Set(keys).size).toBe(items.length);
  });

  test('holds no value that DynamoDB or the gateway would not store: undefined, null, an empty set, a fraction of a cent', () => {
    const odd = items.flatMap(({ table, item }) =>
      Object.entries(item)
        .filter(([, value]) => value === undefined || value === null || (value instanceof Set && value.size === 0))
        .map(([name]) => `${table}.${name}`),
    );
    expect(odd).toEqual([]);
    for (const { price } of itemsOf('Products')) expect(String(price)).toMatch(/^\d+(\.\d{1,2})?$/);
    for (const { net, vat, total } of itemsOf('Shop', 'Invoice')) {
      for (const amount of [net, vat, total]) expect(String(amount)).toMatch(/^\d+(\.\d{1,2})?$/);
      expect(Number(net) + Number(vat)).toBeCloseTo(Number(total), 6);
    }
  });

  test('ends before its own today, and no item is older than the item it speaks of', () => {
    const created = new Map(itemsOf('Products').map((product) => [product.productId, String(product.createdAt)]));
    for (const review of itemsOf('Reviews')) {
      expect(String(review.createdAt) >= (created.get(review.productId) ?? '~')).toBe(true);
      expect(String(review.createdAt) <= '2025-06-30T18:00:00.000Z').toBe(true);
    }
    const joined = new Map(itemsOf('Shop', 'Customer').map((customer) => [customer.customerId, customer.createdAt]));
    for (const order of itemsOf('Shop', 'Order')) {
      expect(String(order.placedAt) >= String(joined.get(order.customerId))).toBe(true);
    }
  });

  test('has live sessions and expired ones', () => {
    const nowSeconds = NOW.getTime() / 1000;
    const live = itemsOf('Sessions').filter(({ expiresAt }) => Number(expiresAt) > nowSeconds);
    expect(live.length).toBeGreaterThan(30);
    expect(live.length).toBeLessThan(60);
  });

  test('marks the reviews of buyers as verified, and no others', () => {
    const orders = new Map(itemsOf('Shop', 'Order').map((order) => [order.orderId, order]));
    const bought = new Set(
      itemsOf('Shop', 'OrderLine')
        .filter(({ orderId }) => orders.get(orderId)?.status === 'DELIVERED')
        .map(({ orderId, productId }) => `${String(orders.get(orderId)?.customerId)}/${String(productId)}`),
    );
    for (const { userId, productId, verifiedPurchase } of itemsOf('Reviews')) {
      expect([userId, productId, bought.has(`${String(userId)}/${String(productId)}`)]).toEqual([
        userId,
        productId,
        verifiedPurchase,
      ]);
    }
  });

  test.each([
    ['a product', 'seller', itemsOf('Products'), 'sellerId', valuesOf(itemsOf('Sellers'), 'sellerId')],
    ['a review', 'product', itemsOf('Reviews'), 'productId', valuesOf(itemsOf('Products'), 'productId')],
    ['a review', 'user', itemsOf('Reviews'), 'userId', valuesOf(itemsOf('Shop', 'Customer'), 'customerId')],
    ['a stock level', 'product', itemsOf('Inventory'), 'productId', valuesOf(itemsOf('Products'), 'productId')],
    ['an order', 'customer', itemsOf('Shop', 'Order'), 'PK', valuesOf(itemsOf('Shop', 'Customer'), 'PK')],
    ['a line', 'order', itemsOf('Shop', 'OrderLine'), 'orderId', valuesOf(itemsOf('Shop', 'Order'), 'orderId')],
    ['a line', 'product', itemsOf('Shop', 'OrderLine'), 'productId', valuesOf(itemsOf('Products'), 'productId')],
    ['a shipment', 'order', itemsOf('Shop', 'Shipment'), 'orderId', valuesOf(itemsOf('Shop', 'Order'), 'orderId')],
    ['an invoice', 'order', itemsOf('Shop', 'Invoice'), 'orderId', valuesOf(itemsOf('Shop', 'Order'), 'orderId')],
    ['points', 'user', itemsOf('UserPoints'), 'userId', valuesOf(itemsOf('Shop', 'Customer'), 'customerId')],
    ['a session', 'customer', itemsOf('Sessions'), 'customerId', valuesOf(itemsOf('Shop', 'Customer'), 'customerId')],
    ['a score', 'player', itemsOf('HighScores'), 'player_id', valuesOf(itemsOf('Shop', 'Customer'), 'customerId')],
  ])('has, for %s, its %s', (_owner, _target, owners, attribute, known) => {
    expect(owners.length).toBeGreaterThan(0);
    expect(owners.filter((item) => !known.has(item[attribute]))).toEqual([]);
  });

  test('has a device for every reading, and a product in every cart', () => {
    const devices = valuesOf(itemsOf('Devices'), 'deviceId');
    for (const { deviceDay, at } of itemsOf('Readings')) {
      const [deviceId, day] = String(deviceDay).split('#');
      expect([devices.has(deviceId), String(at).slice(0, 10)]).toEqual([true, day]);
    }
    const products = valuesOf(itemsOf('Products'), 'productId');
    const carts = itemsOf('Sessions').flatMap(({ cart }) => (cart ?? []) as { productId: string }[]);
    expect(carts.filter(({ productId }) => !products.has(productId))).toEqual([]);
  });
});

function bigints(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value instanceof Set ? [...value] : value;
}
