import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { consumedUnits } from '../../src/dynamo/execute/consumedUnits.js';
import type { DynamodbReport } from '../../src/resolvers/callLog.js';
import { deviates } from '../support/engine.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { item } from '../support/scenarioItem.js';

const schema = /* GraphQL */ `
  type Crate
    @table(name: "Crates", partition: "crateId")
    @index(name: "ByDock", partition: "dock", sort: "crateId", projection: [], query: "cratesAtDock") {
    crateId: ID!
    dock: String
    load: String
  }
  type Dock @table(name: "Docks", partition: "dockId") {
    dockId: ID!
    name: String
  }
`;

/** Of 5 units to write, and 1 to read without `@consistent`. */
const LOAD = 'x'.repeat(5000 - 200);

let gateway: EngineGateway;
beforeAll(async () => {
  const crates = ['a', 'b'].map((crateId) => item({ crateId, dock: 'north', load: LOAD }));
  const items = { Crates: crates, Docks: [item({ dockId: 'north', name: 'North' })] };
  gateway = await createEngineGateway({ schema, items, dynamodbExtension: true });
});
afterAll(() => gateway.close());

/** With the names of the schema. */
async function consumedBy(operation: string): Promise<DynamodbReport['consumed']> {
  const { errors, extensions } = await gateway.run(operation);
  expect(errors).toBeUndefined();
  const { consumed } = extensions?.['dynamodb'] as DynamodbReport;
  return Object.fromEntries(
    Object.entries(consumed).map(([table, units]) => [table.slice(gateway.tablePrefix.length), units]),
  );
}

test('a Query of an index consumes of the index, the batch that completes it of the table', async () => {
  expect(await consumedBy('{ cratesAtDock(dock: "north") { nodes { load } } }')).toEqual({
    Crates: { readUnits: 2.5, writeUnits: 0, indexes: { ByDock: { readUnits: 0.5, writeUnits: 0 } } },
  });
});

test('a consistent read consumes twice as much', async () => {
  expect(await consumedBy('query @consistent { crate(crateId: "a") { load } }')).toEqual({
    Crates: { readUnits: 2, writeUnits: 0 },
  });
});

test('one batch consumes of each of its tables', async () => {
  expect(await consumedBy('{ crate(crateId: "a") { load } dock(dockId: "north") { name } }')).toEqual({
    Crates: { readUnits: 1, writeUnits: 0 },
    Docks: { readUnits: 0.5, writeUnits: 0 },
  });
});

test('a change of an index key writes the index twice, another change does not write it at all', async () => {
  expect(await consumedBy('mutation { updateCrate(crateId: "a", set: { dock: "south" }) { crate { dock } } }')).toEqual(
    {
      Crates: { readUnits: 0, writeUnits: 7, indexes: { ByDock: { readUnits: 0, writeUnits: 2 } } },
    },
  );
  const text = 'y'.repeat(LOAD.length);
  const consumed = await consumedBy(
    `mutation { updateCrate(crateId: "a", set: { load: "${text}" }) { crate { dock } } }`,
  );
  expect(consumed['Crates']).toMatchObject({ writeUnits: 5 });
});

test('a transaction writes and reads at twice the price', async () => {
  const made = (dockId: string) => `${dockId}: createDock(input: { dockId: "${dockId}" }) { conflict { reason } }`;
  expect(await consumedBy(`mutation @transaction { ${made('east')} ${made('west')} }`)).toEqual({
    Docks: { readUnits: 0, writeUnits: deviates('transactionUnitsWrong') ? 2 : 4 },
  });
  expect(
    await consumedBy('query @transaction { dock(dockId: "north") { name } crate(crateId: "a") { load } }'),
  ).toEqual({ Docks: { readUnits: 2, writeUnits: 0 }, Crates: { readUnits: 4, writeUnits: 0 } });
});

test('a transaction that is sent again only reads that it was done', async () => {
  const TransactItems = [{ Put: { TableName: `${gateway.tablePrefix}Docks`, Item: item({ dockId: 'lost' }) } }];
  const asked = { TransactItems, ClientRequestToken: 'told-twice', ReturnConsumedCapacity: 'INDEXES' } as const;
  const send = () => gateway.transport.send('TransactWriteItems', asked, { signal: AbortSignal.timeout(10_000) });
  const units = [await send(), await send()].map((output) =>
    consumedUnits('TransactWriteItems', output).map(({ readUnits, writeUnits }) => ({ readUnits, writeUnits })),
  );
  const again = deviates('transactionUnitsWrong') ? { readUnits: 0, writeUnits: 2 } : { readUnits: 2, writeUnits: 0 };
  expect(units).toEqual([[{ readUnits: 0, writeUnits: 2 }], [again]]);
});
