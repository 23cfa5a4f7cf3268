import { ulid } from 'ulid';
import { between, DAY_MS, later, STORE_TODAY } from './calendar.js';
import type { SampleCustomer } from './customers.js';
import type { SampleOrder } from './orders.js';
import type { SampleProduct } from './products.js';
import { createRandom, type Random } from './random.js';
import type { StoreItem } from './storeItem.js';

/** Title and body by the number of stars; `{noun}` is the product's. */
const OPINIONS: Readonly<Record<number, readonly (readonly [title: string, body: string])[]>> = {
  1: [
    ['Arrived broken', 'The {noun} came with a crack. The refund was quick, but still.'],
    ['Not as pictured', 'The colour is far from the photo. I sent the {noun} back.'],
  ],
  2: [
    ['Expected more', 'A {noun} at this price should feel sturdier.'],
    ['Too small', 'Read the measures before you buy this {noun}; I did not.'],
  ],
  3: [
    ['Does its job', 'A decent {noun}, nothing to write home about.'],
    ['Fine, slow delivery', 'I like the {noun}. It took nine days to arrive.'],
  ],
  4: [
    ['Very nice', 'A well made {noun}. One star less for all the packaging.'],
    ['Would buy again', 'We use the {noun} every day and it still looks new.'],
    ['Good value', 'I compared a lot, and this {noun} won.'],
  ],
  5: [
    ['Love it', 'The best {noun} I have had. Everybody who visits asks about it.'],
    ['Beautiful', 'Even nicer than in the photos. This {noun} will stay.'],
    ['A perfect gift', 'I gave the {noun} to my mother, and then ordered one for myself.'],
  ],
};
const STARS = [1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5];

/** Reviews of what was delivered (about two in three lines), and 260 by people who bought elsewhere. */
export function* reviewItems(
  orders: readonly SampleOrder[],
  customers: readonly SampleCustomer[],
  products: readonly SampleProduct[],
): Iterable<StoreItem> {
  const random = createRandom(31);
  const bought = new Set<string>();
  for (const { status, customer, placed, lines } of orders) {
    for (const { product } of lines) {
      const pair = `${customer.customerId}/${product.productId}`;
      if (status !== 'DELIVERED' || bought.has(pair)) continue;
      bought.add(pair);
      const written = between(later(placed, 7 * DAY_MS), STORE_TODAY, random.next() * 0.5);
      if (random.chance(0.65)) yield reviewItem(product, customer, written, true, random);
    }
  }
  for (let count = 0; count < 260; count += 1) {
    const [product, customer] = [random.pick(products), random.pick(customers)];
    const known = product.created > customer.created ? product.created : customer.created;
    const pair = `${customer.customerId}/${product.productId}`;
    if (bought.has(pair)) continue;
    bought.add(pair);
    yield reviewItem(product, customer, between(known, STORE_TODAY, random.next()), false, random);
  }
}

function reviewItem(
  product: SampleProduct,
  customer: SampleCustomer,
  written: Date,
  verifiedPurchase: boolean,
  random: Random,
): StoreItem {
  const rating = random.pick(STARS);
  const [title, body] = random.pick(OPINIONS[rating] ?? []);
  return {
    table: 'Reviews',
    item: {
      productId: product.productId,
      reviewId: ulid(written.getTime(), random.next),
      userId: customer.customerId,
      rating,
      title,
      ...(random.chance(0.85) ? { body: body.replace('{noun}', product.noun.toLowerCase()) } : {}),
      helpfulVotes: random.chance(0.5) ? 0 : random.int(1, 40),
      verifiedPurchase,
      createdAt: written.toISOString(),
    },
  };
}
