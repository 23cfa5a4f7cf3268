import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seed as seedTicketing } from '../../examples/ticketing/seed.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { readExampleOperations, type ExampleOperation } from '../../src/server/exampleOperation.js';
import { resolvers } from '../../store/resolvers.js';
import { seed as seedStore } from '../../store/seed/seed.js';
import { storeItems } from '../../store/seed/storeItems.js';
import type { Data } from '../support/storeGateway.js';
import { waitUntil } from '../support/waitUntil.js';

/** Runs the operations of a folder by their numbers, on a gateway of their own with its sample data. */
function samples(schemaFile: string, folder: string, parts: Partial<Parameters<typeof createGateway>[0]>) {
  let gateway: Gateway;
  let operations: readonly ExampleOperation[];

  beforeAll(async () => {
    operations = await readExampleOperations(folder);
    gateway = await createGateway({ schemaFile, inMemory: true, logLevel: 'silent', ...parts });
  }, 60_000);
  afterAll(() => gateway.close());

  const request = (number: string) => {
    const operation = operations.find(({ name }) => name.startsWith(number));
    if (operation === undefined) throw new Error(`${folder} has no operation ${number}.`);
    return { query: operation.query, variables: JSON.parse(operation.variables ?? '{}') as Data };
  };
  return {
    gateway: () => gateway,
    request,
    run: async (number: string): Promise<Data> => {
      const { data, errors } = await gateway.execute(request(number));
      expect(errors).toBeUndefined();
      return data as Data;
    },
  };
}

