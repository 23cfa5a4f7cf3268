import { createAwsSdkTransport } from '../../src/dynamo/execute/awsSdkTransport.js';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import { pickKey } from '../../src/dynamo/keys/itemKey.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { Model } from '../../src/model/model.js';
import { withTablePrefix } from '../../src/model/withTablePrefix.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { testEngine, uniqueTablePrefix, type TestEngine } from './engine.js';
import { createPlainTransport } from './plainTransport.js';
import type { TabletopItems } from './tabletopTransport.js';
import { createTestGateway, type TestGateway, type TestGatewayOptions } from './testGateway.js';

export interface EngineGateway extends TestGateway {
  readonly tablePrefix: string;
  readonly transport: Transport;
  /** Stores items as they are, past the gateway, as another program would. */
  store(items: TabletopItems): Promise<void>;
  /** An item as the engine has it. */
  itemOf(table: string, key: AttributeMap): Promise<AttributeMap | undefined>;
  /** All items of a table, as the engine has them. */
  itemsOf(table: string): Promise<readonly AttributeMap[]>;
  /** Deletes all items of tables. */
  empty(...tables: readonly string[]): Promise<void>;
  /** Another gateway, as another process would be, on the same tables. */
  another(options?: Partial<TestGatewayOptions>): TestGateway;
  close(): Promise<void>;
}

/**
 * The SDK takes half of the time of these tests, so on the embedded engine they go without it: the same tests go through
 * it on DynamoDB Local, and those that start a whole gateway go through it on both.
 */
function transportTo(engine: TestEngine): Transport {
  return engine.kind === 'dynoxide' ? createPlainTransport(engine) : createAwsSdkTransport(engine);
}

/** The heart over the engine of this run, on tables of its own, with items laid out. */
export async function createEngineGateway(
  options: Omit<TestGatewayOptions, 'transport' | 'tablePrefix'> & {
    readonly items?: TabletopItems;
    /** Default: through the SDK. */
    readonly transport?: Transport;
  },
): Promise<EngineGateway> {
  const tablePrefix = uniqueTablePrefix();
  const { endpoint, region, credentials } = testEngine();
  const client = createDynamoClient({ endpoint, region, credentials });
  const transport = options.transport ?? transportTo(testEngine());
  const { model: compiled } = compileSchema([{ name: 'schema.graphql', body: options.schema }]);
  await ensureTables({ client, model: withoutTtl(withTablePrefix(compiled, tablePrefix)), streams: false });
  client.destroy();

  async function store(items: TabletopItems): Promise<void> {
    for (const [table, list] of Object.entries(items)) {
      for (const item of list) {
        await transport.send(
          'PutItem',
          { TableName: tablePrefix + table, Item: item },
          { signal: AbortSignal.timeout(10_000) },
        );
      }
    }
  }

  async function itemOf(table: string, Key: AttributeMap): Promise<AttributeMap | undefined> {
    const { Item } = await transport.send(
      'GetItem',
      { TableName: tablePrefix + table, Key, ConsistentRead: true },
      { signal: AbortSignal.timeout(10_000) },
    );
    return Item;
  }

  async function itemsOf(table: string): Promise<readonly AttributeMap[]> {
    const items: AttributeMap[] = [];
    for (let start: AttributeMap | undefined; ;) {
      const page = await transport.send(
        'Scan',
        {
          TableName: tablePrefix + table,
          ConsistentRead: true,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        },
        { signal: AbortSignal.timeout(10_000) },
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
      if (start === undefined) return items;
    }
  }

  async function empty(...tables: readonly string[]): Promise<void> {
    for (const name of tables) {
      const table = name === compiled.ownTable.name ? compiled.ownTable : compiled.tables.get(name);
      if (table === undefined) throw new Error(`The schema has no table "${name}".`);
      const attributes = [table.partition.name, ...(table.sort === undefined ? [] : [table.sort.name])];
      for (const item of await itemsOf(name)) {
        const Key = pickKey(item, attributes) ?? {};
        await transport.send(
          'DeleteItem',
          { TableName: tablePrefix + name, Key },
          { signal: AbortSignal.timeout(10_000) },
        );
      }
    }
  }

  await store(options.items ?? {});
  const another = (more: Partial<TestGatewayOptions> = {}) =>
    createTestGateway({ ...options, transport, tablePrefix, ...more });
  return {
    ...another(),
    tablePrefix,
    transport,
    store,
    itemOf,
    itemsOf,
    empty,
    another,
    close: () => transport.close(),
  };
}

/** Tests live at a moment of their own: an engine that deletes by TTL would go by the machine's clock. */
function withoutTtl(model: Model): Model {
  const tables = [...model.tables].map(([name, table]) => [name, { ...table, ttlAttribute: undefined }] as const);
  return { ...model, tables: new Map(tables), ownTable: { ...model.ownTable, ttlAttribute: undefined } };
}
