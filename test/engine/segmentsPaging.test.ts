import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deviates } from '../support/engine.js';
import { createPagingGateway, isVisible, ONE_CALL, rowsOf, type PagingGateway } from '../support/pagingGateway.js';
import { N, optional, S, type Draw, type PagingShape } from '../support/pagingShape.js';

const SEGMENTS_SCHEMA = /* GraphQL */ `
  union Stock @collection(table: "Crates", query: "stock", scan: true) = Crate | Pallet
  type Crate
    @table(name: "Crates", partition: "p", sort: "s", type: "kind = Crate", scan: true)
    @index(name: "ByRank", partition: "g", sort: "v", projection: [], query: "cratesByRank") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
    expires: DateTime @ttl @attribute(as: EPOCH_SECONDS)
  }
  type Pallet @table(name: "Crates", partition: "p", sort: "s", type: "kind = Pallet") {
    p: ID!
    s: String!
    w: Int
  }
  type Bare
    @table(name: "Bares", partition: "p", sort: "s", scan: true)
    @index(name: "KeysOnly", partition: "g", sort: "v", projection: [], query: "baresKeysOnly") {
    p: ID!
    s: String!
    g: ID
    v: Int
    w: Int
  }
`;

/** A scan lists a whole table, so that it holds one case at a time. */
interface ScannedShape extends Pick<PagingShape, 'name' | 'entity' | 'expires' | 'hasForeign'> {
  readonly list: string;
  /** Arguments beside those of paging. */
  readonly args: string;
  readonly selection: string;
  readonly shown: (draw: Draw) => Readonly<Record<string, unknown>>;
  readonly isIndexed: (draw: Draw) => boolean;
  /** Rows come from an index that lacks what is shown or expires, and a row without an item is passed over. */
  readonly hydrates: 'SHOWN' | 'LISTED' | undefined;
}

const kindOf = ({ foreign, u }: Draw) => (foreign ? 'Ghost' : u % 4 === 0 ? 'Pallet' : 'Crate');

const CRATES: ScannedShape = {
  name: 'a table',
  entity: 'Crate',
  list: 'scanCrates',
  args: '',
  selection: 's w',
  shown: ({ s, w }) => ({ s, w }),
  expires: true,
  hasForeign: true,
  isIndexed: (draw) => kindOf(draw) === 'Crate',
  hydrates: undefined,
};

const SCANNED: readonly ScannedShape[] = [
  CRATES,
  {
    ...CRATES,
    name: 'a collection that is all of a table',
    list: 'stock',
    selection: '__typename ... on Crate { s w } ... on Pallet { s w }',
    shown: (draw) => ({ __typename: kindOf(draw), s: draw.s, w: draw.w }),
    expires: (draw) => kindOf(draw) === 'Crate',
    isIndexed: () => true,
  },
  {
    ...CRATES,
    name: 'an index that does not hold when items expire',
    args: 'index: ByRank, ',
    isIndexed: (draw) => kindOf(draw) === 'Crate' && draw.v !== undefined,
    hydrates: 'LISTED',
  },
  {
    ...CRATES,
    name: 'an index of keys only',
    entity: 'Bare',
    list: 'scanBares',
    args: 'index: KeysOnly, ',
    expires: false,
    hasForeign: false,
    isIndexed: ({ v }) => v !== undefined,
    hydrates: 'SHOWN',
  },
];

/** Spread over some partitions, which segments share. */
const PAGED: Omit<PagingShape, keyof ScannedShape> = {
  index: undefined,
  partitionArgument: '',
  item: (caseId, draw) => ({
    p: S(`${caseId}/${draw.u % 7}`),
    s: S(draw.s),
    g: S(`${caseId}/${draw.u % 5}`),
    w: N(draw.w),
    kind: S(kindOf(draw)),
    ...optional('v', draw.v),
    ...optional('expires', draw.expires),
  }),
  identity: 's',
  fields: {},
  filterable: [],
};

interface Scanned {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly s: string } }[];
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null; readonly partial: boolean };
}

let generous: PagingGateway;
let frugal: PagingGateway;
beforeAll(async () => {
  generous = await createPagingGateway(SEGMENTS_SCHEMA);
  frugal = await createPagingGateway(SEGMENTS_SCHEMA, { readBudgetUnits: ONE_CALL });
});
afterAll(() => Promise.all([generous.close(), frugal.close()]));

const cases = fc.record({
  rows: rowsOf(24),
  segments: fc.integer({ min: 2, max: 7 }),
  size: fc.integer({ min: 1, max: 7 }),
  fewerThan: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 1 }),
  deletes: deviates('segmentEndsAtDeletedKey') ? fc.constant(false) : fc.boolean(),
  hides: fc.boolean(),
});

