import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deviates } from '../support/engine.js';
import { literal } from '../support/pagingConditions.js';
import { createPagingGateway, ONE_CALL, type PagingGateway } from '../support/pagingGateway.js';
import { MULTI_ATTRIBUTE_SCHEMA, MULTI_ATTRIBUTE_SHAPES } from '../support/pagingMultiAttribute.js';
import { expectHonestBudget, expectRelayPages, expectWholeWalks } from '../support/pagingProperties.js';

if (deviates('noMultiAttributeKeys')) {
  test('an engine that cannot read an index key of several attributes gets no lists to page through', async () => {
    await expect(createPagingGateway(MULTI_ATTRIBUTE_SCHEMA)).rejects.toMatchObject({ code: 'TABLE_NOT_READY' });
  });
} else {
  describe('paging through an index key of several attributes', pagingTests);
  describe('writes to an index key of several attributes', writeTests);
}

function pagingTests(): void {
  let generous: PagingGateway;
  let frugal: PagingGateway;
  beforeAll(async () => {
    generous = await createPagingGateway(MULTI_ATTRIBUTE_SCHEMA);
    frugal = await createPagingGateway(MULTI_ATTRIBUTE_SCHEMA, { readBudgetUnits: ONE_CALL });
  });
  afterAll(() => Promise.all([generous.close(), frugal.close()]));

  const shapes = MULTI_ATTRIBUTE_SHAPES.map((shape) => [shape.name, shape] as const);

  test.each(shapes)(
    '%s: pages are those of the Relay specification, from every cursor in both directions',
    (_name, shape) => expectRelayPages(generous, shape, 12),
    60_000,
  );

  test.each(shapes)(
    '%s: every row comes once, forward and backward, whatever a page may cost',
    async (_name, shape) => {
      await expectWholeWalks({ generous, frugal }, shape, { numRuns: 8 });
    },
    60_000,
  );

  test('a page that the budget ends holds the next rows, and a flag is false only when that is sure', async () => {
    const sorted = MULTI_ATTRIBUTE_SHAPES.filter(({ index }) => index !== 'Unsorted');
    const { ended, surelyFalse } = await expectHonestBudget(frugal, sorted, 60);
    expect(ended).toBeGreaterThan(0);
    expect(surelyFalse).toBeGreaterThan(0);
  }, 60_000);
}

/** One job as clients see it; an attribute that is null is not stored. */
type Job = Readonly<Record<'s' | 'state' | 'room' | 'v' | 'w', string | number | null>>;

type JobWrite =
  | { readonly kind: 'put' | 'update'; readonly s: string; readonly fields: Partial<Omit<Job, 's'>> }
  | { readonly kind: 'delete'; readonly s: string };

/** The lists of jobs in one state, and the fields that their indexes sort by. */
const SORTED_BY: Readonly<Record<string, readonly (keyof Job)[]>> = {
  jobsInOrder: ['room', 'v', 's'],
  jobsByRank: ['v', 'room'],
  jobsByRoom: ['v', 'room', 'w', 's'],
  jobsNarrow: ['room', 'w'],
  jobsOfShards: ['room', 'v'],
};

const s = fc.constantFrom('1', '2', '3', '4', '5', '6');
const fields = fc.record(
  {
    state: fc.constantFrom('OPEN', 'DONE', null),
    room: fc.constantFrom('a', 'ab', 'b', null),
    v: fc.constantFrom(0, 2, 10, null),
    w: fc.constantFrom(0, 2, 10, null),
  },
  { requiredKeys: [] },
);
const writes: fc.Arbitrary<readonly JobWrite[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('put' as const), s, fields }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('update' as const), s, fields }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), s }) },
  ),
  { minLength: 5, maxLength: 25 },
);

/** A put leaves nothing of the item there was, an update of an item that is not there is refused. */
function keep(jobs: Map<string, Job>, write: JobWrite): void {
  const before = jobs.get(write.s);
  if (write.kind === 'delete') jobs.delete(write.s);
  else if (write.kind === 'put' || before !== undefined) {
    const none = { s: write.s, state: null, room: null, v: null, w: null };
    jobs.set(write.s, { ...none, ...(write.kind === 'update' ? before : {}), ...write.fields });
  }
}

function sortedBy(names: readonly (keyof Job)[], jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => names.map((name) => compared(a[name], b[name])).find((order) => order !== 0) ?? 0);
}

