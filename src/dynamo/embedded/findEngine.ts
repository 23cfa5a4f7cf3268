import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export type EngineKind = 'dynoxide' | 'dynamodb-local';

/** How to run an engine on this machine. */
export interface EngineCommand {
  readonly kind: EngineKind;
  readonly command: string;
  /** DynamoDBLocal.jar, where `command` is Java. */
  readonly jar?: string;
}

export interface FindEngineOptions {
  /** Take only this kind. */
  readonly kind?: EngineKind | undefined;
  /** Path of DynamoDBLocal.jar; else the environment's DYNAMODB_LOCAL_JAR. */
  readonly dynamodbLocalJar?: string | undefined;
  /** Java's executable; else the environment's JAVA_HOME, else `java` on PATH. */
  readonly javaPath?: string | undefined;
}

/** What the machine offers; replaced in tests. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of an installed package, or undefined. */
  readonly packageFolder: (name: string) => string | undefined;
}

/** The version all platform packages are pinned to in package.json. */
export const DYNOXIDE_VERSION = '1.2.1';
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];

/**
 * Finds an engine: the binary of dynoxide's platform package, a `dynoxide` on PATH, or Java with a DynamoDB Local jar.
 *
 * @throws {Error} with the three ways out when there is none.
 */
export function findEngine(options: FindEngineOptions, machine: Machine = thisMachine()): EngineCommand {
  const dynoxide = options.kind === 'dynamodb-local' ? undefined : findDynoxide(machine);
  if (dynoxide !== undefined) return { kind: 'dynoxide', command: dynoxide };

  const jar = options.dynamodbLocalJar ?? machine.env['DYNAMODB_LOCAL_JAR'];
  const java = options.javaPath ?? findJava(machine);
  if (options.kind !== 'dynoxide' && jar !== undefined && java !== undefined) {
    if (!isReadable(jar)) throw new Error(`There is no DynamoDB Local at "${jar}" (DYNAMODB_LOCAL_JAR).`);
    return { kind: 'dynamodb-local', command: java, jar };
  }
  throw new Error(noEngineMessage(options, machine, { jar, java }));
}

function findDynoxide(machine: Machine): string | undefined {
  const executable = machine.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const folder = machine.packageFolder(`@dynoxide/${machine.platform}-${machine.arch}`);
  const bundled = folder === undefined ? undefined : join(folder, executable);
  return bundled !== undefined && isExecutable(bundled) ? bundled : onPath(executable, machine);
}

function findJava(machine: Machine): string | undefined {
  const executable = machine.platform === 'win32' ? 'java.exe' : 'java';
  const home = machine.env['JAVA_HOME'];
  const ofHome = home ? join(home, 'bin', executable) : undefined;
  return ofHome !== undefined && isExecutable(ofHome) ? ofHome : onPath(executable, machine);
}

function noEngineMessage(
  options: FindEngineOptions,
  machine: Machine,
  found: { jar: string | undefined; java: string | undefined },
): string {
  const platform = `${machine.platform}-${machine.arch}`;
  const install = PLATFORMS.includes(platform)
    ? `install its package: npm install @dynoxide/${platform}@${DYNOXIDE_VERSION}`
    : `dynoxide has no package for this platform (only for ${PLATFORMS.join(', ')}): take one of the other two`;
  const java = found.java === undefined ? 'install Java 17' : `Java is at ${found.java}`;
  const jar = found.jar === undefined ? 'set DYNAMODB_LOCAL_JAR to the path of DynamoDBLocal.jar' : `the jar is set`;
  return [
    `There is no ${options.kind ?? 'local DynamoDB engine'} on this machine (${platform}). Any of these gives one:`,
    `  1. ${install}`,
    `  2. put a "dynoxide" ${DYNOXIDE_VERSION} executable on PATH`,
    `  3. DynamoDB Local: ${java}, ${jar}`,
    'Or set DYNAMODB_ENDPOINT or AWS_REGION to use a DynamoDB that runs elsewhere.',
  ].join('\n');
}

function onPath(executable: string, machine: Machine): string | undefined {
  const folders = (machine.env['PATH'] ?? machine.env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, executable)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  return isAccessible(path, constants.X_OK);
}

function isReadable(path: string): boolean {
  return isAccessible(path, constants.R_OK);
}

function isAccessible(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function thisMachine(): Machine {
  const require = createRequire(import.meta.url);
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    packageFolder: (name) => {
      try {
        return dirname(require.resolve(`${name}/package.json`));
      } catch {
        return undefined;
      }
    },
  };
}
