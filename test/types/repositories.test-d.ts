/**
 * What must compile, and behind each `@ts-expect-error` what must not: `npm run typecheck` reads this file, and an
 * error that does not come is an error itself. Types are those of the store.
 */
import type { Context, StoredProduct } from '../../store/generated/items.js';

export async function rightReads({ repositories }: Context): Promise<readonly unknown[]> {
  const product: StoredProduct | null = await repositories.product.get({ productId: 'kite' });
  const price: number | undefined = product?.price;
  const reading = await repositories.reading.get(
    { deviceId: 'berlin-01', day: '2025-06-01', at: '2025-06-01T00:00:00Z' },
    { consistent: true },
  );
  const volts: number | null | undefined = reading?.batteryVolts;
  const city: string | undefined = (await repositories.customer.get({ customerId: 'C-1001' }))?.address.city;
  return [
    price,
    volts,
    city,
    ...(await repositories.order.query({ partition: { customerId: 'C-1001' }, limit: 5 })),
    ...(await repositories.order.query({ index: 'GSI1', partition: { status: 'PLACED' }, order: 'DESC', limit: 5 })),
    ...(await repositories.product.query({
      index: 'CategoryPriceIndex',
      partition: { category: 'lamps' },
      sort: { price: { ge: 10, lt: 100 } },
      filter: { status: { eq: 'ACTIVE' }, or: [{ name: { beginsWith: 'W' } }, { tags: { contains: 'oak' } }] },
      limit: 10,
    })),
    ...(await repositories.product.query({
      index: 'NewestIndex',
      sort: { createdAt: { beginsWith: '2025' } },
      limit: 1,
    })),
    ...(await repositories.highScore.query({
      index: 'RankingIndex',
      partition: { game: 'shelf-tetris' },
      sort: { score: { between: [1, 10] } },
      limit: 3,
    })),
  ];
}

export async function wrongKeys({ repositories }: Context): Promise<void> {
  // @ts-expect-error -- no such key field
  await repositories.product.get({ id: 'kite' });
  // @ts-expect-error -- a key field is missing
  await repositories.review.get({ productId: 'kite' });
  // @ts-expect-error -- a field that is not in the key
  await repositories.product.get({ productId: 'kite', price: 1 });
  // @ts-expect-error -- a key field of another type
  await repositories.orderLine.get({ orderId: 'o', lineNumber: '1' });
  // @ts-expect-error -- no such repository
  await repositories.products.get({ productId: 'kite' });
  // @ts-expect-error -- no such option
  await repositories.product.get({ productId: 'kite' }, { consistency: true });
}

export async function wrongItems({ repositories }: Context): Promise<readonly unknown[]> {
  const product = await repositories.product.get({ productId: 'kite' });
  // @ts-expect-error -- null where there is no item
  const unchecked: number = product.price;
  if (product === null) return [unchecked];
  // @ts-expect-error -- no such field
  const field: unknown = product.colour;
  // @ts-expect-error -- a relation is no part of the stored item
  const relation: unknown = product.seller;
  // @ts-expect-error -- null where the attribute is absent
  const optional: string = product.description;
  // @ts-expect-error -- no such value of the enum
  const isOnSale: boolean = product.status === 'ON_SALE';
  // @ts-expect-error -- items are what was read
  product.price = 2;
  const order = await repositories.order.get({ customerId: 'C-1', orderId: 'o' });
  // @ts-expect-error -- a Decimal is text, so that no digit is lost
  const amount: number | undefined = order?.total.amount;
  return [field, relation, optional, isOnSale, amount];
}

export async function wrongQueries({ repositories }: Context): Promise<void> {
  const { product, review, session, highScore, seller, order } = repositories;
  // @ts-expect-error -- no such index
  await product.query({ index: 'PriceIndex', partition: { category: 'lamps' }, limit: 1 });
  // @ts-expect-error -- the partition of another index
  await product.query({ index: 'CategoryPriceIndex', partition: { sku: 'LAM-0101' }, limit: 1 });
  // @ts-expect-error -- the table has nothing to range over: get it
  await product.query({ partition: { productId: 'kite' }, limit: 1 });
  // @ts-expect-error -- without an index and a sort key there is nothing to query
  await seller.query({ partition: { sellerId: 'atelier-lumen' }, limit: 1 });
  // @ts-expect-error -- a partition field is missing
  await review.query({ partition: {}, limit: 1 });
  // @ts-expect-error -- no limit
  await review.query({ partition: { productId: 'kite' } });
  // @ts-expect-error -- a value that the enum does not have
  await order.query({ index: 'GSI1', partition: { status: 'LOST' }, limit: 1 });
  // @ts-expect-error -- an index without a sort key has no order
  await product.query({ index: 'SkuIndex', partition: { sku: 'LAM-0101' }, order: 'DESC', limit: 1 });
  const lamps = { index: 'CategoryPriceIndex', partition: { category: 'lamps' }, limit: 1 } as const;
  // @ts-expect-error -- a number starts with nothing
  await product.query({ ...lamps, sort: { price: { beginsWith: '1' } } });
  // @ts-expect-error -- two lower bounds
  await product.query({ ...lamps, sort: { price: { gt: 1, ge: 1 } } });
  // @ts-expect-error -- eq stands alone
  await product.query({ ...lamps, sort: { price: { eq: 1, lt: 2 } } });
  // @ts-expect-error -- between takes two values
  await product.query({ ...lamps, sort: { price: { between: [1] } } });
  // @ts-expect-error -- the operand has another type
  await product.query({ ...lamps, sort: { price: { lt: '1' } } });
  // @ts-expect-error -- not the sort field of this index
  await product.query({ ...lamps, sort: { name: { eq: 'Kite' } } });
  // @ts-expect-error -- no such field in a filter
  await product.query({ ...lamps, filter: { colour: { eq: 'red' } } });
  // @ts-expect-error -- no such operator of a field
  await product.query({ ...lamps, filter: { price: { beginsWith: '1' } } });
  const sessions = { index: 'CustomerSessionsIndex', partition: { customerId: 'C-1' }, limit: 1 } as const;
  // @ts-expect-error -- no such operator at all
  await session.query({ ...sessions, sort: { createdAt: { ne: '' } } });
  const ranking = { index: 'RankingIndex', partition: { game: 'shelf-tetris' }, limit: 1 } as const;
  // @ts-expect-error -- the padded score sorts as a number, and is no text to a client
  await highScore.query({ ...ranking, sort: { score: { beginsWith: '1' } } });
}
