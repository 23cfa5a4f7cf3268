/** Writes of repositories, right and wrong: `npm run typecheck` reads this file. Types are those of the store. */
import type { Context, Repositories, StoredOrder, StoredProduct } from '../../store/generated/items.js';
import type { ProductCreateInput } from '../../store/generated/resolvers.js';

const address = { street: 'Am Ufer 1', city: 'Kiel', postalCode: '24103', country: 'DE' };
const lamp = { productId: 'kite', name: 'Kite', sku: 'K-1', category: 'kites', price: 5, sellerId: 'atelier' };

export async function rightWrites({ repositories }: Context, sent: ProductCreateInput): Promise<readonly unknown[]> {
  const { product, order, review, counter, reading, shipment, customer } = repositories;
  // What a client sent, a literal, and what GraphQL takes beside: null for no value.
  const created: StoredProduct = await product.create(sent);
  await product.create({ ...lamp, tags: ['new'], description: null, status: 'DRAFT', specifications: { any: [1] } });
  // Made where it is not given.
  const ordered: StoredOrder = await order.create({
    customerId: 'C-1',
    placedAt: '2025-06-01T09:00:00Z',
    total: { amount: '19.90', currency: 'EUR' },
    deliverTo: address,
  });
  // An item is the key of itself.
  const changed = await product.update(created, { set: { price: 6 }, add: { tags: ['sale'] } });
  const version: number = changed.version;
  const gone: StoredProduct = await product.delete(changed, { expectedVersion: version, if: { price: { lt: 10 } } });
  return [
    ordered.orderId,
    gone,
    await product.put(lamp, { expectedVersion: 0 }),
    await review.put({ productId: 'kite', userId: 'C-1', rating: 5, title: 'Flies', reviewId: 'r' }),
    await counter.update({ name: 'visits' }, { add: { value: '1' } }),
    await counter.update({ name: 'visits' }, { setIfAbsent: { value: '0' } }, { if: { value: { exists: false } } }),
    await shipment.update(
      { orderId: 'o', shipmentNumber: 1 },
      { append: { events: [{ at: '2025-06-01T09:00:00Z', place: 'Kiel', text: 'Packed' }] }, set: { shippedAt: null } },
    ),
    await customer.update(
      { customerId: 'C-1' },
      { set: { address: { city: 'Bonn' } }, remove: { phoneNumbers: ['1'] } },
    ),
    // Clients cannot update readings: `operations` is about them.
    await reading.update(
      { deviceId: 'd', day: '2025-06-01', at: '2025-06-01T00:00:00Z' },
      { set: { temperatureC: 1 } },
    ),
    await order.update(ordered, { set: { deliverTo: created.dimensions === null ? address : ordered.deliverTo } }),
  ];
}

export async function wrongCreates({ product, order, review }: Repositories): Promise<void> {
  // @ts-expect-error -- a required field is missing
  await product.create({ productId: 'kite' });
  // @ts-expect-error -- no such field
  await product.create({ ...lamp, colour: 'red' });
  // @ts-expect-error -- null for a required field
  await product.create({ ...lamp, name: null });
  // @ts-expect-error -- a value of another type
  await product.create({ ...lamp, price: '5' });
  // @ts-expect-error -- a value that the enum does not have
  await product.create({ ...lamp, status: 'ON_SALE' });
  // @ts-expect-error -- read-only
  await product.create({ ...lamp, unitsSold: 3 });
  // @ts-expect-error -- the version counts by itself
  await product.create({ ...lamp, version: 7 });
  // @ts-expect-error -- made by the gateway, and never given
  await review.create({ productId: 'p', userId: 'u', rating: 5, title: 't', createdAt: '2025-06-01T09:00:00Z' });
  // @ts-expect-error -- a relation is no field of the item
  await product.create({ ...lamp, seller: { sellerId: 's' } });
  const placed = { customerId: 'C-1', placedAt: '2025-06-01T09:00:00Z' };
  const total = { amount: '19.90', currency: 'EUR' } as const;
  // @ts-expect-error -- a Decimal is text, so that no digit is lost
  await order.create({ ...placed, deliverTo: address, total: { ...total, amount: 19.9 } });
  // @ts-expect-error -- a map is given whole
  await order.create({ ...placed, total, deliverTo: { city: 'Kiel' } });
  // @ts-expect-error -- a new item has no version to expect
  await product.create(lamp, { expectedVersion: 0 });
}

