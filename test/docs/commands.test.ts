import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/config/settingTable.js';
import { ERROR_CODES } from '../../src/errors/errorCodes.js';
import { runCli } from '../abuse/runCli.js';
import { codeOf, readPages, ROOT } from './pages.js';

const pages = readPages();
const settings = Object.values(SETTINGS);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** Commands of `sh` blocks and in the prose, each as one line. */
const commands = pages.flatMap((page) => [
  ...page.blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ body, where }) =>
      body
        .replaceAll('\\\n', ' ')
        .split(/\n|&&/)
        .map((line) => [where, line.trim()] as const),
    ),
  ...codeOf(page)
    .filter((code) => /^(npm|npx|node|sortkey) /.test(code))
    .flatMap((code) => code.split(' && ').map((line) => [page.path, line] as const)),
]);

const matching = (pattern: RegExp) => commands.filter(([, line]) => pattern.test(line));

describe('commands in the documentation', () => {
  const ofNpm = matching(/^npm /);
  test.each(ofNpm)("%s: %s is npm's or one of package.json", (_, line) => {
    const [, verb = '', script] = line.split(/ +/);
    if (['ci', 'install', 'pack'].includes(verb)) return;
    expect(scripts).toHaveProperty([verb === 'run' ? (script ?? '') : verb]);
  });

  const ofSortkey = matching(/^(npx )?sortkey /).map(([where, line]) => [where, line.replace(/^npx /, '')] as const);
  test.each(ofSortkey)('%s: %s has a command and flags that exist', async (_, line) => {
    const [, command = '', ...rest] = line.split(/ +/);
    const { code, stdout } = await runCli([command, '--help']);
    expect(code).toBe(0);
    const flags = rest.filter((word) => word.startsWith('--'));
    for (const flag of flags) expect(stdout).toMatch(new RegExp(`^ +(?:-\\w, )?${flag}\\b`, 'm'));
  });

  test('files that they give to sortkey are there, once they are built', () => {
    const given = ofSortkey.flatMap(([, line]) => [...line.matchAll(/--(?:schema|seed|operations) (\S+)/g)]);
    // Users have files of their own below their own root.
    const ours = given.map(([, file = '']) => file).filter((file) => /(^|\/)(examples|store)\//.test(file));
    expect(ours.length).toBeGreaterThan(2);
    const source = (file: string) => file.replace(/^dist\/(.*)\.js$/, '$1.ts');
    expect(ours.filter((file) => !existsSync(join(ROOT, source(file))))).toEqual([]);
  });

  test('the gateway is shown in both ways to start it', () => {
    expect(ofNpm.map(([, line]) => line)).toEqual(expect.arrayContaining(['npm ci', 'npm start', 'npm test']));
    expect(ofSortkey.length).toBeGreaterThan(2);
  });
});

describe('flags and variables in the prose', () => {
  const code = pages.flatMap((page) => codeOf(page).map((text) => [page.path, text] as const));

  test.each(code.filter(([, text]) => /^--[a-z]/.test(text)))('%s: %s is a flag of sortkey', (_, text) => {
    const ofCommands = ['explain.ts', 'check.ts'].flatMap(
      (file) => readFileSync(join(ROOT, 'src/cli', file), 'utf8').match(/(?<=new Option\(')--[a-z-]+/g) ?? [],
    );
    const known = ['--help', '--version', ...settings.map(({ flag }) => flag), ...ofCommands];
    expect(known).toContain(text.split(' ')[0]);
  });

  test('variables are those of the settings', () => {
    const known = new Set<string>([
      ...settings.map(({ variable }) => variable),
      ...Object.keys(ERROR_CODES),
      // DynamoDB's own: where a stream begins.
      'TRIM_HORIZON',
      // Enum values of the schema language and of the API.
      ...['directives.graphql', 'store/generated/schema.graphql'].flatMap(
        (file) => readFileSync(join(ROOT, file), 'utf8').match(/\b[A-Z]+(_[A-Z]+)+\b/g) ?? [],
      ),
    ]);
    const named = code.filter(([, text]) => /^[A-Z]+(_[A-Z]+)+$/.test(text) && !text.endsWith('_'));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(([, text]) => !known.has(text))).toEqual([]);
  });
});
