import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { exampleScenarios, rawItems } from '../support/exampleScenarios.js';

interface Edge {
  readonly cursor: string;
  readonly node: unknown;
}

interface Page {
  readonly edges: readonly Edge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
}

/** The lists of each example, in the order that pages of any size have to keep: field, arguments, what is shown, how many. */
const LISTS = {
  telemetry: [
    ['deviceRecords', 'deviceId: "th-204"', '... on Alarm { raisedAt code } ... on Device { model }', 4],
    ['deviceRecords', 'deviceId: "th-204", type: [Alarm]', '... on Alarm { raisedAt code }', 3],
    ['openAlarms', 'severity: critical', 'deviceId raisedAt', 4],
    ['openAlarms', 'severity: critical, filter: { note: { exists: false } }', 'deviceId raisedAt note', 4],
    ['readingsByDeviceIdAndDay', 'deviceId: "th-204", day: "2026-01-15"', 'takenAt', 4],
  ],
  catalog: [
    ['productRecords', 'productId: "P-100"', '... on Variant { variantId }', 3],
    ['stockByWarehouseId', 'warehouseId: "berlin", filter: { quantity: { le: 2 } }', 'variantId quantity', 2],
    ['productsBySupplierId', 'supplierId: "S-7"', 'name labels', 3],
  ],
  tickets: [
    ['bookingRecords', 'bookingId: "B-1001"', '... on Payment { paidAt } ... on Ticket { code }', 5],
    ['bookingRecords', 'bookingId: "B-1001", filter: { writtenBy: { eq: "desk" } }', 'writtenBy', 2],
    ['bookingsByCustomerId', 'customerId: "nora@example.com"', 'bookingId paid', 2],
    ['seatsByEventId', 'eventId: "blue-hour"', 'section row number', 5],
  ],
} as const;

describe.each(Object.entries(LISTS))(
  'pages of the existing table "%s", with foreign and malformed items',
  (name, lists) => {
    let gateway: EngineGateway;
    beforeAll(async () => {
      const folder = `existing-table/${name}`;
      const items = rawItems(folder);
      const [{ schema } = { schema: '' }] = exampleScenarios(folder, items, [
        { title: '', operation: '', commands: [] },
      ]);
      gateway = await createEngineGateway({ schema, items });
    });
    afterAll(() => gateway.close());

    async function readPage(field: string, args: string, shown: string): Promise<Page> {
      const { data } = await gateway.run(
        `{ list: ${field}(${args}) { edges { cursor node { __typename ${shown} } } pageInfo { hasNextPage hasPreviousPage } } }`,
      );
      return (data as { list: Page }).list;
    }

    const both = lists.flatMap(([field, args, shown, count]) =>
      ['ASC', 'DESC'].map((order) => ({ field, args: `${args}, order: ${order}`, shown, count })),
    );

    test.each(both)(
      '$field($args) is the same in pages of any size, both ways',
      async ({ field, args, shown, count }) => {
        const { edges } = await readPage(field, `${args}, first: 100`, shown);
        expect(edges).toHaveLength(count);
        for (const size of [1, 2, 3]) {
          const forward: Edge[] = [];
          const backward: Edge[] = [];
          for (let page: Page | undefined; page === undefined || page.pageInfo.hasNextPage;) {
            const cursor = forward.at(-1)?.cursor;
            page = await readPage(field, `${args}, first: ${size}${cursor ? `, after: "${cursor}"` : ''}`, shown);
            expect(page.edges.length).toBeGreaterThan(0);
            expect(page.pageInfo.hasPreviousPage).toBe(cursor !== undefined);
            forward.push(...page.edges);
          }
          for (let page: Page | undefined; page === undefined || page.pageInfo.hasPreviousPage;) {
            const cursor = backward[0]?.cursor;
            page = await readPage(field, `${args}, last: ${size}${cursor ? `, before: "${cursor}"` : ''}`, shown);
            expect(page.edges.length).toBeGreaterThan(0);
            expect(page.pageInfo.hasNextPage).toBe(cursor !== undefined);
            backward.unshift(...page.edges);
          }
          expect(forward).toEqual(edges);
          expect(backward).toEqual(edges);
        }
      },
    );
  },
);