describe("the store's operations", () => {
  const { gateway, request, run } = samples('schema.graphql', 'store/operations', { seed: seedStore, resolvers });

  test('01 shows a product with its seller, its newest reviews, their writers and the stock', async () => {
    const { product } = await run('01');
    expect(product).toMatchObject({ name: 'Walnut Desk Lamp', seller: { name: 'Atelier Lumen' } });
    expect(product.ratingSummary.count).toBeGreaterThan(3);
    expect(product.reviews.nodes).toHaveLength(3);
    for (const { user } of product.reviews.nodes) expect(user.fullName).toMatch(/^\S+ \S+$/);
    expect(product.reviews.pageInfo.hasNextPage).toBe(true);
    expect(product.stock.nodes.map(({ warehouse }: Data) => warehouse)).toEqual(['berlin', 'leeds', 'lyon']);
  });

  test('02 shows a shelf from cheap to dear, and its cursor leads to the next page', async () => {
    const first = await run('02');
    const { edges, pageInfo } = first['productsByCategory'];
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false, endCursor: edges[4].cursor });
    const { query, variables } = request('02');
    const next = await gateway().execute({ query, variables: { ...variables, after: pageInfo.endCursor } });
    const following = (next.data as Data)['productsByCategory'];
    expect(following.pageInfo.hasPreviousPage).toBe(true);
    const prices = [...edges, ...following.edges].map(({ node }) => node.price);
    expect(prices).toHaveLength(10);
    expect(prices).toEqual(prices.toSorted((one: number, other: number) => one - other));
    expect(prices[0]).toBeGreaterThanOrEqual(50);
    expect(prices[9]).toBeLessThanOrEqual(140);
  });

  test('03 fills a page with five products that match, though others lie between', async () => {
    const { nodes, pageInfo } = (await run('03'))['productsByCategory'];
    expect(nodes).toHaveLength(5);
    expect(pageInfo).toEqual({ hasNextPage: true, partial: false });
    for (const { name, tags, price, dimensions, countryOfOrigin, unitsSold } of nodes) {
      expect(tags).toContain('gift');
      expect(name).not.toMatch(/^Copper/);
      expect(price < 100 && dimensions.weightGrams <= 7000).toBe(true);
      expect(['France', 'Germany'].includes(countryOfOrigin) || unitsSold >= 5).toBe(true);
    }
  });

  test('04 shows what is new, newest first, and finds a product and a seller by their ids', async () => {
    const { productsByCreation, nodes: seen } = await run('04');
    const created = productsByCreation.nodes.map(({ createdAt }: Data) => createdAt);
    const newest = [...storeItems(new Date())]
      .filter(({ table }) => table === 'Products')
      .map(({ item }) => String(item['createdAt']))
      .sort()
      .reverse();
    expect(created).toEqual(newest.slice(0, 4));
    for (const { seller, tags } of productsByCreation.nodes) {
      expect(seller.name).toMatch(/\S/);
      expect(tags.length).toBeGreaterThan(0);
    }
    expect(seen).toMatchObject([
      { __typename: 'Product', id: request('04').variables['seen'][0], name: 'Walnut Desk Lamp' },
      { __typename: 'Seller', id: request('04').variables['seen'][1], name: 'Nordlicht Werkstatt' },
    ]);
  });

  test('05 shows a customer with all that belongs to them', async () => {
    const { customerByEmail: customer } = await run('05');
    expect(customer).toMatchObject({ fullName: 'Liam Evans', points: { tier: 'GOLD' } });
    expect(customer.orders.nodes).toHaveLength(2);
    for (const { total, lines, invoice } of customer.orders.nodes) {
      expect(lines.nodes.length).toBeGreaterThan(0);
      expect(invoice.total).toBe(total.amount);
    }
  });

  test('06 shows all that an order holds, each as its own type, and so does the order itself', async () => {
    const { orderRecords } = await run('06');
    expect(orderRecords.nodes.map(({ __typename }: Data) => __typename)).toEqual([
      'Invoice',
      ...['OrderLine', 'OrderLine', 'OrderLine', 'OrderLine'],
      ...['Shipment', 'Shipment'],
    ]);
    expect(orderRecords.totalCount).toBe(orderRecords.nodes.length);
    const [invoice, line, , , , shipment] = orderRecords.nodes;
    expect(invoice.invoiceNumber).toMatch(/^2025-/);
    expect(line).toMatchObject({ lineNumber: 1, product: { status: expect.any(String) } });
    expect(shipment).toMatchObject({ shipmentNumber: 1, carrier: expect.any(String) });
    const { orderId } = request('06').variables;
    const query = `{ order(customerId: "C-1094", orderId: "${orderId}") { records { nodes { __typename } } } }`;
    const { data } = await gateway().execute({ query });
    expect((data as Data)['order'].records.nodes).toEqual(
      orderRecords.nodes.map(({ __typename }: Data) => ({ __typename })),
    );
  });

  test('07 shows ranges of time', async () => {
    const data = await run('07');
    const placed = data['ordersByStatus'].nodes.map(({ placedAt }: Data) => placedAt);
    expect(placed).toHaveLength(5);
    expect(placed.every((moment: string) => moment.startsWith('2025-06'))).toBe(true);
    expect(data['readingsByDeviceIdAndDay'].nodes).toHaveLength(10);
  });

  test('08 shows the best of two games, best first', async () => {
    const { stacker, rally } = await run('08');
    for (const { nodes } of [stacker, rally]) {
      const scores = nodes.map(({ score }: Data) => score);
      expect(scores).toHaveLength(3);
      expect(scores).toEqual(scores.toSorted((one: number, other: number) => other - one));
      expect(nodes[0].player.fullName).toMatch(/\S/);
    }
  });

  test('09 creates a product, and the second time says that it is there', async () => {
    const created = (await run('09'))['createProduct'];
    expect(created).toMatchObject({ product: { status: 'ACTIVE', version: 1 }, conflict: null });
    const again = (await run('09'))['createProduct'];
    expect(again).toMatchObject({
      product: null,
      conflict: {
        reason: 'ALREADY_EXISTS',
        current: { name: 'Juniper Desk Lamp', createdAt: created.product.createdAt },
      },
    });
  });

  test('10 lets the first of two editors save, and shows the second what it saved', async () => {
    const { first, second } = await run('10');
    expect(first).toMatchObject({ product: { price: 74.9, version: 2 }, conflict: null });
    expect(first.product.tags).toContain('sale');
    expect(second).toMatchObject({
      product: null,
      conflict: { reason: 'VERSION_MISMATCH', current: { price: 74.9, version: 2 } },
    });
  });

  test('11 takes from the stock while there is enough', async () => {
    const { stockLevel } = (await run('11'))['updateStockLevel'];
    const { query, variables } = request('11');
    const tooMany = await gateway().execute({ query, variables: { ...variables, pieces: 500, taken: -500 } });
    expect((tooMany.data as Data)['updateStockLevel']).toEqual({
      stockLevel: null,
      conflict: { reason: 'CONDITION_FAILED', current: { quantity: stockLevel.quantity } },
    });
    expect((tooMany.data as Data)['updateCounter'].counter.value).toBe(String(9_007_199_254_740_993n + 2n * 48_213n));
  });

  test('12 tells of a lamp that becomes cheap enough', async () => {
    const changes = await gateway().subscribe(request('12'));
    if (!(Symbol.asyncIterator in changes)) throw new Error(JSON.stringify(changes));
    const iterator = changes[Symbol.asyncIterator]();
    const next = iterator.next();
    const update =
      'mutation { updateProduct(productId: "linen-floor-lamp", expectedVersion: 1, set: { price: 79 }) { product { price } } }';
    expect((await gateway().execute({ query: update })).errors).toBeUndefined();
    const { value } = await next;
    expect(value).toMatchObject({
      data: { productChanged: { kind: 'ENTERED', product: { productId: 'linen-floor-lamp', price: 79, version: 2 } } },
    });
    await iterator.return?.();
  });

  test('13 transfers points, and the second time says how many are left', async () => {
    const { transferPoints } = await run('13');
    expect(transferPoints).toMatchObject({ from: { balance: 717 }, to: { balance: 1261 }, refusal: null });
    expect((await run('13'))['transferPoints']).toMatchObject({
      from: null,
      refusal: { reason: 'OVERDRAFT', asked: 1000, account: { balance: 717 } },
    });
  });

  test('14 places an order, and the second time says what is out of stock', async () => {
    const { order, pointsEarned, outOfStock } = (await run('14'))['placeOrder'];
    expect(order).toMatchObject({ status: 'PLACED', total: { amount: '358.7', currency: 'EUR' } });
    expect(order.lines.nodes.map(({ productName }: Data) => productName)).toEqual([
      'Copper Saucepan',
      'Trail Backpack',
    ]);
    expect({ pointsEarned, outOfStock }).toEqual({ pointsEarned: 358, outOfStock: [] });
    expect((await run('14'))['placeOrder']).toMatchObject({
      order: null,
      outOfStock: [{ product: { name: 'Trail Backpack' }, warehouse: 'leeds', asked: 1, available: 0 }],
    });
  });

  test('15 enters a best result once', async () => {
    const first = (await run('15'))['submitScore'];
    expect(first).toMatchObject({ isNewBest: true, highScore: { score: 995000, player: { fullName: 'Liam Evans' } } });
    expect((await run('15'))['submitScore']).toEqual({ isNewBest: false, highScore: first.highScore });
  });

  test('16 gives one number after the other, and none in a transaction', async () => {
    expect(await run('16')).toEqual({ first: '1', second: '2' });
    const { query, variables } = request('16');
    const refused = await gateway().execute({ query: query.replace('($name: ID!)', '$& @transaction'), variables });
    expect(refused.errors?.map(({ path }) => path)).toEqual([['first'], ['second']]);
    expect(await run('16')).toEqual({ first: '3', second: '4' });
  });

  test('17 cancels an order with all that it changed, once, however often it is sent', async () => {
    const first = await run('17');
    expect(first).toMatchObject({
      updateOrder: { order: { status: 'CANCELLED', version: 2 }, conflict: null },
      checkProduct: { product: { name: 'Brass Desk Lamp' }, conflict: null },
      updatePointsAccount: { pointsAccount: { balance: 2379 - 95 }, conflict: null },
    });
    expect(await run('17')).toEqual(first);
    const { query, variables } = request('17');
    const { data } = await gateway().execute({ query, variables: { ...variables, token: 'another one' } });
    expect(data).toMatchObject({
      updateOrder: { order: null, conflict: { reason: 'CONDITION_FAILED', current: { status: 'CANCELLED' } } },
      updateStockLevel: { stockLevel: null, conflict: { reason: 'TRANSACTION_CANCELLED' } },
      checkProduct: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
      updatePointsAccount: { conflict: { reason: 'TRANSACTION_CANCELLED' } },
    });
  });

  test('18 tells what happened since it was asked before', async () => {
    const before = (await run('18'))['productChanges'];
    expect(before).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, endCursor: expect.any(String) } });
    const update = 'mutation { updateProduct(productId: "brass-desk-lamp", set: { price: 55 }) { product { price } } }';
    expect((await gateway().execute({ query: update })).errors).toBeUndefined();
    const { query } = request('18');
    let missed: Data = { nodes: [] };
    await waitUntil('the change to be known', async () => {
      const { data } = await gateway().execute({ query, variables: { since: before.pageInfo.endCursor } });
      missed = (data as Data)['productChanges'];
      return missed['nodes'].length > 0;
    });
    expect(missed['nodes']).toMatchObject([{ kind: 'UPDATED', product: { productId: 'brass-desk-lamp', price: 55 } }]);
  });
});

