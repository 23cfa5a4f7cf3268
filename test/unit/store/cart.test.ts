import { describe, expect, test } from '@jest/globals';
import type { StoredProduct } from '../../../store/generated/items.js';
import { pointsFor, totalOf, type CartLine } from '../../../store/resolvers/cart.js';
import { centsOf, euros } from '../../../store/resolvers/euros.js';

const line = (price: number, quantity: number): CartLine => {
  const product: Pick<StoredProduct, 'price'> = { price };
  return { product: product as StoredProduct, warehouse: 'berlin', quantity, unitPrice: euros(centsOf(price)) };
};

describe('the total of a cart', () => {
  test.each([
    ['is exact to the cent, whatever floating point makes of 3 times 19.9', [line(19.9, 3)], '64.60'],
    ['has all lines', [line(0.1, 1), line(0.2, 300)], '60.10'],
    ['has each line at its price in whole cents', [line(1.005, 100)], '100.00'],
    ['has delivery below 60 euros', [line(59.99, 1)], '64.89'],
    ['has none from 60 euros on', [line(60, 1)], '60.00'],
    [
      'is exact also of the largest cart there can be',
      Array.from({ length: 40 }, () => line(99_999.99, 999)),
      '3995999600.40',
    ],
  ])('%s', (_sentence, cart, amount) => {
    expect(totalOf(cart)).toEqual({ amount, currency: 'EUR' });
  });

  test.each([
    ['0.99', 0],
    ['64.9', 64],
    ['100', 100],
  ])('of %s earns %i points', (amount, points) => {
    expect(pointsFor({ amount, currency: 'EUR' })).toBe(points);
  });
});
