import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { resolvers as authResolvers } from '../../examples/auth/resolvers.js';
import { resolvers as storeResolvers } from '../../store/resolvers.js';
import type { DirectOptions } from '../../src/server/gatewayServer.js';
import type { Data } from '../support/storeGateway.js';

type Parts = Partial<Parameters<typeof createGateway>[0]>;

/** A gateway of its own on the embedded engine, without sample data. */
function served(parts: Parts) {
  let gateway: Gateway;
  const ends: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    gateway = await createGateway({ inMemory: true, logLevel: 'silent', ...parts });
  }, 60_000);
  afterAll(async () => {
    for (const end of ends) await end();
    await gateway.close();
  });

  return {
    async run(query: string, who: DirectOptions = {}): Promise<Data> {
      const { data, errors } = await gateway.execute({ query }, who);
      expect(errors).toBeUndefined();
      return data as Data;
    },
    /** What the next events say, one after the other: each is the value of the only root field. */
    async listen(query: string, who: DirectOptions = {}) {
      const results = await gateway.subscribe({ query }, who);
      if (!(Symbol.asyncIterator in results)) throw new Error(JSON.stringify(results));
      ends.push(() => results.return());
      return {
        async next(): Promise<Data> {
          const { value } = await results.next();
          expect(value?.errors).toBeUndefined();
          return Object.values(value?.data as Data)[0] as Data;
        },
        async extensions(): Promise<Data> {
          return (await results.next()).value?.extensions as Data;
        },
        async several(count: number): Promise<readonly Data[]> {
          const events: Data[] = [];
          while (events.length < count) events.push(await this.next());
          return events;
        },
      };
    },
    refused: async (query: string, who: DirectOptions = {}) => gateway.subscribe({ query }, who),
  };
}

const kindsOf = (events: readonly Data[]) => events.map(({ kind }) => kind as string);

describe('the store', () => {
  const { run, listen } = served({ schemaFile: 'schema.graphql', resolvers: storeResolvers, dynamodbExtension: true });

  const create = (productId: string, more: string) =>
    run(
      `mutation { createProduct(input: { productId: "${productId}", name: "${productId}", sku: "${productId}", sellerId: "s1", ${more} }) { product { version } } }`,
    );
  const update = (productId: string, version: number, set: string) =>
    run(
      `mutation { updateProduct(productId: "${productId}", expectedVersion: ${version}, set: { ${set} }) { product { version } } }`,
    );
  const remove = (productId: string) =>
    run(`mutation { deleteProduct(productId: "${productId}") { conflict { reason } } }`);

  test('tells of an item in a partition of an index from when it comes to when it goes', async () => {
    const lamps = await listen(
      'subscription { productChangedByCategory(category: "lamps") { kind product { category price } previous { category price } changedFields } }',
    );
    await create('moved', 'category: "lamps", price: 10');
    await update('moved', 1, 'price: 11');
    await update('moved', 2, 'category: "chairs"');
    await update('moved', 3, 'price: 12');
    await update('moved', 4, 'category: "lamps"');
    await remove('moved');
    const events = await lamps.several(5);
    expect(kindsOf(events)).toEqual(['CREATED', 'UPDATED', 'LEFT', 'ENTERED', 'DELETED']);
    expect(events[1]).toMatchObject({ product: { price: 11 }, previous: { price: 10 } });
    expect(events[1]?.['changedFields']).toEqual(expect.arrayContaining(['price', 'version']));
    expect(events[2]).toMatchObject({ product: { category: 'chairs' }, previous: { category: 'lamps' } });
    expect(events[3]).toMatchObject({ product: { category: 'lamps', price: 12 }, previous: { category: 'chairs' } });
    expect(events[4]).toMatchObject({ product: null, previous: { category: 'lamps' } });
  });

  test('tells of a template of an index in a table that types share', async () => {
    const packed = await listen('subscription { orderChangedByStatus(status: PACKED) { kind order { status } } }');
    const made = await run(
      `mutation { createOrder(input: { customerId: "c1", placedAt: "2026-01-01T00:00:00Z", total: { amount: "5", currency: EUR },
         deliverTo: { street: "s", city: "c", postalCode: "z", country: "DE" } }) { order { orderId } } }`,
    );
    const { orderId } = made['createOrder'].order as Data;
    for (const [version, status] of ['PACKED', 'SHIPPED'].entries()) {
      await run(
        `mutation { updateOrder(customerId: "c1", orderId: "${orderId}", expectedVersion: ${version + 1}, set: { status: ${status} }) { order { status } } }`,
      );
    }
    expect(await packed.several(2)).toEqual([
      { kind: 'ENTERED', order: { status: 'PACKED' } },
      { kind: 'LEFT', order: { status: 'SHIPPED' } },
    ]);
  });

  test('tells of the kinds that are asked for, with a filter that items come to match', async () => {
    const cheap = await listen(
      'subscription { productChanged(productId: "filtered", filter: { price: { lt: 5 } }, events: [ENTERED, LEFT]) { kind product { price } } }',
    );
    await create('filtered', 'category: "any", price: 4');
    await create('other', 'category: "any", price: 4');
    await update('filtered', 1, 'price: 3');
    await update('filtered', 2, 'price: 6');
    await update('filtered', 3, 'price: 2');
    expect(await cheap.several(2)).toEqual([
      { kind: 'LEFT', product: { price: 6 } },
      { kind: 'ENTERED', product: { price: 2 } },
    ]);
  });

  test('reads the relations of an event in one batch', async () => {
    const sold = await listen(
      'subscription { productChanged(productId: "sold") { product { seller { name } } previous { seller { name } } } }',
    );
    await create('sold', 'category: "any", price: 4');
    await update('sold', 1, 'sellerId: "s2"');
    await sold.next();
    const { dynamodb } = await sold.extensions();
    expect(dynamodb.calls.map(({ action, tables, keys }: Data) => [action, tables, keys])).toEqual([
      ['BatchGetItem', ['Sellers'], 2],
    ]);
  });

  test('pages through what was missed, and goes on live behind it', async () => {
    const pageOf = async (args: string) => {
      const data = await run(
        `{ productChanges(${args}) { nodes { kind cursor product { price } } pageInfo { hasNextPage endCursor } } }`,
      );
      return data['productChanges'] as Data;
    };
    const now = await pageOf('productId: "missed"');
    expect(now).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, endCursor: expect.any(String) } });
    const live = await listen('subscription { productChanged(productId: "missed") { kind } }');
    await create('missed', 'category: "any", price: 1');
    for (const price of [2, 3, 4]) await update('missed', price - 1, `price: ${price}`);
    await live.several(4);

    const first = await pageOf(`productId: "missed", since: "${now['pageInfo'].endCursor}", first: 3`);
    expect(first['nodes']).toMatchObject([
      { kind: 'CREATED', product: { price: 1 } },
      { kind: 'UPDATED', product: { price: 2 } },
      { kind: 'UPDATED', product: { price: 3 } },
    ]);
    expect(first['pageInfo'].hasNextPage).toBe(true);
    const rest = await pageOf(`productId: "missed", since: "${first['pageInfo'].endCursor}"`);
    expect(rest).toMatchObject({ nodes: [{ product: { price: 4 } }], pageInfo: { hasNextPage: false } });

    const again = await listen(
      `subscription { productChanged(productId: "missed", after: "${first['nodes'][0].cursor}") { product { price } } }`,
    );
    await update('missed', 4, 'price: 5');
    expect(await again.several(4)).toEqual([2, 3, 4, 5].map((price) => ({ product: { price } })));
  });
});