describe("the ticket office's operations", () => {
  const { run } = samples('examples/ticketing/schema.graphql', 'examples/ticketing/operations', {
    seed: seedTicketing,
  });

  test('01 shows what a hall plays', async () => {
    const { venue } = await run('01');
    expect(venue.concerts.nodes.map(({ title }: Data) => title)).toEqual([
      'Winter Journey',
      'The Blue Hour',
      'The Long Way Home',
    ]);
  });

  test('02 shows concerts of one kind with their halls', async () => {
    expect((await run('02'))['concertsByGenre'].nodes).toMatchObject([
      { title: 'The Blue Hour', venue: { name: 'Glass Hall' } },
      { title: 'After Midnight', venue: { name: 'Casa Azul' } },
    ]);
  });

  test('03 shows a row, a range of a row, and the cheapest free seats', async () => {
    const { concert, seatsByPrice } = await run('03');
    const places = ({ nodes }: Data) => nodes.map(({ block, row, seat }: Data) => `${block}${row}.${seat}`);
    expect(places(concert.frontRow)).toEqual(['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5', 'A1.6', 'A1.7', 'A1.8']);
    expect(places(concert.besideTheAisle)).toEqual(['B2.1', 'B2.2']);
    expect(places(seatsByPrice)).toEqual(['C1.1', 'C1.2', 'C1.3']);
  });

  test('04 holds a seat once', async () => {
    expect((await run('04'))['createHold']).toMatchObject({ hold: { block: 'B', row: 2, seat: 1 }, conflict: null });
    expect((await run('04'))['createHold']).toMatchObject({ hold: null, conflict: { reason: 'ALREADY_EXISTS' } });
  });

  test('05 sells a seat once, and 06 finds it in its booking', async () => {
    expect((await run('05'))['updateSeat']).toMatchObject({ seat: { status: 'SOLD', version: 2 }, conflict: null });
    expect((await run('05'))['updateSeat']).toMatchObject({
      seat: null,
      conflict: { reason: 'CONDITION_FAILED', current: { status: 'SOLD' } },
    });
    const { bookingByNumber: booking } = await run('06');
    expect(booking).toMatchObject({ guest: { name: 'Milan Novák' }, concert: { title: 'Night Trains' } });
    expect(booking.seats.nodes).toHaveLength(Number(booking.seatCount) + 1);
    expect(booking.seats.nodes.at(-1)).toEqual({ block: 'C', row: 1, seat: 5 });
  });

  test('07 reports paid bookings and holds', async () => {
    const { concert } = await run('07');
    expect(concert.bookings.nodes).toMatchObject([{ guest: { name: 'Milan Novák' } }]);
    expect(concert.holds.nodes).toHaveLength(2);
  });
});
