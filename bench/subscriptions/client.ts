import { once } from 'node:events';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { WebSocket } from 'ws';
import { createDocumentClient } from '../../src/dynamo/execute/sdkClients.js';

// Many sockets that count what comes, and a writer that goes straight to the engine: see benchClient.ts.
export interface ClientTask {
  readonly url: string;
  readonly sockets: number;
  /** Each socket opens so many; without a query it only listens. */
  readonly subscriptions: number;
  readonly query?: string;
}

export type ClientMessage = 'subscribe' | ClientWrites;

export interface ClientWrites {
  readonly endpoint: string;
  readonly table: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export interface ClientReport {
  readonly received: number;
  readonly lastBytes: number;
}

const REPORT_INTERVAL_MS = 20;

const { url, sockets: count, subscriptions, query } = JSON.parse(process.argv[2] ?? '{}') as ClientTask;
const sockets: WebSocket[] = [];
let received = 0;
let lastBytes = 0;

for (let opened = 0; opened < count; opened += 1) {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  if (query !== undefined) {
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
  }
  socket.on('message', (data: Buffer) => {
    received += 1;
    lastBytes = data.length;
  });
  sockets.push(socket);
}

function subscribe(): void {
  for (const socket of sockets) {
    for (let id = 0; id < subscriptions; id += 1) {
      // As long as the ids that graphql-ws makes.
      const message = { id: String(id).padStart(36, '0'), type: 'subscribe', payload: { query } };
      socket.send(JSON.stringify(message));
    }
  }
}

async function write({ endpoint, table, items }: ClientWrites): Promise<void> {
  const client = createDocumentClient({ endpoint });
  for (const Item of items) await client.send(new PutCommand({ TableName: table, Item }));
  client.destroy();
}

process.on('message', (message: ClientMessage) => {
  if (message === 'subscribe') subscribe();
  else void write(message);
});
process.on('disconnect', () => process.exit());
setInterval(() => process.send?.({ received, lastBytes } satisfies ClientReport), REPORT_INTERVAL_MS);
