import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { toServedSchema } from '../../src/codegen/servedSchema.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
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
  let folder: string;
  let page: string;
  let schema: string;

  beforeAll(async () => {
    page = await readFile('docs/codegen.md', 'utf8');
    schema = block(page, 'graphql', 'type Product');
    // Inside the repository, so that packages are found.
    await mkdir('.cache', { recursive: true });
    folder = await mkdtemp(resolve('.cache', 'codegen-docs-'));
    await mkdir(join(folder, 'generated'));
    const files = await generateFiles(toServedSchema('schema.graphql', schema), {
      importFrom: resolve('src/index.js'),
    });
    for (const [name, content] of files) await writeFile(join(folder, 'generated', name), content);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The messages of the compiler at its strictest, by file. */
  async function compile(sources: Readonly<Record<string, string>>): Promise<(name: string) => string> {
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

  test(
    'has a resolver file that compiles with what codegen writes, and would not with another operator',
    async () => {
      const right = block(page, 'ts', 'OwnResolvers');
      const wrong = right.replace('price: { le: atMost }', "price: { beginsWith: '1' }");
      const messagesOf = await compile({ 'right.ts': right, 'wrong.ts': wrong });
      for (const name of ['right.ts', 'generated/items.ts', 'generated/resolvers.ts']) {
        expect(messagesOf(name)).toBe('');
      }
      expect(messagesOf('wrong.ts')).toContain("Type 'string' is not assignable to type 'undefined'");
    },
    COMPILE_TIMEOUT_MS,
  );

  test('has a resolver file that works', async () => {
    const source = block(page, 'ts', 'OwnResolvers');
    const file = join(folder, 'resolvers.mjs');
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    await writeFile(file, ts.transpileModule(source, { compilerOptions: options }).outputText);
    const { resolvers } = (await import(pathToFileURL(file).href)) as { resolvers: UserResolvers };
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
});
