import { DAY_MS, dayOf, later, MINUTE_MS, STORE_TODAY, tracked } from './calendar.js';
import { cents, type SampleOrder } from './orders.js';
import { createRandom, type Random } from './random.js';
import type { StoreItem } from './storeItem.js';

const VAT_RATE = 0.19;
const HUBS = ['Köln', 'Strasbourg', 'Rotterdam', 'Birmingham', 'Odense'];

/** Orders with everything that lies in their partitions, in the order given. */
export function* orderItems(orders: readonly SampleOrder[]): Iterable<StoreItem> {
  const random = createRandom(22);
  let invoicesIssued = 0;
  for (const order of orders) {
    yield orderItem(order, random);
    yield* lineItems(order);
    if (order.status === 'CANCELLED') continue;
    invoicesIssued += 1;
    yield invoiceItem(order, invoicesIssued, random);
    if (order.status !== 'PLACED') yield* shipmentItems(order, random);
  }
}

function orderItem({ orderId, customer, placed, status, total }: SampleOrder, random: Random): StoreItem {
  return {
    table: 'Shop',
    item: {
      PK: `CUSTOMER#${customer.customerId}`,
      SK: `ORDER#${orderId}`,
      entity: 'Order',
      customerId: customer.customerId,
      orderId,
      status,
      placedAt: placed.toISOString(),
      total: euro(total),
      deliverTo: customer.address,
      ...(random.chance(0.1) ? { note: random.pick(['Please ring twice.', 'Leave it with the neighbours.']) } : {}),
      ...tracked(placed),
      GSI1PK: `ORDERS#${status}`,
      GSI1SK: placed.toISOString(),
    },
  };
}

function* lineItems({ orderId, lines }: SampleOrder): Iterable<StoreItem> {
  for (const [index, { product, quantity }] of lines.entries()) {
    yield {
      table: 'Shop',
      item: {
        PK: `ORDER#${orderId}`,
        SK: `LINE#${String(index + 1).padStart(3, '0')}`,
        entity: 'OrderLine',
        orderId,
        lineNumber: index + 1,
        productId: product.productId,
        productName: product.name,
        quantity,
        unitPrice: euro(product.priceEuro),
      },
    };
  }
}

function invoiceItem({ orderId, customer, placed, total }: SampleOrder, number: number, random: Random): StoreItem {
  const paid = later(placed, random.int(0, 14) * DAY_MS);
  const net = cents(total / (1 + VAT_RATE));
  return {
    table: 'Shop',
    item: {
      PK: `ORDER#${orderId}`,
      SK: 'INVOICE',
      entity: 'Invoice',
      orderId,
      customerId: customer.customerId,
      invoiceNumber: `${placed.getUTCFullYear()}-${String(number).padStart(6, '0')}`,
      issuedOn: dayOf(placed),
      net,
      vat: cents(total - net),
      total,
      currency: 'EUR',
      ...(paid <= STORE_TODAY ? { paidOn: dayOf(paid) } : {}),
      createdAt: placed.toISOString(),
      GSI1PK: `BILLING#${customer.customerId}`,
      GSI1SK: dayOf(placed),
    },
  };
}

function* shipmentItems(order: SampleOrder, random: Random): Iterable<StoreItem> {
  const parcels = order.lines.length > 2 ? 2 : 1;
  for (let number = 1; number <= parcels; number += 1) {
    const carrier = random.pick(['dhl', 'royal-mail', 'postnord', 'colissimo']);
    const shipped = order.status === 'PACKED' ? undefined : later(order.placed, random.int(1500, 2800) * MINUTE_MS);
    const arrived =
      order.status === 'DELIVERED' ? later(order.placed, random.int(4300, 10_000) * MINUTE_MS) : undefined;
    yield {
      table: 'Shop',
      item: {
        PK: `ORDER#${order.orderId}`,
        SK: `SHIPMENT#${String(number).padStart(2, '0')}`,
        entity: 'Shipment',
        orderId: order.orderId,
        shipmentNumber: number,
        carrier,
        trackingCode: `${carrier.slice(0, 2).toUpperCase()}${random.int(100_000_000, 999_999_999)}`,
        ...(shipped && { shippedAt: shipped.toISOString() }),
        ...(arrived && { deliveredAt: arrived.toISOString() }),
        events: trackingEvents(order, shipped, arrived, random),
        ...(shipped && { GSI1PK: `CARRIER#${carrier}`, GSI1SK: shipped.toISOString() }),
      },
    };
  }
}

function trackingEvents(order: SampleOrder, shipped: Date | undefined, arrived: Date | undefined, random: Random) {
  const home = order.customer.address.city;
  return [
    ...(shipped ? [{ at: shipped.toISOString(), place: 'Berlin', text: 'Handed to the carrier' }] : []),
    ...(shipped
      ? [{ at: later(shipped, 700 * MINUTE_MS).toISOString(), place: random.pick(HUBS), text: 'Sorted' }]
      : []),
    ...(arrived ? [{ at: arrived.toISOString(), place: home, text: 'Delivered' }] : []),
  ];
}

function euro(amount: number): { amount: number; currency: string } {
  return { amount, currency: 'EUR' };
}
