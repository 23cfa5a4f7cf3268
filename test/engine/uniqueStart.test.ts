import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import { withTablePrefix } from '../../src/model/withTablePrefix.js';
import { createLogger } from '../../src/observability/createLogger.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { createGateway } from '../../src/server/createGateway.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';

const { endpoint, region, credentials } = testEngine();
const client = createDynamoClient({ endpoint, region, credentials });
afterAll(() => client.destroy());

const CREATE_MAKES_IT =
  'A gateway that is started with --tables create (SORTKEY_TABLES=create) makes all tables that are missing, also its own.';

/** Starts a gateway that only looks at tables: the user's is there, the gateway's own is not. */
async function startWithoutOwnTable(schema: string) {
  const tablePrefix = uniqueTablePrefix();
  const model = withTablePrefix(compileSchema([{ name: 'schema.graphql', body: schema }]).model, tablePrefix);
  await ensureTables({ client, model });
  await client.send(new DeleteTableCommand({ TableName: model.ownTable.name }));
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('warn', {
    write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  const starting = createGateway({ schema, endpoint, tablePrefix, tables: 'verify', logger });
  return { starting, log, name: model.ownTable.name };
}

test("a gateway with a unique field does not start without the gateway's own table", async () => {
  const { starting, name } = await startWithoutOwnTable(
    'type User @table(name: "Users", partition: "userId") { userId: ID! email: String @unique }',
  );
  await expect(starting).rejects.toMatchObject({
    code: 'TABLE_NOT_READY',
    message: [
      `Table "${name}" does not exist, where the gateway keeps the markers of @unique values: create it with partition key "pk" (S) and sort key "sk" (S), and switch TTL on for "expiresAt".`,
      CREATE_MAKES_IT,
    ].join('\n'),
  });
});

test('tables that are missing are each named, and in the end what makes them all', async () => {
  const starting = createGateway({
    schema:
      'type User @table(name: "Users", partition: "userId") { userId: ID! } type Room @table(name: "Rooms", partition: "roomId") { roomId: ID! }',
    endpoint,
    tablePrefix: 'Missing-',
    tables: 'verify',
    logger: createLogger('silent'),
  });
  const missing = (name: string) =>
    `Table "Missing-${name}" does not exist: create it, or correct its name in @table or TABLE_PREFIX.`;
  await expect(starting).rejects.toMatchObject({
    code: 'TABLE_NOT_READY',
    message: [missing('Users'), missing('Rooms'), CREATE_MAKES_IT].join('\n'),
  });
});

test('any other starts, and says what tokens need', async () => {
  const { starting, log, name } = await startWithoutOwnTable(
    'type User @table(name: "Users", partition: "userId") { userId: ID! email: String }',
  );
  const gateway = await starting;
  await gateway.close();
  expect(log).toMatchObject([
    {
      level: 'warn',
      drift: 'OWN_TABLE_UNFIT',
      msg: expect.stringMatching(
        `^Table "${name}" does not exist, where the gateway keeps the tokens of transactions and the leases of streams:`,
      ),
    },
  ]);
});
