import { describe, expect, test } from '@jest/globals';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import type { ChangeFeed } from '../../../src/subscriptions/changeFeed.js';
import { gapAt } from '../../../src/subscriptions/entityChange.js';
import { createRecordFeed } from '../../support/recordFeed.js';
import { item } from '../../support/scenarioItem.js';
import { tabletopTransport } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';

const schema = `
  type Book @table(name: "Books", partition: "bookId") @index(name: "ByShelf", partition: "shelfId") {
    bookId: ID!
    shelfId: ID
    title: String
    shelf: Shelf @belongsTo
  }
  type Shelf @table(name: "Shelves", partition: "shelfId") {
    shelfId: ID!
    name: String
  }`;

function book(bookId: string, shelfId: string, title: string) {
  return item({ bookId, shelfId, title });
}

const [a1, a2, b1] = [book('a', 's1', 'one'), book('a', 's2', 'two'), book('b', 's1', 'three')];
const RECORDS = [
  [undefined, a1],
  [a1, a2],
  [undefined, b1],
  [a2, undefined],
].map(
  ([oldImage, newImage], at) =>
    ({
      oldImage,
      newImage,
      sequenceNumber: String(at + 1),
      at: new Date(at * 1000),
      expired: newImage === undefined,
    }) as unknown as ChangeRecord,
);

function gatewayWith(changes: ChangeFeed) {
  const shelves = ['s1', 's2'].map((shelfId) => item({ shelfId, name: `Shelf ${shelfId}` }));
  return createTestGateway({ schema, transport: tabletopTransport({ Shelves: shelves }), changes });
}

