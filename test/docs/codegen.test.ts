import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { toServedSchema } from '../../src/codegen/servedSchema.js';
import { DynamoError, type Transport } from '../../src/dynamo/execute/transport.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway, type Command } from '../support/testGateway.js';
import { generateFiles } from '../unit/codegen/generate.js';

/** Compiling the example loads the types of the whole package. */
const COMPILE_TIMEOUT_MS = 60_000;

function block(page: string, language: string, containing: string): string {
  const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  const found = blocks.find(([, of, text]) => of === language && text?.includes(containing));
  if (found?.[2] === undefined) throw new Error(`docs/codegen.md has no ${language} with "${containing}".`);
  return found[2];
}

describe('docs/codegen.md', () => {
  let page: string;
  const folders: string[] = [];

  beforeAll(async () => {
    page = await readFile('docs/codegen.md', 'utf8');
  });
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  /** A folder with what codegen writes for a schema. */
  async function folderFor(schema: string): Promise<string> {
    // Inside the repository, so that packages are found.
    await mkdir('.cache', { recursive: true });
    const folder = await mkdtemp(resolve('.cache', 'codegen-docs-'));
    folders.push(folder);
    await mkdir(join(folder, 'generated'));
    const files = await generateFiles(toServedSchema('schema.graphql', schema), {
      importFrom: resolve('src/index.js'),
    });
    for (const [name, content] of files) await writeFile(join(folder, 'generated', name), content);
    return folder;
  }

  /** The messages of the compiler at its strictest, by file. */
  async function compile(folder: string, sources: Readonly<Record<string, string>>): Promise<(name: string) => string> {
    const files = Object.keys(sources).map((name) => join(folder, name));
    await Promise.all(Object.entries(sources).map(([name, source]) => writeFile(join(folder, name), source)));
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const config = ts.getParsedCommandLineOfConfigFile(resolve('tsconfig.json'), { noEmit: true }, host);
    if (config === undefined) throw new Error('tsconfig.json cannot be read.');
    const program = ts.createProgram(files, config.options);
    return (name) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(join(folder, name)))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
        .join('\n');
  }

  async function load(source: string): Promise<UserResolvers> {
    // Inside the repository, so that packages are found.
    await mkdir('.cache', { recursive: true });
    const folder = await mkdtemp(resolve('.cache', 'codegen-docs-'));
    folders.push(folder);
    const file = join(folder, 'resolvers.mjs');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    await writeFile(file, ts.transpileModule(source, { compilerOptions: options }).outputText);
    const { resolvers } = (await import(pathToFileURL(file).href)) as { resolvers: UserResolvers };
    return resolvers;
  }

  test(
    'has a resolver file that compiles with what codegen writes, and would not with another operator',
    async () => {
      const right = block(page, 'ts', 'bargains');
      const wrong = right.replace('price: { le: atMost }', "price: { beginsWith: '1' }");
      const folder = await folderFor(block(page, 'graphql', 'type Product'));
      const messagesOf = await compile(folder, { 'right.ts': right, 'wrong.ts': wrong });
      for (const name of ['right.ts', 'generated/items.ts', 'generated/resolvers.ts']) {
        expect(messagesOf(name)).toBe('');
      }
      expect(messagesOf('wrong.ts')).toContain("Type 'string' is not assignable to type 'undefined'");
    },
    COMPILE_TIMEOUT_MS,
  );

  test('has a resolver file that works', async () => {
    const schema = block(page, 'graphql', 'type Product');
    const resolvers = await load(block(page, 'ts', 'bargains'));
    const product = (id: string, price: string) => ({
      productId: { S: id },
      name: { S: id },
      category: { S: 'lamps' },
      price: { N: price },
    });
    const transport = tabletopTransport({ Products: [product('reed', '5'), product('oak', '9')] });
    const gateway = createTestGateway({ schema, transport, resolvers });
    const { data } = await gateway.run('{ bargains(category: "lamps", atMost: 10) { name isCheapest } }');
    expect(data).toEqual({
      bargains: [
        { name: 'reed', isCheapest: true },
        { name: 'oak', isCheapest: false },
      ],
    });
    const { data: marked, commands } = await gateway.run('mutation { markDown(productId: "oak", by: 2) { name } }');
    expect(marked).toEqual({ markDown: { name: 'oak' } });
    expect(commands).toMatchObject([{ action: 'UpdateItem', UpdateExpression: 'ADD #price :v0' }]);
  });

  test(
    'has a resolver behind rules that compiles',
    async () => {
      const folder = await folderFor(block(page, 'graphql', 'type Document'));
      const messagesOf = await compile(folder, { 'handOver.ts': block(page, 'ts', 'handOver') });
      expect(messagesOf('handOver.ts')).toBe('');
    },
    COMPILE_TIMEOUT_MS,
  );

  test('has a resolver that does what rules let nobody do, for whom they show the item', async () => {
    const schema = block(page, 'graphql', 'type Document');
    const resolvers = await load(block(page, 'ts', 'handOver'));
    const stored = { documentId: { S: 'd' }, ownerId: { S: 'ada' }, title: { S: 'Plan' } };
    const gateway = createTestGateway({ schema, transport: tabletopTransport({ Documents: [stored] }), resolvers });
    const as = (sub: string) => ({ identity: sub, claims: { sub } });
    const handOver = 'mutation { handOver(documentId: "d", to: "bo") }';

    const { errors } = await gateway.run(handOver, {}, as('eve'));
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_YOURS']);
    const given = await gateway.run(handOver, {}, as('ada'));
    expect(given.errors).toBeUndefined();
    expect(given.commands).toMatchObject([
      { action: 'GetItem' },
      { action: 'UpdateItem', ConditionExpression: 'attribute_exists(#documentId) AND #ownerId = :v1' },
    ]);

    const directly = 'mutation { updateDocument(documentId: "d", set: { ownerId: "bo" }) { document { title } } }';
    const refused = await gateway.run(directly, {}, as('ada'));
    expect(refused.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(refused.commands).toEqual([]);
  });

  test(
    'has a transaction that compiles, and would not with a change of what is no field',
    async () => {
      const right = block(page, 'ts', 'transact.create');
      const wrong = right.replace('add: { balance: amount }', 'add: { credit: amount }');
      const folder = await folderFor(block(page, 'graphql', 'type Payment'));
      const messagesOf = await compile(folder, { 'right.ts': right, 'wrong.ts': wrong });
      expect(messagesOf('right.ts')).toBe('');
      expect(messagesOf('wrong.ts')).toContain("'credit' does not exist");
    },
    COMPILE_TIMEOUT_MS,
  );

  test('has a transaction that works, by itself and in a mutation with @transaction', async () => {
    const schema = block(page, 'graphql', 'type Payment');
    const resolvers = await load(block(page, 'ts', 'transact.create'));
    const gateway = createTestGateway({ schema, transport: tabletopTransport({}), resolvers });
    const paid = await gateway.run(
      'mutation { pay(from: "ann", to: "bob", amount: 5) { refusal payment { paymentId } } }',
    );
    expect(paid.errors).toBeUndefined();
    expect(paid.data).toEqual({ pay: { refusal: null, payment: { paymentId: 'ULID-0001' } } });
    expect(actionsOf(paid.commands)).toEqual(['Update', 'Update', 'Put']);

    const both = await gateway.run(block(page, 'graphql', 'mutation EndOfMonth'));
    expect(both.errors).toBeUndefined();
    expect(both.data).toMatchObject({ rent: { refusal: null }, wages: { payment: { paymentId: 'ULID-0003' } } });
    // The last one is the token.
    expect(actionsOf(both.commands)).toEqual(['Update', 'Update', 'Put', 'Update', 'Update', 'Put', 'Put']);
  });

  test('has what a refused transaction says', async () => {
    const schema = block(page, 'graphql', 'type Payment');
    const resolvers = await load(block(page, 'ts', 'transact.create'));
    const gateway = createTestGateway({ schema, transport: noAccounts(), resolvers });
    const { data, errors } = await gateway.run('mutation { pay(from: "ann", to: "bob", amount: 5) { refusal } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ pay: { refusal: 'There is no Account with this key. A create or a put would store one.' } });
  });
});

/** What each action of the one transaction is. */
function actionsOf(commands: readonly Command[]): readonly string[] {
  const [transaction, ...others] = commands.filter(({ action }) => action === 'TransactWriteItems');
  expect(others).toEqual([]);
  return (transaction?.['TransactItems'] as readonly object[]).flatMap((action) => Object.keys(action));
}

/** A DynamoDB in which no account is. */
function noAccounts(): Transport {
  return {
    send: () =>
      Promise.reject(
        new DynamoError('TransactionCanceledException', 'Transaction cancelled.', {
          status: 400,
          reasons: ['ConditionalCheckFailed', 'None', 'None'].map((code) => ({
            code,
            message: undefined,
            item: undefined,
          })),
        }),
      ),
    close: () => Promise.resolve(),
  };
}
