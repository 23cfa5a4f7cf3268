import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '../../../src/server/createGateway.js';

let gateway: Gateway;
let sent = 0;

beforeAll(async () => {
  gateway = await createGateway({
    schema:
      'type Post @table(name: "Posts", partition: "board", sort: "at") { board: ID! at: Float! replies: [Post!]! @hasMany(with: "board = board") }',
    transport: {
      send: () => {
        sent += 1;
        return Promise.reject(new Error('nothing is to be sent'));
      },
      close: () => Promise.resolve(),
    },
    maxItems: 30,
    logLevel: 'silent',
    tables: 'none',
    cursorSecrets: ['a secret for this test that nobody else uses'],
  });
});
afterAll(() => gateway.close());

test('a gateway refuses what may read too much, by the setting, and sends nothing', async () => {
  const query = 'query Board { postsByBoard(board: "b", first: 10) { nodes { replies(first: 3) { nodes { at } } } } }';
  const { errors } = await gateway.execute({ query });
  expect(errors?.map(({ message, extensions }) => [message, extensions?.['code'], extensions?.['limit']])).toEqual([
    [
      'The operation "Board" may read up to 40 items, most of them (30) in "postsByBoard.nodes.replies", which is resolved up to 10 times; at most 30 may be. Ask for smaller pages or fewer levels, say with @cost(itemsPerPartition:) how long its lists are, or raise the limit (--max-items).',
      'LIMIT_EXCEEDED',
      { name: 'maxItems', max: 30, actual: 40 },
    ],
  ]);
  expect(sent).toBe(0);
});

test('a subscription whose events may read too much is refused before it starts', async () => {
  const query = 'subscription { postChanged { post { replies(first: 31) { nodes { at } } } } }';
  const result = await gateway.subscribe({ query });
  expect(result).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'maxItems' } } }] });
});
