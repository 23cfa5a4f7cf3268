import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import { withTablePrefix } from '../../src/model/withTablePrefix.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import type { GatewayOptions } from '../../src/server/gatewayOptions.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { startScriptedStreams, type ScriptedStreams } from '../support/scriptedStreams.js';
import type { ScriptedTable } from '../support/scriptedTable.js';

export const METERS = /* GraphQL */ `
  type Meter @table(name: "Meters", partition: "meterId") {
    meterId: ID!
    reading: Int
    note: String
    ownerId: ID
    owner: Owner @belongsTo
  }
  type Owner @table(name: "Owners", partition: "ownerId") {
    ownerId: ID!
    name: String
  }
`;

export interface MeterWrite {
  readonly meterId: string;
  readonly reading: number;
  /** Default 350. */
  readonly noteCharacters?: number;
}

/** Tables at the engine of the run, with a scripted stream: it stays as fast however much was written. */
export interface Meters {
  readonly streams: ScriptedStreams;
  readonly table: ScriptedTable;
  /** What a gateway over them is started with. */
  readonly options: GatewayOptions;
  /** As another program would, into the stream. */
  write(write: MeterWrite): void;
}

export async function startMeters(): Promise<Meters> {
  const { endpoint, region } = testEngine();
  const tablePrefix = uniqueTablePrefix();
  const client = createDynamoClient(testEngine());
  const { model } = compileSchema([{ name: 'schema.graphql', body: METERS }]);
  await ensureTables({ client, model: withTablePrefix(model, tablePrefix), streams: false });
  client.destroy();
  const streams = await startScriptedStreams({ engine: endpoint });
  const table = await streams.watch(`${tablePrefix}Meters`);
  return {
    streams,
    table,
    options: {
      schema: METERS,
      endpoint: streams.endpoint,
      region,
      tablePrefix,
      tables: 'none',
      rateRequests: 0,
      rateUnits: 0,
      streamPollMs: 100,
    },
    write: ({ meterId, reading, noteCharacters = 350 }) =>
      void table.write(
        { meterId: { S: meterId } },
        { reading: { N: String(reading) }, note: { S: 'x'.repeat(noteCharacters) }, ownerId: { S: 'ada' } },
      ),
  };
}