describe('missed changes', () => {
  test('are a page, with the changes as a subscriber sees them', async () => {
    const { data, errors } = await gatewayWith(createRecordFeed(RECORDS)).run(
      `{ bookChanges(since: "c", first: 3) {
           edges { cursor node { kind book { title } previous { title } changedFields cursor at expired } }
           pageInfo { hasNextPage hasPreviousPage startCursor endCursor partial } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      bookChanges: {
        edges: [
          {
            cursor: 'cursor of 1',
            node: {
              kind: 'CREATED',
              book: { title: 'one' },
              previous: null,
              changedFields: ['bookId', 'shelfId', 'title'],
              cursor: 'cursor of 1',
              at: '1970-01-01T00:00:00.000Z',
              expired: false,
            },
          },
          {
            cursor: 'cursor of 2',
            node: {
              kind: 'UPDATED',
              book: { title: 'two' },
              previous: { title: 'one' },
              changedFields: ['shelfId', 'title'],
              cursor: 'cursor of 2',
              at: '1970-01-01T00:00:01.000Z',
              expired: false,
            },
          },
          { cursor: 'cursor of 3', node: expect.objectContaining({ kind: 'CREATED', book: { title: 'three' } }) },
        ],
        pageInfo: {
          hasNextPage: true,
          hasPreviousPage: false,
          startCursor: 'cursor of 1',
          endCursor: '3',
          partial: false,
        },
      },
    });
  });

  test('have their relations read in one batch, of what is and of what was', async () => {
    const { data, commands } = await gatewayWith(createRecordFeed(RECORDS)).run(
      '{ bookChanges(since: "c") { nodes { book { shelf { name } } previous { shelf { name } } expired } } }',
    );
    expect(commands).toEqual([
      {
        action: 'BatchGetItem',
        RequestItems: {
          Shelves: {
            Keys: [{ shelfId: { S: 's1' } }, { shelfId: { S: 's2' } }],
            ProjectionExpression: '#name, #shelfId',
            ExpressionAttributeNames: { '#name': 'name', '#shelfId': 'shelfId' },
          },
        },
      },
    ]);
    const [s1, s2] = ['s1', 's2'].map((id) => ({ shelf: { name: `Shelf ${id}` } }));
    expect(data).toEqual({
      bookChanges: {
        nodes: [
          { book: s1, previous: null, expired: false },
          { book: s2, previous: s1, expired: false },
          { book: s1, previous: null, expired: false },
          { book: null, previous: s2, expired: true },
        ],
      },
    });
  });

  test('are asked by key, filter and kind', async () => {
    const kinds = async (args: string) => {
      const { data } = await gatewayWith(createRecordFeed(RECORDS)).run(`{ bookChanges(${args}) { nodes { kind } } }`);
      return (data as { bookChanges: { nodes: { kind: string }[] } }).bookChanges.nodes.map(({ kind }) => kind);
    };
    expect(await kinds('since: "c", bookId: "b"')).toEqual(['CREATED']);
    expect(await kinds('since: "c", filter: { shelfId: { eq: "s1" } }')).toEqual(['CREATED', 'LEFT', 'CREATED']);
    expect(await kinds('since: "c", events: [DELETED]')).toEqual(['DELETED']);
  });

  test('have a gap among them as a change of no item', async () => {
    const feed = createRecordFeed([]);
    const gap = { change: gapAt(new Date(0)), cursor: () => 'behind the gap' };
    const changes = { ...feed, missed: () => Promise.resolve({ events: [gap], endCursor: 'e', hasMore: true }) };
    const { data } = await gatewayWith(changes).run(
      '{ bookChanges(since: "c") { nodes { kind book { title } previous { title } changedFields cursor } pageInfo { partial } } }',
    );
    expect(data).toEqual({
      bookChanges: {
        nodes: [{ kind: 'GAP', book: null, previous: null, changedFields: [], cursor: 'behind the gap' }],
        // There is more, and the page is not full: a bound has ended it.
        pageInfo: { partial: true },
      },
    });
  });

  test('are asked for with what the page may hold, and the deadline of the request', async () => {
    const asked: unknown[] = [];
    const changes: ChangeFeed = {
      ...createRecordFeed([]),
      missed(topic, page) {
        asked.push(topic.entity.name, page);
        return Promise.resolve({ events: [], endCursor: 'now', hasMore: false });
      },
    };
    const { data } = await gatewayWith(changes).run(
      '{ bookChanges { nodes { kind } pageInfo { hasNextPage endCursor } } }',
    );
    expect(data).toEqual({ bookChanges: { nodes: [], pageInfo: { hasNextPage: false, endCursor: 'now' } } });
    expect(asked).toEqual(['Book', { since: undefined, first: 20, deadlineAtMs: expect.any(Number) }]);
  });

  test.each([
    ['first: -1', 'BAD_USER_INPUT', '"first" must be from 0 to 100; it is -1. Page on with a cursor for more.'],
    ['first: 101', 'LIMIT_EXCEEDED', '"first" is 101'],
    ['bookId: ""', 'BAD_USER_INPUT', '"bookId" must not be empty: it is a key of Book.'],
  ])('are refused with %s', async (args, code, message) => {
    const { errors } = await gatewayWith(createRecordFeed([])).run(`{ bookChanges(${args}) { nodes { kind } } }`);
    expect(errors?.[0]?.originalError).toMatchObject({ code });
    expect(errors?.[0]?.message).toContain(message);
  });

  test('are no part of a snapshot', async () => {
    const { errors } = await gatewayWith(createRecordFeed([])).run(
      'query @transaction { bookChanges { nodes { kind } } }',
    );
    expect(errors?.[0]?.message).toContain('"bookChanges" cannot be read in a query with @transaction');
  });
});

test('a cursor is made only where it is selected', async () => {
  let made = 0;
  const feed = createRecordFeed(RECORDS);
  const changes: ChangeFeed = {
    ...feed,
    async missed(topic, page) {
      const missed = await feed.missed(topic, page);
      const events = missed.events.map(({ change }) => ({ change, cursor: () => String((made += 1)) }));
      return { ...missed, events };
    },
  };
  await gatewayWith(changes).run('{ bookChanges(since: "c") { nodes { kind } } }');
  expect(made).toBe(0);
  await gatewayWith(changes).run('{ bookChanges(since: "c", first: 2) { nodes { cursor } } }');
  expect(made).toBe(2);
});
