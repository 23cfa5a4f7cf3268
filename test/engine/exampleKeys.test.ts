import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { resolvers } from '../../examples/auth/resolvers.js';
import { seed as seedPapers } from '../../examples/auth/seed.js';
import { seed as seedWorkspace } from '../../examples/single-table/saas/seed.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { readPage, ROOT, rowsOf } from '../docs/pages.js';
import { post } from '../http/tinyGateway.js';

const common = { inMemory: true, port: 0, logLevel: 'silent' } as const;
let gateway: Gateway;
let url: string;

async function start(parts: Parameters<typeof createGateway>[0]): Promise<void> {
  gateway = await createGateway({ ...common, ...parts });
  ({ url } = await gateway.listen());
}

describe('the keys in the README of the SaaS', () => {
  beforeAll(
    () =>
      start({
        schemaFile: 'examples/single-table/saas/schema.graphql',
        seed: seedWorkspace,
        apiKeysFile: 'examples/single-table/saas/apiKeys.json',
      }),
    60_000,
  );
  afterAll(() => gateway.close());

  const keys = rowsOf(readPage('examples/single-table/saas/README.md').prose)
    .map(([key = '']) => /^`(the-key-[\w-]+)`$/.exec(key)?.[1])
    .filter((key) => key !== undefined);

  const PEOPLE = {
    query: '{ tenantRecords(tenantId: "acme", type: [Member]) { nodes { ... on Member { userId } } } }',
  };

  test('are all known', async () => {
    expect(keys).toHaveLength(5);
    for (const key of keys)
      expect((await post(url, { query: '{ __typename }' }, { 'x-api-key': key })).status).toBe(200);
    expect((await post(url, PEOPLE, { 'x-api-key': `${keys[0]}!` })).status).toBe(401);
  });

  test('let in whom they belong to', async () => {
    const [ada = ''] = keys;
    const { body } = await post(url, PEOPLE, { 'x-api-key': ada });
    expect(body.data.tenantRecords.nodes).toEqual([{ userId: 'ada' }, { userId: 'bo' }]);
  });
});

describe('the token in the README of the shared papers', () => {
  const secret = 'a secret that tests and nobody else makes tokens with';
  beforeAll(
    () =>
      start({
        schemaFile: 'examples/auth/schema.graphql',
        seed: seedPapers,
        resolvers: resolvers,
        jwtSecret: secret,
      }),
    60_000,
  );
  afterAll(() => gateway.close());

  const page = readPage('examples/auth/README.md');
  const recipe = page.blocks.find(({ body }) => body.startsWith('token() {'))?.body ?? '';
  const query = /-d '(.*)'/.exec(page.blocks.find(({ body }) => body.startsWith('curl '))?.body ?? '')?.[1] ?? '';

  test('is made by the lines that it shows, and taken', async () => {
    const made = execFileSync('bash', ['-c', recipe], { cwd: ROOT, env: { ...process.env, JWT_SECRET: secret } });
    const { body } = await post(url, query, { authorization: `Bearer ${made.toString().trim()}` });
    expect(body.errors).toBeUndefined();
    expect(body.data.documentsByOrgId.nodes).toEqual([
      { title: 'Plan', ownerId: 'ada' },
      { title: 'Sketches', ownerId: 'cleo' },
    ]);
  });

  test('is missed: nobody known sees templates alone', async () => {
    const { body } = await post(url, { query: '{ templates { nodes { name } } log { nodes { to } } }' });
    expect(body.data).toEqual({ templates: { nodes: [{ name: 'letter' }] }, log: null });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});
