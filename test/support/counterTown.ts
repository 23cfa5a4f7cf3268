import { fileURLToPath } from 'node:url';
import type { Client } from 'graphql-ws';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import type { Lease } from '../../src/dynamo/streams/leases/lease.js';
import { createLeaseStore } from '../../src/dynamo/streams/leases/leaseStore.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import { OWN_TABLE } from '../../src/model/ownTable.js';
import { type ChangeWatcher, openWatchSocket, watchChanges, type WatchOptions } from './changeWatcher.js';
import { testEngine, uniqueTablePrefix } from './engine.js';
import { type GatewayProcess, startGatewayProcess } from './gatewayProcess.js';
import { startScriptedStreams, type ScriptedStreams } from './scriptedStreams.js';
import type { ScriptedTable } from './scriptedTable.js';
import { modelOf } from './tableModel.js';
import { waitUntil } from './waitUntil.js';

/**
 * Gateways in processes of their own over one table of counters, whose changes are scripted, and whose leases are at the
 * engine of the run. A counter is written past all gateways; each write counts one up.
 */
export interface CounterTown {
  readonly streams: ScriptedStreams;
  readonly table: ScriptedTable;
  /** The last count of each counter. */
  readonly written: ReadonlyMap<string, number>;
  /** So many writes, counter after counter, round and round. */
  write(count: number, counters: readonly string[]): void;
  start(settings?: Readonly<Record<string, string>>): Promise<GatewayProcess>;
  /** On a socket of its own. @param gatewayOf  Asked each time that it connects. */
  watch(gatewayOf: () => GatewayProcess, options?: WatchOptions): ChangeWatcher;
  /** A socket for several watchers. */
  socket(gatewayOf: () => GatewayProcess): Client;
  leases(): Promise<readonly Lease[]>;
  /** The leases of shards that are read by this process. */
  leasesOf(gateway: GatewayProcess): Promise<readonly Lease[]>;
  close(): Promise<void>;
}

/** Of `Counter`: its table is `counters`. */
export const COUNTERS_SCHEMA = fileURLToPath(new URL('counters.graphql', import.meta.url));

/** The shortest lease that there is, and polls that are often. */
export const QUICK = { LEASE_DURATION_MS: '1000', STREAM_POLL_MS: '50' };
const CONSUMER_NAME = 'gateway';

export interface CounterTownOptions {
  readonly shardCount?: number;
  /** The same for all gateways: with it they share. */
  readonly redisUrl?: string;
}

export async function startCounterTown({ shardCount = 1, redisUrl }: CounterTownOptions = {}): Promise<CounterTown> {
  const engine = testEngine();
  const prefix = uniqueTablePrefix();
  const client = createDynamoClient(engine);
  const leaseTable = `${prefix}${OWN_TABLE.name}`;
  await ensureTables({ client, model: { ...modelOf(), ownTable: { ...OWN_TABLE, name: leaseTable } } });
  const streams = await startScriptedStreams({ engine: engine.endpoint });
  const table = await streams.watch(`${prefix}counters`, { keyAttributes: ['counterId'], shardCount });
  const store = createLeaseStore({ dynamoClient: client, leaseTable, name: CONSUMER_NAME, timeoutMs: 5_000 });
  const gateways: GatewayProcess[] = [];
  const sockets: Client[] = [];
  const written = new Map<string, number>();
  let writes = 0;
  const leases = () => store.list(table.stream.arn);

  function socket(gatewayOf: () => GatewayProcess): Client {
    const opened = openWatchSocket(() => gatewayOf().url);
    sockets.push(opened);
    return opened;
  }

  return {
    streams,
    table,
    written,
    write(count, counters) {
      for (let left = count; left > 0; left -= 1) {
        const counterId = counters[writes++ % counters.length] ?? '';
        const next = (written.get(counterId) ?? 0) + 1;
        written.set(counterId, next);
        table.write({ counterId: { S: counterId } }, { count: { N: String(next) } });
      }
    },
    async start(settings = {}) {
      const gateway = await startGatewayProcess({
        SORTKEY_SCHEMA: COUNTERS_SCHEMA,
        SORTKEY_TABLES: 'none',
        TABLE_PREFIX: prefix,
        DYNAMODB_ENDPOINT: streams.endpoint,
        RATE_REQUESTS: '0',
        ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
        ...QUICK,
        ...settings,
      });
      gateways.push(gateway);
      return gateway;
    },
    socket,
    watch: (gatewayOf, options) => watchChanges(socket(gatewayOf), options),
    leases,
    async leasesOf({ pid }) {
      return (await leases()).filter(
        ({ owner, checkpoint }) => checkpoint !== 'END' && owner?.split(':')[1] === String(pid),
      );
    },
    async close() {
      // One whose gateway is gone cannot be closed any more.
      for (const one of sockets) await Promise.resolve(one.dispose()).catch(() => undefined);
      await Promise.all(gateways.filter(({ isAlive }) => isAlive).map((gateway) => gateway.kill()));
      await streams.close();
      client.destroy();
    },
  };
}

/** A cursor of now. */
export async function cursorOfNow({ url }: Pick<GatewayProcess, 'url'>): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ counterChanges { pageInfo { endCursor } } }' }),
  });
  const { data, errors } = (await response.json()) as {
    readonly data: { readonly counterChanges: { readonly pageInfo: { readonly endCursor: string } } };
    readonly errors?: unknown;
  };
  if (errors !== undefined) throw new Error(`No cursor: ${JSON.stringify(errors)}`);
  return data.counterChanges.pageInfo.endCursor;
}

/** The counts from one to another: what a watcher was told that missed nothing and heard nothing twice. */
export function countsUpTo(last: number, first = 1): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Waits until each watcher was told of so many changes. @throws What failed a watcher; who has heard how much. */
export async function heard(watchers: readonly ChangeWatcher[], total: number, timeoutMs = 60_000): Promise<void> {
  try {
    await waitUntil(
      `${total} changes to be heard`,
      () => {
        const failed = watchers.find(({ failure }) => failure !== undefined);
        if (failed !== undefined) throw new Error(`A watcher failed: ${JSON.stringify(failed.failure)}`);
        return watchers.every((one) => one.total >= total);
      },
      timeoutMs,
    );
  } catch (error) {
    throw new Error(`${String(error)} Watchers have heard ${watchers.map((one) => one.total).join(', ')}.`, {
      cause: error,
    });
  }
}
