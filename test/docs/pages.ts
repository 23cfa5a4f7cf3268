import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A page of the documentation. */
export interface Page {
  /** From the root: `docs/errors.md`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text without its code blocks. */
  readonly prose: string;
}

/** A fenced block of code. */
export interface Block {
  /** For test names: `README.md:28`. */
  readonly where: string;
  readonly page: string;
  readonly language: string;
  readonly body: string;
}

/** Every page that a reader may find. */
export function readPages(): readonly Page[] {
  const examples = filesOf('examples', (name) => name === 'README.md');
  const docs = filesOf('docs', (name) => name.endsWith('.md'));
  return ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'store/README.md', ...docs, ...examples].map(readPage);
}

export function readPage(path: string): Page {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const fences = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  const blocks = fences.map(({ 1: language = '', 2: body = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    return { where: `${path}:${line}`, page: path, language, body };
  });
  return { path, text, blocks, prose: text.replaceAll(/^```\w*\n[^]*?^```$/gm, '') };
}

/** The schema that a page speaks of: the one beside it, else none. */
export function schemaBeside(page: string): string | undefined {
  const folder = page.startsWith('store/') ? '' : dirname(page);
  const file = join(ROOT, folder, 'schema.graphql');
  return folder !== '.' && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What stands between backticks in the prose. */
export function codeOf({ prose }: Page): readonly string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}

/** The cells of each row of a page's tables, header and ruler left out. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^\|[ -|]+\|\n((?:\|.*\|\n)+)/gm)].flatMap(([, rows = '']) =>
    rows
      .trim()
      .split('\n')
      .filter((row) => !/^\|[ :|-]+\|$/.test(row))
      .map((row) => row.slice(1, -1).split('|'))
      .map((cells) => cells.map((cell) => cell.trim())),
  );
}

function filesOf(folder: string, isWanted: (name: string) => boolean): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}