export async function wrongPuts({ product, review }: Repositories): Promise<void> {
  // @ts-expect-error -- which version it takes the place of
  await product.put(lamp);
  // @ts-expect-error -- which version it takes the place of
  await product.put(lamp, {});
  // @ts-expect-error -- a version is a number
  await product.put(lamp, { expectedVersion: '1' });
  const item: StoredProduct = await product.delete({ productId: 'kite' });
  // @ts-expect-error -- an item has what nobody may write: its version, its times
  await product.put(item, { expectedVersion: 1 });
  // @ts-expect-error -- the same, changed on the way
  await product.put({ ...item, price: 2 }, { expectedVersion: 1 });
  // @ts-expect-error -- no such option of a put
  await product.put(lamp, { expectedVersion: 1, if: { price: { eq: 1 } } });
  // @ts-expect-error -- reviews have no version
  await review.put({ productId: 'p', userId: 'u', rating: 5, title: 't' }, { expectedVersion: 1 });
}

export async function wrongUpdates({ product, review, counter, orderLine, highScore }: Repositories): Promise<void> {
  const kite = { productId: 'kite' };
  // @ts-expect-error -- no such key field
  await product.update({ id: 'kite' }, { set: { price: 1 } });
  // @ts-expect-error -- a key field is missing
  await review.update(kite, { set: { rating: 5 } });
  // @ts-expect-error -- a key field of another type
  await orderLine.update({ orderId: 'o', lineNumber: '1' }, { set: { quantity: 1 } });
  // @ts-expect-error -- no changes
  await product.update(kite);
  // @ts-expect-error -- fields stand below `set`
  await product.update(kite, { price: 1 });
  // @ts-expect-error -- no such kind of change
  await product.update(kite, { subtract: { price: 1 } });
  // @ts-expect-error -- no such field
  await product.update(kite, { set: { colour: 'red' } });
  // @ts-expect-error -- the key never changes
  await product.update(kite, { set: { productId: 'lamp' } });
  // @ts-expect-error -- immutable
  await review.update({ productId: 'kite', reviewId: 'r' }, { set: { userId: 'C-2' } });
  // @ts-expect-error -- read-only
  await product.update(kite, { add: { unitsSold: 1 } });
  // @ts-expect-error -- a text is not added to
  await product.update(kite, { add: { name: 'x' } });
  // @ts-expect-error -- a list takes elements at its end, not anywhere
  await product.update(kite, { add: { images: ['x'] } });
  // @ts-expect-error -- a set has no end
  await product.update(kite, { append: { tags: ['x'] } });
  // @ts-expect-error -- elements are taken out of sets only
  await product.update(kite, { remove: { images: ['x'] } });
  // @ts-expect-error -- a BigInt is text, so that no digit is lost
  await counter.update({ name: 'visits' }, { add: { value: 1 } });
  // @ts-expect-error -- nothing of a high score is a list
  await highScore.update({ game: 'g', playerId: 'p' }, { append: {} });
  // @ts-expect-error -- no such condition
  await product.update(kite, { set: { price: 1 } }, { unless: { price: { eq: 1 } } });
  // @ts-expect-error -- no such field in a condition
  await product.update(kite, { set: { price: 1 } }, { if: { colour: { eq: 'red' } } });
  // @ts-expect-error -- no such operator of a field
  await product.update(kite, { set: { price: 1 } }, { if: { price: { beginsWith: '1' } } });
  // @ts-expect-error -- reviews have no version
  await review.update({ productId: 'kite', reviewId: 'r' }, { set: { rating: 5 } }, { expectedVersion: 1 });
}

export async function wrongDeletes({ product, review }: Repositories): Promise<void> {
  // @ts-expect-error -- the key is an object
  await product.delete('kite');
  // @ts-expect-error -- a key field is missing
  await review.delete({ productId: 'kite' });
  // @ts-expect-error -- no such condition
  await product.delete({ productId: 'kite' }, { version: 1 });
  // @ts-expect-error -- reviews have no version
  await review.delete({ productId: 'kite', reviewId: 'r' }, { expectedVersion: 1 });
  // @ts-expect-error -- what was deleted is the item, not a count
  const count: number = await product.delete({ productId: 'kite' });
  await review.delete({ productId: 'kite', reviewId: String(count) });
}
