import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TransactWriteItem } from '../../src/dynamo/actions.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { item } from '../support/scenarioItem.js';

const ACCOUNTS = 20;
const TRANSFERS = 200;
const POINTS = 100;

const schema = /* GraphQL */ `
  type Account @table(name: "Accounts", partition: "accountId") {
    accountId: ID!
    points: Int!
  }
`;

let gateway: EngineGateway;
beforeAll(async () => {
  const Accounts = Array.from({ length: ACCOUNTS }, (_none, at) => item({ accountId: `a${at}`, points: POINTS }));
  gateway = await createEngineGateway({ schema, items: { Accounts } });
});
afterAll(() => gateway.close());

/** Past the gateway, as another program would. */
async function transfer(from: number, to: number, points: number): Promise<void> {
  const add = (account: number, by: number): TransactWriteItem => ({
    Update: {
      TableName: `${gateway.tablePrefix}Accounts`,
      Key: { accountId: { S: `a${account}` } },
      UpdateExpression: 'ADD points :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    },
  });
  const TransactItems = [add(from, -points), add(to, points)];
  await gateway.transport.send('TransactWriteItems', { TransactItems }, { signal: AbortSignal.timeout(10_000) });
}

test(`among ${TRANSFERS} transfers every snapshot shows the same sum`, async () => {
  const keys = Array.from({ length: ACCOUNTS }, (_none, at) => ({ accountId: `a${at}` }));
  const seen: string[] = [];
  let running = true;
  const watch = async () => {
    while (running) {
      const { data, errors } = await gateway.run(
        'query All($keys: [AccountKey!]!) @transaction { accountsByKeys(keys: $keys) { points } }',
        { keys },
      );
      expect(errors).toBeUndefined();
      seen.push(JSON.stringify((data as { accountsByKeys: unknown }).accountsByKeys));
    }
  };
  const watching = watch();
  await Promise.all(
    Array.from({ length: TRANSFERS }, (_none, at) => transfer(at % ACCOUNTS, (at * 7 + 1) % ACCOUNTS, 1 + (at % 5))),
  ).finally(() => {
    running = false;
  });
  await watching;
  const sumOf = (points: string) =>
    (JSON.parse(points) as readonly { readonly points: number }[]).reduce((sum, account) => sum + account.points, 0);
  expect(new Set(seen.map(sumOf))).toEqual(new Set([ACCOUNTS * POINTS]));
  // Else nothing went on while it was watched.
  expect(new Set(seen).size).toBeGreaterThan(1);
});
