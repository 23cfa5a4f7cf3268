import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../src/server/createGateway.js';
import { type FaultyGateway, startFaultyGateway } from '../support/faultyGateway.js';
import { item } from '../support/scenarioItem.js';
import { forwarded, held, partialBatch, throttled, type ScriptedAnswer } from '../support/scriptedAnswer.js';
import type { RecordedRequest, ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const schema = /* GraphQL */ `
  type Ticket
    @table(name: "Tickets", partition: "ticketId")
    @index(name: "ByQueue", partition: "queue", sort: "rank", projection: [], query: "tickets")
    @index(name: "ByDesk", partition: "desk", sort: "rank", projection: [], query: "ticketAtDesk", one: true) {
    ticketId: ID!
    queue: String
    desk: String
    rank: Int
    subject: String
  }
`;

const QUEUES = { short: 12, long: 130, other: 100 };

let faulty: FaultyGateway;
let dynamo: ScriptedEndpoint;
let gateway: Gateway;
let hasty: Gateway;
/** The table's name. */
let Tickets: string;

beforeAll(async () => {
  faulty = await startFaultyGateway({ schema });
  ({ dynamo, gateway, hasty } = faulty);
  Tickets = `${faulty.tablePrefix}Tickets`;
  const items = Object.entries(QUEUES).flatMap(([queue, count]) => ranks(1, count).map((rank) => ticket(queue, rank)));
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await faulty.call('BatchWriteItem', { RequestItems: { [Tickets]: puts } });
  }
});
afterEach(() => faulty.nextTest());
afterAll(() => faulty.close());

function ticket(queue: string, rank: number) {
  const subject = rank % 2 === 0 ? 'even' : 'odd';
  return item({ ticketId: idOf(queue, rank), queue, desk: queue, rank, subject });
}

const idOf = (queue: string, rank: number) => `${queue}${rank}`;

/** From one rank to another, both included. */
function ranks(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_none, at) => from + at);
}

/** The engine's answer to a read by key, less these items. */
function lacking(ids: readonly string[]): ScriptedAnswer {
  const isLeft = ({ ticketId }: Stored) => !ids.includes(ticketId.S);
  return forwarded((body) => {
    const { Item, Responses, ...more } = body as ReadByKey;
    return {
      ...more,
      ...(Item !== undefined && isLeft(Item) ? { Item } : {}),
      ...(Responses === undefined ? {} : { Responses: { [Tickets]: Responses[Tickets]?.filter(isLeft) } }),
    };
  });
}

/** The table has lost these items, and its index has not heard of it. */
function areGone(...ids: readonly string[]): void {
  dynamo.always('BatchGetItem', lacking(ids));
  dynamo.always('GetItem', lacking(ids));
}

interface ReadByKey {
  readonly Item?: Stored;
  readonly Responses?: Readonly<Record<string, readonly Stored[]>>;
}

interface Stored {
  readonly ticketId: { readonly S: string };
}

