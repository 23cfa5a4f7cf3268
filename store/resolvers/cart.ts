import type { Repositories, StoredMoney, StoredProduct } from '../generated/items.js';
import type { OrderedProduct } from '../generated/resolvers.js';
import { badInput } from './badInput.js';
import { centsOf, euros } from './euros.js';

/** One kind of thing in the cart, at the price it has now. */
export interface CartLine {
  readonly product: StoredProduct;
  readonly warehouse: string;
  readonly quantity: number;
  readonly unitPrice: StoredMoney;
}

/** A line is two writes of the order's transaction, and a transaction has 100 at most. */
const MOST_LINES = 40;
const MOST_PIECES = 999;
const MAIN_WAREHOUSE = 'berlin';
const DELIVERY_CENTS = 490;
const FREE_DELIVERY_FROM_CENTS = 6000;

/**
 * What was ordered, with its products. All of them are asked for at once, so they come in one batch, together with
 * whatever else the resolver is waiting for.
 *
 * @throws {GatewayError} `BAD_USER_INPUT`, naming the line, for what cannot be ordered.
 */
export async function readCart(
  lines: readonly OrderedProduct[],
  { product: products }: Repositories,
): Promise<readonly CartLine[]> {
  if (lines.length < 1 || lines.length > MOST_LINES) {
    throw badInput(`An order has 1 to ${MOST_LINES} lines; this one has ${lines.length}.`, 'lines');
  }
  const places = new Set<string>();
  return Promise.all(
    lines.map(async ({ productId, quantity, warehouse: asked }, index) => {
      const warehouse = asked ?? MAIN_WAREHOUSE;
      if (quantity < 1 || quantity > MOST_PIECES) {
        throw badInput(`1 to ${MOST_PIECES} pieces can be ordered, not ${quantity}.`, 'lines', index, 'quantity');
      }
      const place = JSON.stringify([productId, warehouse]);
      if (places.has(place)) {
        throw badInput(`"${productId}" is ordered twice from ${warehouse}. Make it one line.`, 'lines', index);
      }
      places.add(place);
      const product = await products.get({ productId });
      if (product?.status !== 'ACTIVE') {
        const why = product === null ? 'There is no such product' : `The product is ${product.status}, not for sale`;
        throw badInput(`${why}: "${productId}".`, 'lines', index, 'productId');
      }
      return { product, warehouse, quantity, unitPrice: euros(centsOf(product.price)) };
    }),
  );
}

/** What the cart costs, delivery included. */
export function totalOf(cart: readonly CartLine[]): StoredMoney {
  const goods = cart.reduce((cents, { product, quantity }) => cents + centsOf(product.price) * quantity, 0);
  return euros(goods < FREE_DELIVERY_FROM_CENTS ? goods + DELIVERY_CENTS : goods);
}

/** One point for each whole euro. */
export function pointsFor({ amount }: StoredMoney): number {
  return Math.floor(Number(amount));
}
