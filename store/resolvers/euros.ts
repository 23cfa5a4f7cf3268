import type { StoredMoney } from '../generated/items.js';

/**
 * A price, which is a Float, in whole cents. Sums are made of these: in floating point 0.1 + 0.2 is
 * 0.30000000000000004, and whole numbers are exact up to ninety trillion euros.
 */
export function centsOf(price: number): number {
  return Math.round(price * 100);
}

/** `2490` is `24.90`: a Decimal travels as text. */
export function euros(cents: number): StoredMoney {
  const rest = cents % 100;
  return { amount: `${(cents - rest) / 100}.${String(rest).padStart(2, '0')}`, currency: 'EUR' };
}