interface Answered {
  readonly nodes: readonly { readonly rank: number; readonly subject: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
  readonly totalCount: number | null;
}

async function ask(lists: readonly string[], of = gateway) {
  const { data, errors } = await of.execute({ query: `{ ${lists.map((list, at) => `l${at}: ${list}`).join(' ')} }` });
  return { pages: Object.values((data ?? {}) as Readonly<Record<string, Answered | null>>), errors };
}

/** One list that has to be answered, with the ranks of its nodes. */
async function page(args: string, select = '') {
  const { pages, errors } = await ask([`tickets(${args}) { nodes { rank subject } ${select} }`]);
  expect(errors).toBeUndefined();
  const [answered] = pages;
  if (!answered) throw new Error('The list was not answered.');
  return { ...answered, ranks: answered.nodes.map(({ rank }) => rank) };
}

/** How many keys each batch asked for, in order; a GetItem is a batch of one. */
function batches(): readonly number[] {
  return dynamo.requests.flatMap(({ action, input }) => {
    if (action === 'GetItem') return [1];
    return action === 'BatchGetItem' ? [keysOf(input).length] : [];
  });
}

function keysOf(input: unknown): readonly unknown[] {
  const { RequestItems } = input as {
    readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
  };
  return RequestItems[Tickets]?.Keys ?? [];
}

describe('a page over a narrow index', () => {
  test('is hydrated by one batch, as long as the table has all its items', async () => {
    const { ranks: shown } = await page('queue: "short", first: 5', 'pageInfo { hasNextPage }');
    expect(shown).toEqual([1, 2, 3, 4, 5]);
    expect(dynamo.actions).toEqual(['Query', 'BatchGetItem']);
  });

  test('is full and in order where items were deleted in between, at one batch more', async () => {
    areGone('short2', 'short4');
    const { ranks: shown, pageInfo } = await page('queue: "short", first: 5', 'pageInfo { hasNextPage }');
    expect([shown, pageInfo.hasNextPage]).toEqual([[1, 3, 5, 6, 7], true]);
    expect(batches()).toEqual([5, 2]);
  });

  test('that is read backward is full and in order as well', async () => {
    areGone('short12', 'short10');
    const { ranks: shown, pageInfo } = await page('queue: "short", last: 4', 'pageInfo { hasPreviousPage }');
    expect([shown, pageInfo.hasPreviousPage]).toEqual([[7, 8, 9, 11], true]);
    expect(batches()).toEqual([4, 2]);
  });

  test('reads on as often as it takes where every item of it was deleted', async () => {
    areGone(...ranks(1, 8).map((rank) => idOf('short', rank)));
    const { ranks: shown } = await page('queue: "short", first: 3');
    expect(shown).toEqual([9, 10, 11]);
    expect(batches()).toEqual([3, 3, 3, 2]);
  });

  test('is short only where the index ends', async () => {
    areGone('short11', 'short12');
    const { ranks: shown, pageInfo } = await page('queue: "short", first: 12', 'pageInfo { hasNextPage }');
    expect([shown, pageInfo.hasNextPage]).toEqual([ranks(1, 10), false]);
  });

  test('goes on from its cursors without losing or repeating an item', async () => {
    areGone('short1', 'short3', 'short4', 'short8', 'short9', 'short12');
    const walked: number[] = [];
    for (let from = ''; ;) {
      const { ranks: shown, pageInfo } = await page(
        `queue: "short", first: 2${from}`,
        'pageInfo { hasNextPage endCursor }',
      );
      walked.push(...shown);
      if (!pageInfo.hasNextPage || shown.length === 0) break;
      from = `, after: "${pageInfo.endCursor}"`;
    }
    expect(walked).toEqual([2, 5, 6, 7, 10, 11]);
  });

  test('of a hundred items is one batch, and one item more where one was deleted', async () => {
    expect((await page('queue: "long", first: 100')).ranks).toEqual(ranks(1, 100));
    expect(batches()).toEqual([100]);
    dynamo.reset();
    areGone('long50');
    expect((await page('queue: "long", first: 100')).ranks).toEqual(ranks(1, 101).filter((rank) => rank !== 50));
    expect(batches()).toEqual([100, 1]);
  });

  test('of one item shows the first that is still there', async () => {
    areGone('short1', 'short2');
    const { pages } = await ask(['ticketAtDesk(desk: "short") { rank subject }']);
    expect(pages).toEqual([{ rank: 3, subject: 'odd' }]);
  });
});

describe('a filter on what the index lacks', () => {
  test('fills the page with matching items that are still there', async () => {
    areGone('short2', 'short6');
    const { ranks: shown, pageInfo } = await page(
      'queue: "short", filter: { subject: { eq: "even" } }, first: 3',
      'pageInfo { hasNextPage }',
    );
    expect([shown, pageInfo.hasNextPage]).toEqual([[4, 8, 10], true]);
    expect(batches()).toEqual([12]);
  });

  test('knows without doubt that there is no further item', async () => {
    areGone('short2', 'short6', 'short12');
    const { ranks: shown, pageInfo } = await page(
      'queue: "short", filter: { subject: { eq: "even" } }, first: 3',
      'pageInfo { hasNextPage }',
    );
    expect([shown, pageInfo.hasNextPage]).toEqual([[4, 8, 10], false]);
  });

  test('counts only items that are still there', async () => {
    areGone('short1', 'short2', 'short6');
    const { totalCount } = await page('queue: "short", filter: { subject: { eq: "even" } }', 'totalCount');
    expect(totalCount).toBe(4);
  });
});

describe('lists side by side', () => {
  const TWO = ['short', 'other'].map((queue) => `tickets(queue: "${queue}", first: 3) { nodes { rank subject } }`);

  test('share one batch, also where the index answers one of them later', async () => {
    const late = held(forwarded());
    dynamo.on('Query', late.answer);
    const asked = ask(TWO);
    await dynamo.received(2, 'Query');
    late.release();
    expect((await asked).pages).toMatchObject([{ nodes: THREE }, { nodes: THREE }]);
    expect(batches()).toEqual([6]);
  });

  test('share the batch for what was deleted as well', async () => {
    areGone('short1', 'other1');
    const { pages } = await ask(TWO);
    expect(pages.map((list) => list?.nodes.map(({ rank }) => rank))).toEqual([
      [2, 3, 4],
      [2, 3, 4],
    ]);
    expect(batches()).toEqual([6, 2]);
  });

  test('of more than a hundred items together are the fewest batches', async () => {
    const hundred = ['long', 'other'].map(
      (queue) => `tickets(queue: "${queue}", first: 100) { nodes { rank subject } }`,
    );
    const { pages } = await ask(hundred);
    expect(pages.map((list) => list?.nodes.map(({ rank }) => rank))).toEqual([ranks(1, 100), ranks(1, 100)]);
    expect(batches()).toEqual([100, 100]);
  });
});

const THREE = [
  { rank: 1, subject: 'odd' },
  { rank: 2, subject: 'even' },
  { rank: 3, subject: 'odd' },
];

describe('hydration that DynamoDB throttles', () => {
  /** Hands every key back. */
  const nothingRead = ({ input }: RecordedRequest) => partialBatch({}, { [Tickets]: { Keys: keysOf(input) } });

  test('for a while is waited out, and only what was not read is asked for again', async () => {
    dynamo.on(
      'BatchGetItem',
      ({ input }) => {
        const keys = keysOf(input) as readonly Stored[];
        const read = keys.slice(0, 2).map(({ ticketId }) => ticket('short', Number(ticketId.S.slice('short'.length))));
        return partialBatch({ [Tickets]: read }, { [Tickets]: { Keys: keys.slice(2) } });
      },
      nothingRead,
    );
    const { nodes } = await page('queue: "short", first: 5');
    expect(nodes.map(({ rank, subject }) => [rank, subject])).toEqual([
      [1, 'odd'],
      [2, 'even'],
      [3, 'odd'],
      [4, 'even'],
      [5, 'odd'],
    ]);
    expect(batches()).toEqual([5, 3, 3]);
  });

  test.each([
    ['keys handed back', 'first: 5', nothingRead],
    ['a refused batch', 'first: 5', throttled()],
    ['a refused read of one item', 'first: 1', throttled()],
  ])('to the end (%s) fails as THROTTLED, never as a short page', async (_what, size, answer) => {
    dynamo.always('BatchGetItem', answer);
    dynamo.always('GetItem', answer);
    const { pages, errors } = await ask([`tickets(queue: "short", ${size}) { nodes { subject } }`], hasty);
    expect(pages).toEqual([null]);
    expect(errors).toMatchObject([{ path: ['l0'], extensions: { code: 'THROTTLED', retryable: true } }]);
  });

  test('in the middle of a page that had lost an item fails as THROTTLED as well', async () => {
    dynamo.on('BatchGetItem', lacking(['short2', 'short3']));
    dynamo.always('BatchGetItem', nothingRead);
    const { pages, errors } = await ask(['tickets(queue: "short", first: 5) { nodes { subject } }'], hasty);
    expect(pages).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'THROTTLED' } }]);
  });

  test('for one of two batches fails every list that waits for it, and leaves the others alone', async () => {
    dynamo.always('BatchGetItem', nothingRead);
    const { pages, errors } = await ask(
      [
        'tickets(queue: "short", first: 3) { nodes { subject } }',
        'tickets(queue: "other", first: 3) { nodes { subject } }',
        'tickets(queue: "long", first: 3) { nodes { rank } }',
      ],
      hasty,
    );
    expect(pages.map((list) => list?.nodes)).toEqual([undefined, undefined, [{ rank: 1 }, { rank: 2 }, { rank: 3 }]]);
    // Both fail with the one batch, and in no order.
    const byPath = errors?.toSorted((a, b) => String(a.path).localeCompare(String(b.path)));
    expect(byPath).toMatchObject([
      { path: ['l0'], extensions: { code: 'THROTTLED' } },
      { path: ['l1'], extensions: { code: 'THROTTLED' } },
    ]);
  });

  test('fails a list whose filter needs the items, and its count', async () => {
    dynamo.always('BatchGetItem', nothingRead);
    const { pages, errors } = await ask(
      ['tickets(queue: "short", filter: { subject: { eq: "even" } }) { totalCount nodes { rank } }'],
      hasty,
    );
    expect(pages).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'THROTTLED' } }]);
  });
});