describe('an index that is spread over shards', () => {
  const { run, listen } = served({ schemaFile: 'examples/single-table/social/schema.graphql' });

  test('is one partition to whoever subscribes', async () => {
    const feed = await listen('subscription { postChangedByDay(day: "2026-02-03") { kind post { text } } }');
    const posts = ['one', 'two', 'three', 'four'];
    for (const [at, text] of posts.entries()) {
      const day = at === 2 ? '2026-02-04' : '2026-02-03';
      await run(
        `mutation { createPost(input: { authorId: "a${at}", day: "${day}", text: "${text}" }) { post { postId } } }`,
      );
    }
    expect(await feed.several(3)).toEqual(
      expect.arrayContaining(['one', 'two', 'four'].map((text) => ({ kind: 'CREATED', post: { text } }))),
    );
  });
});

describe('rules', () => {
  const { run, listen, refused } = served({ schemaFile: 'examples/auth/schema.graphql', resolvers: authResolvers });
  const as = (sub: string, more: Readonly<Record<string, unknown>> = {}): DirectOptions => ({
    identity: sub,
    claims: { sub, org: 'acme', ...more },
  });
  const document = (owner: string, title: string, more = '') =>
    run(
      `mutation { createDocument(input: { title: "${title}", ownerId: "${owner}" ${more} }) { document { documentId } } }`,
      as(owner),
    );

  test('hold for what is heard, and for what one can ask', async () => {
    const anns = await listen('subscription { documentChanged { kind document { title privateNotes } } }', as('ann'));
    const byAnn = await listen(
      'subscription { documentChangedByOrgIdAndOwnerId(ownerId: "ann") { kind document { title } } }',
      as('ann'),
    );
    await document('bob', 'not for ann');
    await document('bob', 'to edit', ', editorIds: ["ann"], privateNotes: "of bob"');
    await document('ann', 'her own', ', privateNotes: "of ann"');
    expect(await anns.several(2)).toEqual([
      { kind: 'CREATED', document: { title: 'to edit', privateNotes: null } },
      { kind: 'CREATED', document: { title: 'her own', privateNotes: 'of ann' } },
    ]);
    expect(await byAnn.next()).toEqual({ kind: 'CREATED', document: { title: 'her own' } });
    expect(
      await refused('subscription { documentChanged { kind } }', as('lea', { groups: ['legal'], sub: '' })),
    ).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect(await refused('subscription { documentChanged(orgId: "other") { kind } }', as('ann'))).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
