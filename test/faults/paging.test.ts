import { unrestricted } from '../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { createCaller } from '../../src/dynamo/execute/caller.js';
import type { ListIo } from '../../src/dynamo/execute/listReader.js';
import { readPage, type PageEdge, type PageRequest } from '../../src/dynamo/execute/readPage.js';
import type { PageOutput, QueryInput } from '../../src/dynamo/actions.js';
import { DynamoError, type Transport } from '../../src/dynamo/execute/transport.js';
import { planList } from '../../src/dynamo/plan/planList.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { Filter } from '../../src/model/filter.js';
import { entityOf } from '../../src/model/model.js';
import { compileSchema } from '../../src/schema/compileSchema.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: /* GraphQL */ `
      type Review
        @table(name: "Reviews", partition: "productId", sort: "reviewId")
        @index(name: "ByStars", partition: "productId", sort: "stars", query: "reviewsByStars") {
        productId: ID!
        reviewId: ID!
        stars: Int
        text: String
      }
    `,
  },
]);

const key = (reviewId: string): AttributeMap => ({ productId: { S: 'p' }, reviewId: { S: reviewId } });
const starred = (reviewId: string, stars: number): AttributeMap => ({ ...key(reviewId), stars: { N: String(stars) } });
const ids = (edges: readonly PageEdge[]) =>
  edges.map(({ item: { reviewId } }) => (reviewId !== undefined && 'S' in reviewId ? reviewId.S : undefined));

const NAMED: Filter = { kind: 'compare', path: ['text'], op: '=', value: { S: 'wanted' } };

/** One call's answer, written down: what came, and where DynamoDB stopped. */
function cut(reviewIds: readonly string[], stoppedAt?: AttributeMap, more: Partial<PageOutput> = {}): PageOutput {
  return {
    Items: reviewIds.map(key),
    Count: reviewIds.length,
    ScannedCount: reviewIds.length,
    ...(stoppedAt === undefined ? {} : { LastEvaluatedKey: stoppedAt }),
    ...more,
  };
}

interface Reading {
  readonly index?: string;
  readonly filter?: Filter;
  readonly deadlineInMs?: number;
}

/** Reads a page from the answers in turn; there must be as many calls as answers. */
async function read(page: Partial<PageRequest>, answers: readonly (PageOutput | Error)[], reading: Reading = {}) {
  const sent: QueryInput[] = [];
  const transport = {
    send: (_action: string, input: QueryInput) => {
      const answer = answers[sent.length];
      sent.push(input);
      if (answer === undefined) return Promise.reject(new Error('One call more than there are answers.'));
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  } as unknown as Transport;
  const plan = planList(entityOf(model, 'Review'), {
    index: reading.index,
    range: { equal: { productId: 'p' }, sort: {} },
    filter: reading.filter,
    order: 'ASC',
    fields: 'ALL',
    consistent: false,
    viewer: unrestricted(new Date(0)),
  });
  const io: ListIo = {
    caller: createCaller({ transport, retry: { baseDelayMs: 1, maxDelayMs: 2 } }),
    options: { signal: new AbortController().signal, deadlineAtMs: Date.now() + (reading.deadlineInMs ?? 5000) },
    during: (run) => run(),
    hydrate: () => Promise.reject(new Error('The index holds everything.')),
  };
  const result = readPage(io, plan, {
    direction: 'first',
    count: 3,
    after: undefined,
    before: undefined,
    wantsNext: false,
    wantsPrevious: false,
    budgetReadUnits: 100,
    ...page,
  });
  return { page: await result, sent };
}

const paging = (sent: readonly QueryInput[]) =>
  sent.map(({ Limit, ExclusiveStartKey, ScanIndexForward }) => ({ Limit, ExclusiveStartKey, ScanIndexForward }));

const THROTTLED = new DynamoError('ProvisionedThroughputExceededException', 'Slower.', { status: 400 });

describe('a page', () => {
  test('that DynamoDB cuts at 1 MB is read on from where it was cut', async () => {
    const { page, sent } = await read({ wantsNext: true }, [cut(['a', 'b'], key('b')), cut(['c', 'd'], key('d'))]);
    expect([ids(page.edges), page.hasNextPage, page.partial]).toEqual([['a', 'b', 'c'], true, false]);
    expect(page.end).toEqual(key('c'));
    expect(paging(sent)).toEqual([
      { Limit: 4, ExclusiveStartKey: undefined, ScanIndexForward: true },
      { Limit: 2, ExclusiveStartKey: key('b'), ScanIndexForward: true },
    ]);
  });

  test('is not short and not at its end because calls came back empty', async () => {
    const { page, sent } = await read({ wantsNext: true }, [
      cut([], key('a')),
      cut([], key('b')),
      cut(['c'], key('c')),
      cut([], key('d')),
      cut(['e', 'f', 'g']),
    ]);
    expect([ids(page.edges), page.hasNextPage]).toEqual([['c', 'e', 'f'], true]);
    expect(paging(sent).map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([
      undefined,
      ...['a', 'b', 'c', 'd'].map(key),
    ]);
  });

  test('has no next one when all that follows its last item is an empty call', async () => {
    const { page } = await read({ wantsNext: true }, [cut(['a', 'b', 'c'], key('c')), cut([])]);
    expect([ids(page.edges), page.hasNextPage, page.partial]).toEqual([['a', 'b', 'c'], false, false]);
  });

  test('looks back through empty calls before it says that there is nothing', async () => {
    const after = key('b');
    const found = await read({ after, wantsPrevious: true }, [
      cut(['c', 'd', 'e']),
      cut([], key('b')),
      cut(['a'], key('a')),
    ]);
    expect(found.page.hasPreviousPage).toBe(true);
    expect(paging(found.sent)[1]).toEqual({ Limit: 1, ExclusiveStartKey: key('c'), ScanIndexForward: false });
    const none = await read({ after, wantsPrevious: true }, [cut(['c', 'd', 'e']), cut([], key('a')), cut([])]);
    expect(none.page.hasPreviousPage).toBe(false);
  });

  test('waits out a throttled second call', async () => {
    const { page, sent } = await read({}, [cut(['a'], key('a')), THROTTLED, THROTTLED, cut(['b', 'c'])]);
    expect(ids(page.edges)).toEqual(['a', 'b', 'c']);
    expect(paging(sent).slice(1)).toEqual(
      Array(3).fill({ Limit: 2, ExclusiveStartKey: key('a'), ScanIndexForward: true }),
    );
  });

  test('fails as throttled, never short, when the deadline comes first', async () => {
    const answers = [cut(['a'], key('a')), ...Array.from({ length: 1000 }, () => THROTTLED)];
    await expect(read({}, answers, { deadlineInMs: 30 })).rejects.toMatchObject({ code: 'THROTTLED' });
  });

  test('ends early, as partial, once DynamoDB has charged its budget, and says where it was', async () => {
    const charged = (units: number) => ({ ConsumedCapacity: { TableName: 'Reviews', CapacityUnits: units } });
    const { page } = await read({ wantsNext: true, budgetReadUnits: 128 }, [
      cut(['a'], key('k'), charged(100)),
      cut([], key('m'), charged(28)),
    ]);
    expect([ids(page.edges), page.hasNextPage, page.partial, page.end]).toEqual([['a'], true, true, key('m')]);
    const backward = await read({ direction: 'last', budgetReadUnits: 1 }, [cut([], key('k'), charged(128))]);
    expect([backward.page.hasPreviousPage, backward.page.partial]).toEqual([true, true]);
    expect([backward.page.start, backward.page.end]).toEqual([key('k'), undefined]);
  });

  test('whose look back the budget ends says true, and that it is partial; its cursors are those of its items', async () => {
    const charged = { ConsumedCapacity: { TableName: 'Reviews', CapacityUnits: 128 } };
    const { page } = await read({ after: key('b'), wantsPrevious: true, budgetReadUnits: 129 }, [
      cut(['c', 'd', 'e'], undefined, { ConsumedCapacity: { TableName: 'Reviews', CapacityUnits: 1 } }),
      cut([], key('a'), charged),
    ]);
    expect([page.hasPreviousPage, page.partial]).toEqual([true, true]);
    expect([page.start, page.end]).toEqual([key('c'), key('e')]);
  });

  test('up to "before" stops as soon as DynamoDB is past it, though the filter hides everything there', async () => {
    const { page, sent } = await read({ before: key('c'), wantsNext: true }, [cut(['a'], key('m'))], { filter: NAMED });
    expect([ids(page.edges), page.hasNextPage, page.partial]).toEqual([['a'], false, false]);
    expect(sent).toHaveLength(1);
  });

  test('up to "before" among equal sort keys reads that group alone to learn its order', async () => {
    const group = (...names: readonly string[]) => names.map((name) => starred(name, 5));
    const { page, sent } = await read(
      { before: starred('d', 5), count: 9 },
      [
        { Items: group('x', 'b', 'a', 'd'), LastEvaluatedKey: starred('d', 5) },
        // The filter hides all that lies before the group, and where DynamoDB stopped is outside of it.
        { Items: group('b', 'x'), LastEvaluatedKey: starred('e', 4) },
      ],
      { index: 'ByStars', filter: NAMED },
    );
    expect(ids(page.edges)).toEqual(['x', 'b']);
    expect(paging(sent)[1]).toEqual({ Limit: 100, ExclusiveStartKey: starred('d', 5), ScanIndexForward: false });
    expect(sent).toHaveLength(2);
  });

  test('does not take a group of equal sort keys for passed where DynamoDB stopped inside it', async () => {
    const { page } = await read(
      { before: starred('d', 5), count: 2 },
      [
        { Items: [starred('x', 5)], LastEvaluatedKey: starred('hidden', 5) },
        { Items: [starred('b', 5), starred('x', 5)] },
        { Items: [starred('b', 5)], LastEvaluatedKey: starred('b', 5) },
      ],
      { index: 'ByStars', filter: NAMED },
    );
    expect(ids(page.edges)).toEqual(['x', 'b']);
  });

  test('goes on past the item of "before" where that has moved to another sort key since', async () => {
    const { page } = await read(
      { before: starred('d', 5), count: 2 },
      [
        { Items: [starred('d', 1)], LastEvaluatedKey: starred('d', 1) },
        { Items: [starred('e', 2)], LastEvaluatedKey: starred('e', 2) },
      ],
      { index: 'ByStars' },
    );
    expect(ids(page.edges)).toEqual(['d', 'e']);
  });

  test('whose filter matches nothing makes no call', async () => {
    const { page, sent } = await read({ after: key('a'), wantsNext: true }, [], {
      filter: { kind: 'in', path: ['text'], values: [] },
    });
    expect([page.edges, page.hasNextPage, page.hasPreviousPage, page.partial, sent]).toEqual([
      [],
      false,
      false,
      false,
      [],
    ]);
  });
});
