import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { createGateway } from '../../src/server/createGateway.js';
import { type BenchClient, startBenchClient } from './benchClient.js';

// What a delivered change costs the gateway, as a multiple of `ws.send` of a ready buffer of the same size, and what an
// idle subscription keeps in memory. See bench/README.md.

const SCHEMA = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    text: String
  }
  type Letter @table(name: "Letters", partition: "letterId") {
    letterId: ID!
    text: String
    writerId: ID
    writer: Writer @belongsTo
  }
  type Writer @table(name: "Writers", partition: "writerId") {
    writerId: ID!
    name: String
  }
`;
const LAYOUTS = [
  { sockets: 1_000, subscriptions: 1 },
  { sockets: 100, subscriptions: 10 },
] as const;
const PLAIN = 'subscription { noteChanged { kind note { noteId text } cursor } }';
const WITH_RELATION = 'subscription { letterChanged { kind letter { letterId text writer { name } } cursor } }';
/** The first round is for warming up. */
const ROUNDS = 6;
const CHANGES = 100;
/** The bare server waits so often for its clients: more would be a measure of its buffers. */
const CHANGES_AT_A_TIME = 5;
const TEXT = 'x'.repeat(200);

interface Layout {
  readonly sockets: number;
  readonly subscriptions: number;
}

interface Contender {
  readonly client: BenchClient;
  /** Begins to send `CHANGES` messages to every subscriber. */
  readonly run: () => Promise<void> | void;
}

const collect = globalThis.gc;
if (collect === undefined)
  throw new Error('The benchmark counts bytes in use: run it with "npm run bench:subscriptions".');

for (const layout of LAYOUTS) await compare(layout);

async function compare(layout: Layout): Promise<void> {
  const { sockets, subscriptions } = layout;
  const subscribers = sockets * subscriptions;
  const started = { count: 0 };
  const dataDir = await mkdtemp(join(tmpdir(), 'sortkey-bench-'));
  const logger = pino({}, { write: (line) => void (started.count += line.includes('"subscription"') ? 1 : 0) });
  const settings = { port: 0, rateRequests: 0, rateUnits: 0, dataDir } as const;
  const gateway = await createGateway({ ...settings, schema: SCHEMA, logger });
  const { url } = await gateway.listen();
  const endpoint = gateway.localEndpoint ?? '';
  const bare = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(bare, 'listening');
  const gatewayUrl = `${url.replace('http', 'ws')}/graphql`;
  const bareUrl = `ws://127.0.0.1:${(bare.address() as AddressInfo).port}`;

  const atFirst = await usedBytes();
  const bareClient = await startBenchClient({ url: bareUrl, ...layout });
  const withBareSockets = await usedBytes();
  const plain = await startBenchClient({ url: gatewayUrl, ...layout, query: PLAIN });
  plain.send('subscribe');
  await until(() => started.count === subscribers);
  const withSubscriptions = await usedBytes();
  const related = await startBenchClient({ url: gatewayUrl, ...layout, query: WITH_RELATION });
  related.send('subscribe');
  await until(() => started.count === 2 * subscribers);

  const writer = { items: [{ writerId: 'ada', name: 'Ada' }], endpoint, table: 'Writers' };
  plain.send(writer);
  const notes = itemsOf((at) => ({ noteId: String(at), text: TEXT }));
  const letters = itemsOf((at) => ({ letterId: String(at), text: TEXT, writerId: 'ada' }));
  const contenders: Readonly<Record<'plain' | 'related' | 'bare', Contender>> = {
    plain: { client: plain, run: () => plain.send({ endpoint, table: 'Notes', items: notes() }) },
    related: { client: related, run: () => related.send({ endpoint, table: 'Letters', items: letters() }) },
    // After the others: it sends as many bytes as they do.
    bare: { client: bareClient, run: () => sendBare(bare, bareClient, plain.lastBytes(), layout) },
  };
  const micros = { plain: [] as number[], related: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['plain', 'related', 'bare'] as const) {
      micros[name].push(await microsPerMessage(contenders[name], subscribers));
    }
  }

  // Round by round: a machine that is busy for a while is so for both.
  const ratio = (name: 'plain' | 'related') =>
    median(micros[name].map((one, round) => one / (micros.bare[round] ?? NaN))).toFixed(2);
  const idleBytes = (withSubscriptions - withBareSockets - (withBareSockets - atFirst)) / subscribers;
  console.log(`${sockets} sockets with ${subscriptions} subscriptions each, a group of ${subscribers}:`);
  console.log(`  CPU of a delivered change, bare ws.send = 1: ${ratio('plain')}, with a relation ${ratio('related')}`);
  console.log(`  an idle subscription, more than its share of a bare socket: ${(idleBytes / 1_000).toFixed(1)} KB`);

  for (const { client } of Object.values(contenders)) client.close();
  bare.close();
  await gateway.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** New items each time, so that every write is a change. */
function itemsOf(itemAt: (at: number) => Readonly<Record<string, unknown>>) {
  let at = 0;
  return () => Array.from({ length: CHANGES }, () => itemAt((at += 1)));
}

async function sendBare(server: WebSocketServer, client: BenchClient, bytes: number, layout: Layout): Promise<void> {
  const message = Buffer.alloc(bytes, 'x');
  const before = client.received();
  for (let change = 1; change <= CHANGES; change += 1) {
    for (const socket of server.clients) {
      for (let id = 0; id < layout.subscriptions; id += 1) socket.send(message);
    }
    await nextTurn();
    const sent = change * layout.sockets * layout.subscriptions;
    if (change % CHANGES_AT_A_TIME === 0) await until(() => client.received() >= before + sent);
  }
}

/** Of this process, user and system time: clients, writer and engine are others. */
async function microsPerMessage({ client, run }: Contender, subscribers: number): Promise<number> {
  const expected = client.received() + CHANGES * subscribers;
  const before = process.cpuUsage();
  await run();
  await until(() => client.received() >= expected);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (CHANGES * subscribers);
}

/** On the heap and beside it. Finalizers may free more, which is collected the next time. */
async function usedBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collect?.();
    await delay(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(5);
}

function median(values: readonly number[]): number {
  const [, ...counted] = values;
  return counted.toSorted((a, b) => a - b)[Math.floor(counted.length / 2)] ?? NaN;
}
