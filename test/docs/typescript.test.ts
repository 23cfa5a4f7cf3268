import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { readPages, ROOT } from './pages.js';

/** Compiling against the sources loads the types of every package they use. */
const COMPILE_TIMEOUT_MS = 60_000;

// docs/codegen.md has a test of its own: its example needs what codegen writes.
const blocks = readPages()
  .filter(({ path }) => path !== 'docs/codegen.md')
  .flatMap((page) => page.blocks.filter(({ language }) => language === 'ts'));

describe('TypeScript in the documentation', () => {
  test(
    'compiles at the strictest, and would not with an option that does not exist',
    () => {
      const files = new Map(blocks.map(({ where, body }) => [fileOf(where), body]));
      const wrong = fileOf('wrong');
      files.set(
        wrong,
        "import { createGateway } from 'sortkey';\nawait createGateway({ scheme: 'schema.graphql' });\n",
      );
      const messages = compile(files);
      expect(blocks.length).toBeGreaterThan(0);
      for (const { where } of blocks) expect([where, messages.get(fileOf(where))]).toEqual([where, '']);
      expect(messages.get(wrong)).toContain("'scheme' does not exist in type 'GatewayOptions'");
    },
    COMPILE_TIMEOUT_MS,
  );
});

/** Beside the sources, so that packages are found; nothing is written. */
function fileOf(where: string): string {
  return join(ROOT, 'src', `${where.replaceAll(/\W/g, '-')}.ts`);
}

/** The compiler's messages, by file. */
function compile(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const options: ts.CompilerOptions = {
    ...ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      ROOT,
    ).options,
    // A reader's block may stop where it got.
    noUnusedLocals: false,
    paths: { sortkey: [join(ROOT, 'src/index.ts')], 'sortkey/*': [join(ROOT, 'src/*.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const body = files.get(name);
    return body === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, body, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const messagesOf = (name: string) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .join('\n');
  return new Map([...files.keys()].map((name) => [name, messagesOf(name)]));
}
