import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder for the engine's data, with the folders above it.
 *
 * Not `mkdir` with `recursive`: where a file system answers ENOENT for a folder whose parent exists
 * (as /proc does), Node's goes round for ever.
 *
 * @throws {Error} naming the folder and the way out, when it cannot be made.
 */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  try {
    const existing = await stat(path).catch(() => undefined);
    if (existing?.isDirectory() === true) return;
    if (dirname(path) !== path) await makeFolder(dirname(path));
    await mkdir(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // Another process may have made it meanwhile.
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code === '') throw error;
    throw new Error(`The data folder "${folder}" cannot be made (${message}). Choose another with --data-dir.`, {
      cause: error,
    });
  }
}