function compared(a: string | number | null, b: string | number | null): number {
  if (a === b || a === null || b === null) return 0;
  return a < b ? -1 : 1;
}

function writeTests(): void {
  let paging: PagingGateway;
  let groups = 0;
  beforeAll(async () => {
    paging = await createPagingGateway(MULTI_ATTRIBUTE_SCHEMA);
  });
  afterAll(() => paging.close());

  async function run(operation: string): Promise<Readonly<Record<string, unknown>>> {
    const { data, errors } = await paging.gateway.run(operation);
    expect(errors).toBeUndefined();
    return data as Readonly<Record<string, unknown>>;
  }

  async function write(g: string, change: JobWrite): Promise<void> {
    const key = { p: g, s: change.s };
    const values = { g, ...(change.kind === 'delete' ? {} : change.fields) };
    const field = {
      put: `putJob(input: ${literal({ ...key, ...values })})`,
      update: `updateJob(p: "${g}", s: "${change.s}", set: ${literal(values)})`,
      delete: `deleteJob(p: "${g}", s: "${change.s}")`,
    }[change.kind];
    await run(`mutation { ${field} { conflict { reason } } }`);
  }

  test('an item is in an index while it has every attribute of the key, and stands where they say', async () => {
    await fc.assert(
      fc.asyncProperty(writes, fc.constantFrom('OPEN', 'DONE'), async (changes, state) => {
        const g = `group${String((groups += 1))}`;
        const jobs = new Map<string, Job>();
        for (const change of changes) {
          await write(g, change);
          keep(jobs, change);
        }
        const lists = Object.keys(SORTED_BY).map(
          (list) => `${list}(g: "${g}", state: "${state}", first: 100) { nodes { s state room v w } totalCount }`,
        );
        const answered = (await run(`{ ${lists.join(' ')} }`)) as Readonly<
          Record<string, { readonly nodes: readonly Job[]; readonly totalCount: number }>
        >;
        for (const [list, names] of Object.entries(SORTED_BY)) {
          const isIndexed = (job: Job) => job.state === state && names.every((name) => job[name] !== null);
          const wanted = sortedBy(names, [...jobs.values()].filter(isIndexed));
          const { nodes = [], totalCount } = answered[list] ?? {};
          const keyOf = (job: Job) => names.map((name) => job[name]);
          expect({ list, totalCount, keys: nodes.map(keyOf) }).toEqual({
            list,
            totalCount: wanted.length,
            keys: wanted.map(keyOf),
          });
          expect(sortedBy(['s'], nodes)).toEqual(sortedBy(['s'], wanted));
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test('a walk goes on where it was when items leave the index behind it, and meets those that enter ahead', async () => {
    const g = 'walked';
    for (const v of [1, 2, 3, 4, 5, 6]) {
      await write(g, { kind: 'put', s: `job${v}`, fields: { state: 'OPEN', room: 'a', v: v * 2 } });
    }
    const page = async (after: string | null) => {
      const from = after === null ? '' : `, after: "${after}"`;
      const data = await run(
        `{ jobsByRank(g: "${g}", state: "OPEN", first: 2${from}) { nodes { s } pageInfo { hasNextPage endCursor } } }`,
      );
      const { nodes, pageInfo } = data['jobsByRank'] as WalkedPage;
      return { shown: nodes.map((node) => node.s), ...pageInfo };
    };

    const first = await page(null);
    // The cursor's own item leaves, one ahead of it leaves, one comes in ahead and one moves behind.
    await write(g, { kind: 'update', s: 'job2', fields: { state: 'DONE' } });
    await write(g, { kind: 'update', s: 'job4', fields: { v: null } });
    await write(g, { kind: 'put', s: 'late', fields: { state: 'OPEN', room: 'b', v: 6 } });
    await write(g, { kind: 'update', s: 'job6', fields: { v: 0 } });
    const second = await page(first.endCursor);
    const third = await page(second.endCursor);
    expect([first, second, third]).toMatchObject([
      { shown: ['job1', 'job2'], hasNextPage: true },
      { shown: ['job3', 'late'], hasNextPage: true },
      { shown: ['job5'], hasNextPage: false },
    ]);
  });
}

interface WalkedPage {
  readonly nodes: readonly { readonly s: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
