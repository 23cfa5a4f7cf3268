import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DynamoError, type Transport } from '../../src/dynamo/execute/transport.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { startGateway } from './startGateway.js';

const SCHEMA = /* GraphQL */ `
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    text: String
    version: Int! @version
  }
  extend type Note {
    shout: String
  }
`;
const resolvers = { Note: { shout: ({ text }: { text: string }) => text.toUpperCase() } };
const silent = pino({ level: 'silent' });

const open: Gateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

async function start(options: Parameters<typeof startGateway>[0] = {}): Promise<Gateway> {
  const gateway = await startGateway({ schema: SCHEMA, resolvers, ...options });
  open.push(gateway);
  return gateway;
}

const CREATE = 'mutation ($id: ID!) { createNote(input: { noteId: $id, text: "hi" }) { note { noteId } } }';

describe('createGateway', () => {
  test('serves a schema and resolvers without a port', async () => {
    const gateway = await start();
    const { data } = await gateway.execute({ query: CREATE, variables: { id: 'a' } });
    expect(data).toEqual({ createNote: { note: { noteId: 'a' } } });
    expect(await gateway.execute({ query: '{ note(noteId: "a") { text shout version } }' })).toEqual({
      data: { note: { text: 'hi', shout: 'HI', version: 1 } },
    });
  });

  test('tells subscribers of what another gateway writes, each event with a context of its own', async () => {
    const tablePrefix = uniqueTablePrefix();
    const reader = await start({ tablePrefix });
    const writer = await start({ tablePrefix });
    const changes = await reader.subscribe({ query: 'subscription { noteChanged { kind note { noteId shout } } }' });
    if (!('next' in changes)) throw new Error(JSON.stringify(changes));
    await writer.execute({ query: CREATE, variables: { id: 'b' } });
    expect((await changes.next()).value).toEqual({
      data: { noteChanged: { kind: 'CREATED', note: { noteId: 'b', shout: 'HI' } } },
    });
    const pending = changes.next();
    await changes.return(undefined);
    expect((await pending).done).toBe(true);
  });

  test('loads sample data only into an embedded engine, and every time into memory', async () => {
    let seeded = 0;
    const seed = async () => {
      seeded += 1;
    };
    await start({ seed });
    expect(seeded).toBe(0);
    const embedded = await createGateway({ schema: SCHEMA, resolvers, seed, inMemory: true, logger: silent });
    open.push(embedded);
    expect(seeded).toBe(1);
  });

  test('takes a transport: no engine is started and no table looked at', async () => {
    const actions: string[] = [];
    let closed = false;
    const transport: Transport = {
      async send(action) {
        actions.push(action);
        throw new DynamoError('ValidationException', 'secret detail', { status: 400 });
      },
      async close() {
        closed = true;
      },
    };
    const gateway = await createGateway({ schema: SCHEMA, resolvers, transport, logger: silent });
    const { errors } = await gateway.execute({ query: '{ note(noteId: "a") { text } }' });
    expect(errors).toMatchObject([{ message: 'Internal server error', path: ['note'] }]);
    expect(actions).toEqual(['GetItem']);
    const refused = await gateway.subscribe({ query: 'subscription { noteChanged { kind } }' });
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'TABLE_NOT_READY' } }] });
    await gateway.close();
    expect(closed).toBe(true);
    expect(await gateway.execute({ query: '{ __typename }' })).toMatchObject({
      errors: [{ message: 'The gateway is closed.', extensions: { code: 'OVERLOADED' } }],
    });
  });

  test('verifies tables that are not its own, and names every one that is missing', async () => {
    const { endpoint, region } = testEngine();
    const prefix = uniqueTablePrefix();
    const options = { schema: SCHEMA, resolvers, endpoint, region, tablePrefix: prefix, logger: silent };
    await expect(createGateway(options)).rejects.toMatchObject({
      code: 'TABLE_NOT_READY',
      message: expect.stringContaining(`Table "${prefix}Notes" does not exist`),
    });
    await start({ tablePrefix: prefix });
    open.push(await createGateway(options));
  });

  test('what was begun is ended where a later step fails, and sample data that was cut short is loaded again', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sortkey-gateway-'));
    const options = { schema: SCHEMA, resolvers, dataDir, logger: silent };
    const seed = async () => {
      throw new Error('no sample data today');
    };
    await expect(createGateway({ ...options, seed })).rejects.toThrow('no sample data today');
    // An engine that was left running would still have the data file locked.
    let seeded = 0;
    const again = await createGateway({ ...options, seed: async () => void (seeded += 1) });
    await again.close();
    const third = await createGateway({ ...options, seed: async () => void (seeded += 1) });
    await third.close();
    expect(seeded).toBe(1);
    rmSync(dataDir, { recursive: true });
  });

  test('an unknown option, a field without a resolver and a wrong schema are refused before anything starts', async () => {
    await expect(createGateway({ schema: SCHEMA, prot: 1 } as object)).rejects.toThrow(
      'createGateway has no option "prot". Did you mean "port"?',
    );
    await expect(createGateway({ schema: SCHEMA, logger: silent })).rejects.toThrow('"Note.shout" needs a resolver');
    await expect(createGateway({ schema: 'type A @table(partition: "x") { id: ID! }' })).rejects.toMatchObject({
      name: 'SchemaError',
      message: expect.stringContaining('schema:1:'),
    });
  });
});
