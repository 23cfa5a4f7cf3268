import { counterItems, highScoreItems, pointsItems, sessionItems } from './accounts.js';
import { customerItems, sampleCustomers } from './customers.js';
import { deviceItems } from './devices.js';
import { orderItems } from './orderItems.js';
import { sampleOrders, unitsSold } from './orders.js';
import { productItems, sampleProducts, sellerItems, stockItems } from './products.js';
import { reviewItems } from './reviews.js';
import type { StoreItem } from './storeItem.js';

/**
 * The sample data of schema.graphql: about 4,500 items, each as the gateway itself would have
 * written it. The same items on every machine; only sessions depend on `now`.
 */
export function* storeItems(now: Date): Iterable<StoreItem> {
  const products = sampleProducts();
  const customers = sampleCustomers();
  const orders = sampleOrders(customers, products);
  const reviews = [...reviewItems(orders, customers, products)];

  yield* sellerItems();
  yield* productItems(products, unitsSold(orders));
  yield* stockItems(products);
  yield* reviews;
  yield* customerItems(customers);
  yield* orderItems(orders);
  yield* pointsItems(customers, orders);
  yield* counterItems({
    orders: orders.length,
    reviews: reviews.length,
    visits: 184_467,
    'image-bytes-served': 9_007_199_254_740_993n,
  });
  yield* sessionItems(now, customers, products);
  yield* highScoreItems(customers);
  yield* deviceItems();
}
