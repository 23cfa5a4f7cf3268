import { expect } from '@jest/globals';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { Gateway } from '../../src/server/createGateway.js';
import { startGateway } from '../e2e/startGateway.js';
import { callDynamo } from './callDynamo.js';
import { testEngine, uniqueTablePrefix } from './engine.js';
import { startScriptedEndpoint, type ScriptedEndpoint } from './scriptedEndpoint.js';

/** Whole gateways that see the engine of this run through a scripted endpoint, on tables of their own. */
export interface FaultyGateway {
  readonly tablePrefix: string;
  readonly dynamo: ScriptedEndpoint;
  readonly gateway: Gateway;
  /** Gives up soon. */
  readonly hasty: Gateway;
  /** At the engine itself. */
  readonly other: Gateway;
  /** An action at the engine itself, as of another program. */
  call(action: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** The item as the engine has it. */
  itemOf(table: string, key: AttributeMap): Promise<AttributeMap | undefined>;
  /** After each test: nothing that it scripted was left unasked for. */
  nextTest(): void;
  close(): Promise<void>;
}

export interface FaultyGatewayOptions {
  readonly schema: string;
  /** When `hasty` gives up: by default after 400 ms. */
  readonly hastyTimeoutMs?: number;
}

export async function startFaultyGateway({
  schema,
  hastyTimeoutMs = 400,
}: FaultyGatewayOptions): Promise<FaultyGateway> {
  const tablePrefix = uniqueTablePrefix();
  const { endpoint } = testEngine();
  // It makes the tables, so that no fault is spent on that.
  const other = await startGateway({ schema, tablePrefix });
  const dynamo = await startScriptedEndpoint({ engine: endpoint });
  const through = { schema, tablePrefix, tables: 'none', endpoint: dynamo.endpoint } as const;
  const gateway = await startGateway(through);
  const hasty = await startGateway({ ...through, requestTimeoutMs: hastyTimeoutMs });

  async function call(action: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await callDynamo(endpoint, action, input);
    if (status !== 200) throw new Error(`${action} at the engine: ${JSON.stringify(body)}`);
    return body;
  }

  return {
    tablePrefix,
    dynamo,
    gateway,
    hasty,
    other,
    call,
    async itemOf(table, Key) {
      const { Item } = await call('GetItem', { TableName: tablePrefix + table, Key, ConsistentRead: true });
      return Item as AttributeMap | undefined;
    },
    nextTest() {
      const { leftOver } = dynamo;
      dynamo.reset();
      expect(leftOver).toEqual({});
    },
    async close() {
      await gateway.close();
      await hasty.close();
      await other.close();
      await dynamo.close();
    },
  };
}
