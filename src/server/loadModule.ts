import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../config/configError.js';

/**
 * Imports `member` from a JavaScript module of the user's.
 *
 * @param file  From the working directory.
 * @param flag  Named in messages: `--resolvers (SORTKEY_RESOLVERS)`.
 * @throws {ConfigError} where there is no such file, it does not load, or it exports no `member` of the type.
 */
export async function loadModule(
  file: string,
  member: string,
  type: 'object' | 'function',
  flag: string,
): Promise<unknown> {
  const module = await importFile(file, flag);
  const value = module[member];
  if (typeof value === type && value !== null) return value;
  throw new ConfigError([
    `"${file}" exports no ${type} named "${member}". Write \`export ${type === 'function' ? 'async function' : 'const'} ` +
      `${member}\` there, or give ${flag} another module.`,
  ]);
}

/** The same of a member that need not be there: then undefined. */
export async function loadOptional(...asked: Parameters<typeof loadModule>): Promise<unknown> {
  const [file, member, , flag] = asked;
  const module = await importFile(file, flag);
  return module[member] === undefined ? undefined : loadModule(...asked);
}

async function importFile(file: string, flag: string): Promise<Readonly<Record<string, unknown>>> {
  const url = pathToFileURL(resolve(file)).href;
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const { code, message, url: missing } = error as NodeJS.ErrnoException & { url?: string };
    if (code === 'ERR_MODULE_NOT_FOUND' && missing === url) {
      throw new ConfigError([`There is no file "${file}". Correct ${flag}.`]);
    }
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw new ConfigError([`"${file}" is not JavaScript. Compile it, and give ${flag} the compiled file.`]);
    }
    throw new ConfigError([`"${file}", given by ${flag}, does not load: ${message}`]);
  }
}
