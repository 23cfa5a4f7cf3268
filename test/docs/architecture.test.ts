import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { codeOf, readPage, ROOT, rowsOf } from './pages.js';

const page = readPage('ARCHITECTURE.md');

/** Folders of the map's first column, from `src`. A name that follows another stands beside it: `dynamo/tables/`, `streams/`. */
const mapped = rowsOf(page.prose).flatMap(([cell = '']) => {
  const names = [...cell.matchAll(/`([\w/]+)\/`/g)].map(([, name]) => name ?? '');
  const parent = names[0]?.split('/').slice(0, -1).join('/') ?? '';
  return names.map((name) => (name.includes('/') ? name : join(parent, name)));
});

function foldersOf(folder: string): string[] {
  return readdirSync(join(ROOT, 'src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).length > 0)
    .map(({ name }) => join(folder, name));
}

/** A file (without its ending) or folder, named from `src` or from `src/dynamo`. */
function isThere(path: string): boolean {
  return ['src', 'src/dynamo'].some((from) =>
    ['', '.ts'].some((ending) => existsSync(join(ROOT, from, path + ending))),
  );
}

/** `a` < {`b`, `c`} < ... : the folders of each step, lowest first. */
function stepsOf(arrows: string): string[][] {
  return arrows.split(' < ').map((step) => [...step.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''));
}

interface ImportRule {
  readonly name: string;
  readonly to: { readonly pathNot?: string };
}

/** What the linter lets each folder import, itself among them. */
function allowedImports(): ReadonlyMap<string, readonly string[]> {
  const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: ImportRule[] };
  return new Map(
    forbidden.flatMap(({ name, to }) => {
      const [, folder] = /^arrows-of-(\w+)$/.exec(name) ?? [];
      const [, allowed = ''] = /\((.*)\)/.exec(to.pathNot ?? '') ?? [];
      return folder === undefined ? [] : [[folder, allowed.split('|')] as const];
    }),
  );
}

describe('ARCHITECTURE.md', () => {
  test('its map has folders that exist', () => {
    expect(mapped.length).toBeGreaterThan(10);
    expect(mapped.filter((folder) => !existsSync(join(ROOT, 'src', folder)))).toEqual([]);
  });

  test('its map has every folder of src, and of src/dynamo', () => {
    const folders = foldersOf('').filter((folder) => folder !== 'dynamo');
    expect(new Set(mapped)).toEqual(new Set([...folders, ...foldersOf('dynamo')]));
  });

  test('its arrows are those that the linter holds', () => {
    const [, arrows = '', beside = ''] = /^(`errors` < .*?); (.*?) sit beside `model`/m.exec(page.prose) ?? [];
    const steps = stepsOf(arrows);
    const [, model = []] = steps;
    model.push(...stepsOf(beside).flat());
    const folders = new Set(foldersOf(''));
    expect(new Set(steps.flat())).toEqual(folders);
    const allowed = allowedImports();
    for (const [at, step] of steps.entries()) {
      for (const folder of step) {
        const below = steps.slice(0, at).flat();
        // What sits beside model may import it.
        const own = at === 1 && folder !== 'model' ? [folder, 'model'] : [folder];
        const held = (allowed.get(folder) ?? []).filter((name) => folders.has(name));
        expect({ folder, imports: held.sort() }).toEqual({ folder, imports: [...below, ...own].sort() });
      }
    }
  });

  test('the files and folders that its drawings name exist', () => {
    const drawings = page.blocks.map(({ body }) => body).join('\n');
    const named = [...drawings.matchAll(/\b(?:server|resolvers|dynamo|errors|execute)\/[\w/]+/g)].map(([path]) => path);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  test('the files that its text names exist', () => {
    const named = codeOf(page).filter((code) => /^\w+(\/\w+)+$/.test(code) && !code.startsWith('docs/'));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  test('the functions that its map names are exported', () => {
    const names = rowsOf(page.prose).flatMap(([, text = '']) => text.match(/\bplan[A-Z]\w+/g) ?? []);
    const plans = readdirSync(join(ROOT, 'src/dynamo/plan')).map((file) =>
      readFileSync(join(ROOT, 'src/dynamo/plan', file), 'utf8'),
    );
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !plans.some((text) => text.includes(`export function ${name}(`)))).toEqual([]);
  });
});
