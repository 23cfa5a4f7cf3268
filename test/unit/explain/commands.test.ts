import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperationPlan } from '../../../src/resolvers/explain/operationPlan.js';
import { runCliHere } from '../../support/runCliHere.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sortkey-explain-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(files: Readonly<Record<string, string>>): Promise<string> {
  const own = await mkdtemp(join(folder, 'ops-'));
  for (const [name, body] of Object.entries(files)) await writeFile(join(own, name), body);
  return own;
}

describe('sortkey explain', () => {
  const SHELF = 'store/operations/02-browse-category.graphql';

  test('prints the tree of an operation with its variables from a file', async () => {
    const variables = 'store/operations/02-browse-category.variables.json';
    const { code, stdout } = await runCliHere(['explain', SHELF, '--variables', variables]);
    expect(stdout).toBe(await readFile('test/plan/explained/02-browse-category.txt', 'utf8'));
    expect(code).toBe(0);
  });

  test('prints the plan as data, with variables written on the command line', async () => {
    const { stdout } = await runCliHere([
      'explain',
      SHELF,
      '--json',
      '--variables',
      '{"category":"tea","from":1,"to":9}',
    ]);
    const { totals, fields } = JSON.parse(stdout) as OperationPlan;
    expect(totals.calls).toEqual({ likely: 2, atMost: 2 });
    expect(fields[0]?.calls[0]?.says.key).toBe('category = "tea" AND price BETWEEN 1 AND 9');
  });

  test('prices missed changes by what is read beside them, for a whole page', async () => {
    const ops = await written({
      'missed.graphql':
        'query Missed($since: String) { productChanges(since: $since, first: 5) { nodes { product { name seller { name } } } } }',
    });
    const explained = async (variables: string) => {
      const args = ['explain', join(ops, 'missed.graphql'), '--variables', variables];
      return (await runCliHere(args)).stdout;
    };
    expect(await explained('{"since":"c"}')).toContain(`query Missed
├─ productChanges
│  ├─ it reads the table's stream, and nothing of the table
│  └─ nodes.product.seller
│     └─ 5 keys of call 1
└─ call 1: BatchGetItem Sellers, 5 keys  once  2.5 read
`);
    expect(await explained('{}')).toContain(`query Missed
└─ productChanges
   └─ without \`since\` its page is empty: it asks the table's stream where now is
`);
  });

  test('prices a subscription to a partition by each of its events', async () => {
    const ops = await written({
      'partition.graphql':
        'subscription Lamps { productChangedByCategory(category: "lamps") { product { seller { name } } previous { sku } } }',
    });
    const { stdout } = await runCliHere(['explain', join(ops, 'partition.graphql')]);
    expect(stdout).toContain(`subscription Lamps
├─ productChangedByCategory
│  ├─ it reads the table's stream; what stands beneath is done for each event
│  └─ product.seller
│     └─ 1 key of call 1
└─ call 1: GetItem Sellers, 1 key  once  0.5 read
`);
  });

  test('says where a document is wrong', async () => {
    const ops = await written({ 'wrong.graphql': '{\n  product(productId: 1) { nme }\n}' });
    const { code, stderr } = await runCliHere(['explain', join(ops, 'wrong.graphql')]);
    expect(stderr).toContain(`${join(ops, 'wrong.graphql')}:2:27 Cannot query field "nme" on type "Product".`);
    expect(code).toBe(1);
  });

  test('says which variable is missing', async () => {
    const { code, stderr } = await runCliHere(['explain', SHELF]);
    expect(stderr).toContain('Variable "$category" of required type "String!" was not provided.');
    expect(code).toBe(1);
  });

  test.each([
    ['no file', ['explain', 'nowhere.graphql'], '"nowhere.graphql" cannot be read (ENOENT).'],
    ['no JSON', ['explain', SHELF, '--variables', '{1}'], '--variables takes a JSON object'],
    [
      'nowhere to take samples',
      ['explain', SHELF, '--sample', '--data-dir', 'nowhere'],
      'There is no data in "nowhere"',
    ],
  ])('refuses %s as a misuse', async (_what, args, message) => {
    const variables = args.includes('--variables') ? [] : ['--variables', '{"category":"tea","from":1,"to":9}'];
    const { code, stderr } = await runCliHere([...args, ...variables]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('sortkey check', () => {
  test("passes the store's operations with the default limits", async () => {
    const { code, stdout } = await runCliHere(['check', 'store/operations', '--no-scan']);
    expect(stdout).toContain('All 18 operations pass.');
    expect(code).toBe(0);
  });

  test('refuses what may consume more than it is allowed, and says by how much', async () => {
    const { code, stdout } = await runCliHere(['check', 'store/operations', '--max-read-units', '600']);
    expect(stdout).toContain('FAIL  WholeOrder');
    expect(stdout).toContain('up to 1034 read units, and at most 600 may be (--max-read-units)');
    expect(stdout).toContain('ok    ProductPage');
    expect(code).toBe(1);
  });

  test('refuses what the gateway would not take for its document, and writes no manifest of it', async () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, at) => `p${at}: product(productId: "p${at}") { name }`).join(' ');
    const ops = await written({ 'many.graphql': `query Many { ${fields(101)} }` });
    const file = join(ops, 'manifest.json');
    const { code, stdout } = await runCliHere(['check', ops, '--write-manifest', file]);
    expect(stdout).toContain(
      'The operation "Many" has 101 root fields; at most 100 may be. Send several operations, or raise the limit (--document-limit-root-fields).',
    );
    expect(code).toBe(1);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
    const raised = ['--document-limit-root-fields', '101', '--document-limit-aliases', '101'];
    expect((await runCliHere(['check', ops, ...raised])).code).toBe(0);
  });

  test('takes fragments of other files, and the largest page for a page size that nobody gives', async () => {
    const ops = await written({
      'list.graphql':
        'query List($category: String!, $first: Int) { productsByCategory(category: $category, first: $first) { nodes { ...Card } } }',
      'card.graphql': 'fragment Card on Product { name seller { name } }',
    });
    const { code, stdout } = await runCliHere(['check', ops, '--max-items', '199']);
    expect(stdout).toContain('up to 200 items are read, and at most 199 may be (--max-items)');
    expect(code).toBe(1);
  });

  test('refuses scans with --no-scan, and says what they scan', async () => {
    const ops = await written({ 'all.graphql': 'query All { scanSellers { nodes { name } } }' });
    expect((await runCliHere(['check', ops])).code).toBe(0);
    const { code, stdout } = await runCliHere(['check', ops, '--no-scan']);
    expect(stdout).toContain('"scanSellers" scans Sellers (--no-scan)');
    expect(code).toBe(1);
  });

  test('names file, line and column of what cannot be read or does not fit, and goes on with the others', async () => {
    const ops = await written({
      'broken.graphql': 'query {',
      'misfit.graphql': 'query Misfit { nothing }',
      'sound.graphql': 'query Sound { product(productId: "p") { name } }',
    });
    const { code, stdout } = await runCliHere(['check', ops]);
    expect(stdout).toContain(`FAIL  ${join(ops, 'broken.graphql')}:1:8 Syntax Error`);
    expect(stdout).toContain(`FAIL  ${join(ops, 'misfit.graphql')}:1:16 Cannot query field "nothing"`);
    expect(stdout).toContain('ok    Sound');
    expect(code).toBe(1);
  });

  test('writes a manifest of operations that pass', async () => {
    const ops = await written({
      'one.graphql': 'query One { product(productId: "p") { ...N } } fragment N on Product { name }',
    });
    const file = join(ops, 'manifest.json');
    expect((await runCliHere(['check', ops, '--write-manifest', file])).code).toBe(0);
    const { format, operations } = JSON.parse(await readFile(file, 'utf8')) as {
      format: string;
      operations: readonly { name: string; type: string; body: string; id: string }[];
    };
    expect(format).toBe('apollo-persisted-query-manifest');
    expect(operations).toEqual([
      expect.objectContaining({ name: 'One', type: 'query', id: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    expect(operations[0]?.body).toContain('fragment N on Product');
  });

  test('says where a manifest cannot be written', async () => {
    const ops = await written({ 'one.graphql': 'query One { product(productId: "p") { name } }' });
    const file = join(ops, 'nowhere', 'manifest.json');
    const { code, stderr } = await runCliHere(['check', ops, '--write-manifest', file]);
    expect(stderr).toContain(`--write-manifest: "${file}" cannot be written (ENOENT).`);
    expect(code).toBe(2);
  });

  test('refuses a folder without operations', async () => {
    const { code, stderr } = await runCliHere(['check', await written({})]);
    expect(stderr).toContain('has no *.graphql files');
    expect(code).toBe(2);
  });
});
