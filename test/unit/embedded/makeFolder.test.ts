import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeFolder } from '../../../src/dynamo/embedded/makeFolder.js';

let base: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'sortkey-folder-'));
});

afterAll(() => rm(base, { recursive: true }));

test('makes a folder with those above it, also twice and side by side', async () => {
  const folder = join(base, 'a', 'b', 'c');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  await makeFolder(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('a folder that cannot be made is named, with the way out', async () => {
  const file = join(base, 'file');
  await writeFile(file, '');
  await expect(makeFolder(join(file, 'data'))).rejects.toThrow(
    /^The data folder ".*file.*" cannot be made \(.*\)\. Choose another with --data-dir\.$/,
  );
});