async function scan(paging: PagingGateway, shape: ScannedShape, args: readonly string[]): Promise<readonly Scanned[]> {
  const fields = `edges { cursor node { ${shape.selection} } } pageInfo { hasNextPage endCursor partial }`;
  return (await paging.lists(
    args.map((given) => `${shape.list}(${shape.args}${given}) { ${fields} }`),
  )) as unknown as readonly Scanned[];
}

const keysOf = (pages: readonly Scanned[]) => pages.flatMap(({ edges }) => edges.map(({ node }) => node.s));

describe('paging through segments that are scanned side by side', () => {
  test.each(SCANNED.map((shape) => [shape.name, shape] as const))(
    '%s: every item comes once, from the start and from the cursor of any edge',
    async (_name, shape) => {
      let partialPages = 0;
      await fc.assert(
        fc.asyncProperty(cases, async ({ rows, segments, size, fewerThan, deletes, hides }) => {
          for (const paging of [generous, frugal]) {
            const drawn = await paging.store({ ...PAGED, ...shape }, rows);
            try {
              const hidden = hides && shape.hydrates !== undefined ? rows.filter(({ u }) => u % 3 === 0) : [];
              paging.hide(drawn, hidden);
              const listed = rows.filter(
                (row) =>
                  shape.isIndexed(row) &&
                  isVisible(drawn.shape, row) &&
                  !hidden.includes(row) &&
                  (fewerThan === null || row.w < fewerThan),
              );
              const filter = fewerThan === null ? '' : `, filter: { w: { lt: ${fewerThan} } }`;
              const given = `segments: ${segments}${filter}`;
              // A row that is hidden from a page that nothing else tells about counts until it is looked for.
              const tellsAll = hidden.length === 0 || shape.hydrates === 'LISTED' || fewerThan !== null;

              const pages: Scanned[] = [];
              for (let after = ''; ;) {
                const [page] = await scan(paging, shape, [`${given}, first: ${size}${after}`]);
                if (page === undefined) throw new Error('The scan was not answered.');
                pages.push(page);
                if (!page.pageInfo.partial) {
                  const left = listed.length - keysOf(pages).length;
                  if (tellsAll || !page.pageInfo.hasNextPage) expect(page.pageInfo.hasNextPage).toBe(left > 0);
                  if (page.pageInfo.hasNextPage) expect(page.edges).toHaveLength(size);
                }
                if (!page.pageInfo.hasNextPage) break;
                if (page.pageInfo.endCursor === null || pages.length > rows.length + 2)
                  throw new Error('Paging does not get on.');
                after = `, after: "${page.pageInfo.endCursor}"`;
                const last = page.edges.at(-1)?.node.s;
                if (deletes)
                  await paging.remove(
                    drawn,
                    listed.filter(({ s }) => s === last),
                  );
              }
              const shown = pages.flatMap(({ edges }) => edges);
              const byKey = new Map(listed.map((row) => [row.s, shape.shown(row)]));
              expect(keysOf(pages).toSorted()).toEqual([...byKey.keys()].toSorted());
              expect(shown.map(({ node }) => node)).toEqual(shown.map(({ node }) => byKey.get(node.s)));
              const partial = pages.filter(({ pageInfo }) => pageInfo.partial);
              partialPages += partial.length;

              if (paging === generous) {
                expect(partial).toEqual([]);
                const gone = new Set(deletes ? pages.slice(0, -1).map(({ edges }) => edges.at(-1)?.node.s) : []);
                const rests = await scan(
                  paging,
                  shape,
                  shown.map(({ cursor }) => `${given}, first: 100, after: "${cursor}"`),
                );
                for (const [at, rest] of rests.entries()) {
                  const following = keysOf(pages)
                    .slice(at + 1)
                    .filter((key) => !gone.has(key));
                  expect(keysOf([rest]).toSorted()).toEqual(following.toSorted());
                  expect(rest.pageInfo.hasNextPage).toBe(false);
                }
              }
            } finally {
              await paging.remove(drawn, rows);
            }
          }
        }),
        { numRuns: 8 },
      );
      expect(partialPages).toBeGreaterThan(0);
    },
    60_000,
  );

  test('totalCount is of the whole scan, whatever is asked of a page', async () => {
    const shape = { ...PAGED, ...CRATES };
    await fc.assert(
      fc.asyncProperty(rowsOf(24), fc.integer({ min: 2, max: 7 }), async (rows, segments) => {
        const drawn = await generous.store(shape, rows);
        const lists = ['scanCrates', 'stock'].map((list) => `${list}(segments: ${segments}, first: 0) { totalCount }`);
        const counts = (await generous.lists(lists)).map(({ totalCount }) => totalCount);
        await generous.remove(drawn, rows);
        const crates = rows.filter((row) => kindOf(row) === 'Crate' && isVisible(shape, row));
        const pallets = rows.filter((row) => kindOf(row) === 'Pallet');
        expect(counts).toEqual([crates.length, crates.length + pallets.length]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
