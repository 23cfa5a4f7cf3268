import { ulid } from 'ulid';
import { between, DAY_MS, later, STORE_TODAY } from './calendar.js';
import type { SampleCustomer } from './customers.js';
import type { SampleProduct } from './products.js';
import { createRandom, type Random } from './random.js';

export type OrderStatus = 'PLACED' | 'PACKED' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED';

export interface SampleOrder {
  readonly orderId: string;
  readonly customer: SampleCustomer;
  readonly placed: Date;
  readonly status: OrderStatus;
  readonly lines: readonly SampleLine[];
  /** In euros, delivery included. */
  readonly total: number;
}

export interface SampleLine {
  readonly product: SampleProduct;
  readonly quantity: number;
}

const DELIVERY_EURO = 4.9;
const FREE_DELIVERY_FROM_EURO = 60;

/** 420 orders, oldest first. The last 80 were placed in the last twelve days, so that every status has some. */
export function sampleOrders(customers: readonly SampleCustomer[], products: readonly SampleProduct[]): SampleOrder[] {
  const random = createRandom(21);
  const orders = Array.from({ length: 420 }, (_, index) => {
    const customer = random.pick(customers);
    const recently = later(STORE_TODAY, -12 * DAY_MS);
    const earliest = index < 340 || customer.created > recently ? customer.created : recently;
    const placed = between(earliest, STORE_TODAY, random.next());
    const onSale = products.filter((product) => product.created < placed);
    const lines = random
      .sample(onSale, random.pick([1, 1, 2, 2, 3, 4]))
      .map((product) => ({ product, quantity: random.pick([1, 1, 1, 2, 4]) }));
    return { customer, placed, lines, status: statusOf(placed, random), total: totalOf(lines), orderId: '' };
  });
  return orders
    .filter((order) => order.lines.length > 0)
    .sort((one, other) => one.placed.getTime() - other.placed.getTime())
    .map((order) => ({ ...order, orderId: ulid(order.placed.getTime(), random.next) }));
}

/** Pieces sold by product id; a cancelled order sells nothing. */
export function unitsSold(orders: readonly SampleOrder[]): ReadonlyMap<string, number> {
  const sold = new Map<string, number>();
  for (const order of orders.filter(({ status }) => status !== 'CANCELLED')) {
    for (const { product, quantity } of order.lines) {
      sold.set(product.productId, (sold.get(product.productId) ?? 0) + quantity);
    }
  }
  return sold;
}

/** To whole cents: 0.1 + 0.2 has to be 0.3 on an invoice. */
export function cents(euro: number): number {
  return Math.round(euro * 100) / 100;
}

function statusOf(placed: Date, random: Random): OrderStatus {
  if (random.chance(0.04)) return 'CANCELLED';
  const ageDays = (STORE_TODAY.getTime() - placed.getTime()) / DAY_MS;
  if (ageDays < 2) return 'PLACED';
  if (ageDays < 4) return 'PACKED';
  return ageDays < 8 ? 'SHIPPED' : 'DELIVERED';
}

function totalOf(lines: readonly SampleLine[]): number {
  const goods = lines.reduce((sum, { product, quantity }) => sum + product.priceEuro * quantity, 0);
  return cents(goods < FREE_DELIVERY_FROM_EURO ? goods + DELIVERY_EURO : goods);
}
