import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { findEngine } from '../../src/dynamo/embedded/findEngine.js';
import { createTableInput } from '../../src/dynamo/tables/createTableInput.js';
import { GatewayError } from '../../src/errors/gatewayError.js';
import type { Model } from '../../src/model/model.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';
import { deviates, testEngine, uniqueTablePrefix } from '../support/engine.js';
import { failure, success } from '../support/scriptedAnswer.js';
import { startScriptedEndpoint, type RecordedRequest, type ScriptedEndpoint } from '../support/scriptedEndpoint.js';

const SCHEMA = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
  }
  type Task
    @table(name: "Tasks", partition: "taskId")
    @index(name: "ByTenant", partition: ["tenantId", "status"], sort: ["day", "rank"]) {
    taskId: ID!
    tenantId: ID!
    status: String
    day: Date
    rank: Int
    title: String
  }
`;

const WAYS_OUT =
  'Index "ByTenant" of table "Tasks" has a key of several attributes, which this engine does not have: run against AWS (--region) or DynamoDB Local from 3.3.0 on (--endpoint), or put the fields into one template, partition: "ByTenantPK = {tenantId}#{status}", sort: "ByTenantSK = {day}#{rank:012}".';

const BY_TENANT = {
  IndexName: 'ByTenant',
  KeySchema: [
    { AttributeName: 'tenantId', KeyType: 'HASH' },
    { AttributeName: 'status', KeyType: 'HASH' },
    { AttributeName: 'day', KeyType: 'RANGE' },
    { AttributeName: 'rank', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
};

let endpoint: ScriptedEndpoint;
const open: Gateway[] = [];
beforeAll(async () => {
  endpoint = await startScriptedEndpoint();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  endpoint.reset();
});
afterAll(() => endpoint.close());

async function start(options: GatewayOptions): Promise<Gateway> {
  const gateway = await createGateway({
    schema: SCHEMA,
    region: 'us-east-1',
    endpoint: endpoint.endpoint,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  open.push(gateway);
  return gateway;
}

/** Why a gateway does not start. */
async function refusal(options: GatewayOptions): Promise<string> {
  const error = await start(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayError && error.code === 'TABLE_NOT_READY') return error.message;
  throw error ?? new Error('It started.');
}

const { model } = compileSchema([{ name: 'schema.graphql', body: SCHEMA }]);

/** The DescribeTable answer for a table that was made as the model says. */
function described(from: Model, name: string): Readonly<Record<string, unknown>> {
  const table = name === from.ownTable.name ? from.ownTable : from.tables.get(name);
  if (table === undefined) throw new Error(`There is no table "${name}".`);
  return { Table: active(createTableInput(table, { stream: true })) };
}

function active(input: CreateTableCommandInput): Readonly<Record<string, unknown>> {
  const indexes = input.GlobalSecondaryIndexes?.map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
  return { ...input, TableStatus: 'ACTIVE', ...(indexes && { GlobalSecondaryIndexes: indexes }) };
}

const tableOf = ({ input }: RecordedRequest) => (input as { readonly TableName: string }).TableName;
const notFound = failure('ResourceNotFoundException');
const noItems = success({ Items: [], Count: 0, ScannedCount: 0 });
const keySchemaTooBig = failure('ValidationException', {
  message: 'Key Schema too big.  Key Schema must at most consist of the hash and range key of a table',
});

const expiring = success({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } });

/** An endpoint where all tables are as the model says. */
function whereTablesAre(from = model): void {
  endpoint.always('DescribeTimeToLive', expiring);
  endpoint.always('DescribeTable', (request) => success(described(from, tableOf(request))));
}

describe('tables with index keys of several attributes', () => {
  test('are made with the attributes in order, the partition key first', async () => {
    const made = new Map<string, Readonly<Record<string, unknown>>>();
    endpoint.always('DescribeTable', (request) => {
      const table = made.get(tableOf(request));
      return table === undefined ? notFound : success({ Table: table });
    });
    endpoint.always('CreateTable', ({ input }) => {
      const asked = input as CreateTableCommandInput;
      const table = active({ ...asked, StreamSpecification: createStream });
      made.set(asked.TableName ?? '', table);
      return success({ TableDescription: table });
    });
    endpoint.always('DescribeTimeToLive', expiring);
    endpoint.on('Query', noItems);
    await start({ tables: 'create' });
    expect(endpoint.inputsOf('CreateTable')).toEqual([
      {
        TableName: 'Tasks',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'taskId', AttributeType: 'S' },
          { AttributeName: 'tenantId', AttributeType: 'S' },
          { AttributeName: 'status', AttributeType: 'S' },
          { AttributeName: 'day', AttributeType: 'S' },
          { AttributeName: 'rank', AttributeType: 'N' },
        ],
        KeySchema: [{ AttributeName: 'taskId', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [BY_TENANT],
      },
      expect.objectContaining({ TableName: 'Notes' }),
      expect.objectContaining({ TableName: 'sortkey' }),
    ]);
  });

  test('are verified, and their index is asked whether it can be read', async () => {
    whereTablesAre();
    endpoint.on('Query', noItems);
    await start({});
    expect(endpoint.inputsOf('Query')).toEqual([
      {
        TableName: 'Tasks',
        IndexName: 'ByTenant',
        KeyConditionExpression: '#k0 = :k0 AND #k1 = :k1 AND #k2 = :k2 AND #k3 = :k3',
        ExpressionAttributeNames: { '#k0': 'tenantId', '#k1': 'status', '#k2': 'day', '#k3': 'rank' },
        ExpressionAttributeValues: { ':k0': { S: '0' }, ':k1': { S: '0' }, ':k2': { S: '0' }, ':k3': { N: '0' } },
        Limit: 1,
      },
    ]);
  });

  test('are refused when the live index has other attributes', async () => {
    const other = SCHEMA.replace('["tenantId", "status"]', '["tenantId"]').replace('["day", "rank"]', '["rank"]');
    whereTablesAre(compileSchema([{ name: 'schema.graphql', body: other }]).model);
    expect(await refusal({})).toBe(
      'Index "ByTenant" of table "Tasks" has partition key "tenantId" (S) and sort key "rank" (N), projection ALL, and schema.graphql says partition key "tenantId" (S), "status" (S) and sort key "day" (S), "rank" (N), projection ALL: an index cannot be changed, so correct its @index or make an index of another name.',
    );
  });

  test('are not asked for anything with --tables none', async () => {
    await start({ tables: 'none' });
    expect(endpoint.requests).toEqual([]);
  });
});

const createStream = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;

describe('an engine without index keys of several attributes', () => {
  test('that refuses the table is named with the ways out, before another table is made', async () => {
    endpoint.always('DescribeTable', notFound);
    endpoint.on('CreateTable', keySchemaTooBig);
    expect(await refusal({ tables: 'create' })).toBe(
      `${WAYS_OUT}\nThe engine says: Key Schema too big.  Key Schema must at most consist of the hash and range key of a table`,
    );
    expect(endpoint.actions).toEqual(['DescribeTable', 'DescribeTable', 'DescribeTable', 'CreateTable']);
  });

  test('that refuses the index for a table it has is named as well', async () => {
    const before = compileSchema([{ name: 'schema.graphql', body: SCHEMA.replace(/@index\(.*?\]\)/s, '') }]).model;
    whereTablesAre(before);
    endpoint.on('UpdateTable', keySchemaTooBig);
    expect(await refusal({ tables: 'create' })).toMatch(`${WAYS_OUT}\nThe engine says: Key Schema too big.`);
    expect(endpoint.inputsOf('UpdateTable')).toEqual([
      expect.objectContaining({ TableName: 'Tasks', GlobalSecondaryIndexUpdates: [{ Create: BY_TENANT }] }),
    ]);
  });

  test('that makes the index and cannot read it is named as well', async () => {
    whereTablesAre();
    endpoint.on('Query', failure('ValidationException', { message: 'Query condition missed key schema element: day' }));
    expect(await refusal({})).toBe(`${WAYS_OUT}\nThe engine says: Query condition missed key schema element: day`);
  });

  test('is not blamed for a table that has no such index', async () => {
    endpoint.always('DescribeTable', notFound);
    endpoint.always('DescribeTimeToLive', expiring);
    endpoint.always('CreateTable', ({ input }) => {
      const asked = input as CreateTableCommandInput;
      return asked.TableName === 'Notes'
        ? failure('ValidationException', { message: 'This engine takes no notes.' })
        : success({ TableDescription: active(asked) });
    });
    await expect(start({ tables: 'create' })).rejects.toThrow(/^This engine takes no notes\.$/);
  });

  test('is the one that tests run on where the list of deviations says so, and nothing else is refused', async () => {
    const { endpoint: engine, region } = testEngine();
    const tablePrefix = uniqueTablePrefix();
    const started = start({ endpoint: engine, region, tablePrefix, tables: 'create' });
    await (deviates('noMultiAttributeKeys')
      ? expect(started).rejects.toThrow(WAYS_OUT.replace('"Tasks"', `"${tablePrefix}Tasks"`))
      : expect(started).resolves.toHaveProperty('close'));
  });

  test('that is embedded is not even started', async () => {
    expect(findEngine({}).kind).toBe('dynoxide');
    const folder = mkdtempSync(join(tmpdir(), 'sortkey-'));
    try {
      const dataDir = join(folder, 'data');
      expect(await refusal({ endpoint: undefined, region: undefined, dataDir })).toBe(WAYS_OUT);
      expect(existsSync(dataDir)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a query on an index key of several attributes', () => {
  const TASKS = /* GraphQL */ `
    query ($day: DateKeyCondition, $rank: IntKeyCondition, $after: String) {
      tasksByTenantIdAndStatus(tenantId: "t", status: "OPEN", day: $day, rank: $rank, first: 2, after: $after) {
        nodes {
          title
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `;
  const task = (taskId: string, day: string, rank: number) => ({
    taskId: { S: taskId },
    tenantId: { S: 't' },
    status: { S: 'OPEN' },
    day: { S: day },
    rank: { N: String(rank) },
    title: { S: `Task ${taskId}` },
  });

  async function ask(variables: Readonly<Record<string, unknown>>, items: readonly unknown[] = []) {
    endpoint.on('Query', success({ Items: items, Count: items.length, ScannedCount: items.length }));
    const gateway = await start({ tables: 'none' });
    const { data, errors } = await gateway.execute({ query: TASKS, variables });
    const commands = endpoint.inputsOf('Query').map((input) => spelledOut(input as Query));
    endpoint.reset();
    return { connection: data?.['tasksByTenantIdAndStatus'], errors, commands };
  }

  test.each([
    ['the partition alone', {}, 'tenantId = t AND status = OPEN'],
    ['one sort attribute', { day: { eq: '2026-01-15' } }, 'tenantId = t AND status = OPEN AND day = 2026-01-15'],
    ['a range of the first', { day: { ge: '2026-01-15' } }, 'tenantId = t AND status = OPEN AND day >= 2026-01-15'],
    [
      'all of them, with a range of the last',
      { day: { eq: '2026-01-15' }, rank: { gt: 3 } },
      'tenantId = t AND status = OPEN AND day = 2026-01-15 AND rank > 3',
    ],
    [
      'all of them, with bounds of the last',
      { day: { eq: '2026-01-15' }, rank: { between: [3, 10] } },
      'tenantId = t AND status = OPEN AND day = 2026-01-15 AND rank BETWEEN 3 AND 10',
    ],
  ])('gives %s as one key condition', async (_what, variables, condition) => {
    const { commands, errors } = await ask(variables);
    expect(errors).toBeUndefined();
    expect(commands).toEqual([{ index: 'ByTenant', condition, start: undefined }]);
  });

  test.each([
    ['a later attribute without the earlier one', { rank: { gt: 3 } }],
    ['a later attribute behind a range', { day: { ge: '2026-01-15' }, rank: { eq: 3 } }],
  ])('refuses %s', async (_what, variables) => {
    const { commands, errors } = await ask(variables);
    expect(commands).toEqual([]);
    expect(errors).toEqual([
      expect.objectContaining({
        message: '"rank" can only be given together with "day" (eq), which comes before it in the sort key.',
      }),
    ]);
  });

  test('goes on at a position made of the attributes of both keys', async () => {
    const first = await ask({}, [task('1', '2026-01-15', 1), task('2', '2026-01-15', 2), task('3', '2026-01-16', 1)]);
    expect(first.connection).toEqual({
      nodes: [{ title: 'Task 1' }, { title: 'Task 2' }],
      pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
    });
    const { pageInfo } = first.connection as { readonly pageInfo: { readonly endCursor: string } };
    const { commands, connection } = await ask({ after: pageInfo.endCursor }, [task('3', '2026-01-16', 1)]);
    expect(commands).toEqual([
      {
        index: 'ByTenant',
        condition: 'tenantId = t AND status = OPEN',
        start: {
          tenantId: { S: 't' },
          status: { S: 'OPEN' },
          day: { S: '2026-01-15' },
          rank: { N: '2' },
          taskId: { S: '2' },
        },
      },
    ]);
    expect(connection).toMatchObject({ nodes: [{ title: 'Task 3' }], pageInfo: { hasNextPage: false } });
  });
});

interface Query {
  readonly IndexName: string;
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly ExclusiveStartKey?: unknown;
}

/** A Query with names and values in place. */
function spelledOut(query: Query) {
  const condition = query.KeyConditionExpression.replace(
    /#\w+/g,
    (name) => query.ExpressionAttributeNames[name] ?? name,
  ).replace(/:v\d+/g, (value) => Object.values(query.ExpressionAttributeValues[value] ?? {})[0] ?? value);
  return { index: query.IndexName, condition, start: query.ExclusiveStartKey };
}
