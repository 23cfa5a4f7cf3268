import { between, DAY_MS, later, MINUTE_MS, STORE_TODAY } from './calendar.js';
import type { SampleCustomer } from './customers.js';
import type { SampleOrder } from './orders.js';
import type { SampleProduct } from './products.js';
import { createRandom, type Random } from './random.js';
import type { StoreItem } from './storeItem.js';

const GAMES = ['parcel-stacker', 'conveyor-chaos', 'shelf-tetris', 'forklift-rally'];
const BROWSERS = ['Firefox on Linux', 'Safari on iPhone', 'Chrome on Android', 'Edge on Windows', 'Safari on Mac'];

/** One point for each euro of a delivered order. */
export function* pointsItems(
  customers: readonly SampleCustomer[],
  orders: readonly SampleOrder[],
): Iterable<StoreItem> {
  for (const { customerId, created } of customers) {
    const delivered = orders.filter(
      (order) => order.customer.customerId === customerId && order.status === 'DELIVERED',
    );
    const balance = delivered.reduce((sum, order) => sum + Math.floor(order.total), 0);
    const badges = [
      ...(delivered.length > 0 ? ['first-order'] : []),
      ...(delivered.length >= 3 ? ['regular'] : []),
      ...(delivered.some((order) => order.total >= 500) ? ['big-spender'] : []),
    ];
    yield {
      table: 'UserPoints',
      item: {
        userId: customerId,
        balance,
        tier: balance >= 1500 ? 'GOLD' : balance >= 500 ? 'SILVER' : 'BRONZE',
        ...(badges.length > 0 ? { badges: new Set(badges) } : {}),
        updatedAt: (delivered.at(-1)?.placed ?? created).toISOString(),
      },
    };
  }
}

/** @param counts  By counter name; more than 53 bits as a bigint. */
export function* counterItems(counts: Readonly<Record<string, number | bigint>>): Iterable<StoreItem> {
  for (const [name, value] of Object.entries(counts)) {
    yield { table: 'Counters', item: { name, value, updatedAt: STORE_TODAY.toISOString() } };
  }
}

/** 60 visits of the last 30 hours before `now`; each lasts a day, so some are over. */
export function* sessionItems(
  now: Date,
  customers: readonly SampleCustomer[],
  products: readonly SampleProduct[],
): Iterable<StoreItem> {
  const random = createRandom(41);
  for (let count = 0; count < 60; count += 1) {
    const created = later(now, -random.int(1, 30 * 60) * MINUTE_MS);
    const cart = random.sample(products, random.int(0, 3));
    yield {
      table: 'Sessions',
      item: {
        sessionId: uuid(random),
        customerId: random.pick(customers).customerId,
        userAgent: random.pick(BROWSERS),
        ...(cart.length > 0 ? { cart: cart.map(({ productId }) => ({ productId, quantity: random.int(1, 2) })) } : {}),
        createdAt: created.toISOString(),
        expiresAt: Math.floor(later(created, DAY_MS).getTime() / 1000),
      },
    };
  }
}

export function* highScoreItems(customers: readonly SampleCustomer[]): Iterable<StoreItem> {
  const random = createRandom(42);
  for (const game of GAMES) {
    for (const { customerId, firstName, lastName, created } of random.sample(customers, 40)) {
      const score = random.int(20, 999) * 10 ** random.int(1, 3);
      yield {
        table: 'HighScores',
        item: {
          game,
          player_id: customerId,
          nickname: `${firstName}${lastName.charAt(0)}`,
          score,
          achieved_at: between(created, STORE_TODAY, random.next()).toISOString(),
          ranking: String(score).padStart(12, '0'),
        },
      };
    }
  }
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
