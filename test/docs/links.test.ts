import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { codeOf, readPage, readPages, ROOT, type Page } from './pages.js';

const pages = readPages();

interface Link {
  readonly target: string;
  readonly anchor: string | undefined;
}

function linksOf({ path, prose }: Page): readonly Link[] {
  const targets = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target ?? '');
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor] = target.split('#');
      return { target: file === '' ? path : normalize(join(path, '..', file)), anchor };
    });
}

/** As GitHub makes them. */
function anchorsOf({ prose }: Page): readonly string[] {
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('every page of the documentation', () => {
  test.each(pages.map((page) => [page.path, page] as const))('%s: its links lead to files and headings', (_, page) => {
    for (const { target, anchor } of linksOf(page)) {
      expect({ target, exists: existsSync(join(ROOT, target)) }).toEqual({ target, exists: true });
      if (anchor !== undefined) expect(anchorsOf(readPage(target))).toContain(anchor);
    }
  });

  test.each(pages.map((page) => [page.path, page] as const))('%s: the files that it names are there', (_, page) => {
    const named = [...page.prose.matchAll(/\b(?:src|test|docs|store|examples|scripts)\/[\w./-]*\w/g)].map(([at]) => at);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('can be reached from README.md', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) {
      const page = pages.find((one) => one.path === path);
      for (const { target } of page === undefined ? [] : linksOf(page)) reached.add(target);
    }
    expect(pages.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('store/README.md', () => {
  test('names files of the store', () => {
    const files = codeOf(readPage('store/README.md')).filter((code) => /^[\w./]+(\.ts|\/)$/.test(code));
    expect(files.length).toBeGreaterThan(4);
    // Paths with a folder in front of them are checked from the root, as on every page.
    for (const file of files) {
      expect([file, existsSync(join(ROOT, 'store', file)) || existsSync(join(ROOT, file))]).toEqual([file, true]);
    }
  });
});
