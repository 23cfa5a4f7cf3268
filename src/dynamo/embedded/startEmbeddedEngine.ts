import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { engineArguments, localDataFolder } from './engineArguments.js';
import { findEngine, type EngineCommand, type EngineKind } from './findEngine.js';
import { makeFolder } from './makeFolder.js';
import { lockDataFile, type DataFileLock } from './lockDataFile.js';
import { spawnEngine, type EngineProcess } from './spawnEngine.js';
import { startOnFreePort } from './startOnFreePort.js';
import { waitUntilReady } from './waitUntilReady.js';

export interface EmbeddedEngineOptions {
  /** Where the data is kept; its folder is made. Undefined: in memory. */
  readonly dataFile?: string | undefined;
  /** Take only this kind of engine. Default: the first that is found, dynoxide before DynamoDB Local. */
  readonly kind?: EngineKind | undefined;
  /** Path of DynamoDBLocal.jar. Default: the environment's DYNAMODB_LOCAL_JAR. */
  readonly dynamodbLocalJar?: string | undefined;
  /** Java's executable. Default: the environment's JAVA_HOME, then `java` on PATH. */
  readonly javaPath?: string | undefined;
  /**
   * Called once when the engine is gone for good: at once where its data was in
   * memory, else when it could not be restarted. Never after `close()`.
   *
   * @param reason  One message for the operator.
   */
  readonly onExit?: ((reason: string) => void) | undefined;
  readonly logger?: EngineLogger | undefined;
}

export interface EngineLogger {
  info(message: string): void;
  warn(message: string): void;
}

export interface EmbeddedEngine {
  /** `http://127.0.0.1:PORT`; the same for the engine's whole life, restarts included. */
  readonly endpoint: string;
  readonly kind: EngineKind;
  /** Of the engine that runs now; a restart changes it. */
  readonly pid: number;
  /** Ends the engine and gives up the data file. Never throws; a second call waits for the first. */
  close(): Promise<void>;
}

/** How often an engine that died is restarted in a row, after 100, 200, 400 ... ms. */
const RESTART_ATTEMPTS = 5;
const RESTART_BACKOFF_MS = 100;
/** An engine that lived this long has its restarts counted anew. */
const STABLE_AFTER_MS = 30_000;

/**
 * Starts a DynamoDB on this machine as a child process that never outlives this one, and resolves when it answers.
 *
 * @throws {Error} when there is no engine, when another process has the data
 *   file open, or when the engine does not start: with its last output.
 */
export async function startEmbeddedEngine(options: EmbeddedEngineOptions = {}): Promise<EmbeddedEngine> {
  const command = findEngine({
    kind: options.kind,
    dynamodbLocalJar: options.dynamodbLocalJar,
    javaPath: options.javaPath,
  });
  const dataFile = options.dataFile === undefined ? undefined : resolve(options.dataFile);
  const lock = dataFile === undefined ? undefined : await openData(dataFile, command.kind);
  try {
    const { started: first, port } = await startOnFreePort((candidate) => startOn(command, candidate, dataFile));
    await lock?.setEngine(first.pid);
    if (command.kind === 'dynamodb-local') {
      options.logger?.warn('DynamoDB Local listens on every network interface of this machine, not on loopback only.');
    }
    return supervise({ command, dataFile, lock, port, first, options });
  } catch (error) {
    await lock?.release();
    throw dataFile === undefined ? error : couldNotOpen(dataFile, error);
  }
}

function couldNotOpen(dataFile: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `The local engine cannot serve "${dataFile}". ${why}\nIf the file is damaged, move it away and start again with empty tables, or choose another folder with --data-dir.`,
    { cause },
  );
}

async function openData(dataFile: string, kind: EngineKind): Promise<DataFileLock> {
  await makeFolder(kind === 'dynoxide' ? dirname(dataFile) : localDataFolder(dataFile));
  return lockDataFile(dataFile);
}

async function startOn(command: EngineCommand, port: number, dataFile: string | undefined): Promise<EngineProcess> {
  const engine = await spawnEngine(command, engineArguments(command, port, dataFile));
  try {
    await waitUntilReady(engine, endpointOf(port), command.kind);
    engine.unref();
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

interface Supervised {
  readonly command: EngineCommand;
  readonly dataFile: string | undefined;
  readonly lock: DataFileLock | undefined;
  readonly port: number;
  readonly first: EngineProcess;
  readonly options: EmbeddedEngineOptions;
}

/** Watches the engine: restarts it on its port where its data is in a file, reports its end where it was in memory. */
function supervise({ command, dataFile, lock, port, first, options }: Supervised): EmbeddedEngine {
  let current = first;
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  const life = watch();
  return {
    endpoint: endpointOf(port),
    kind: command.kind,
    get pid() {
      return current.pid;
    },
    close: () => (closed ??= close()),
  };

  async function watch(): Promise<void> {
    let restarts = 0;
    for (;;) {
      const startedAt = performance.now();
      const reason = await current.exited;
      if (closing.signal.aborted) return;
      if (dataFile === undefined) {
        options.onExit?.(`The embedded engine is gone (${reason}), and its data, which was in memory, with it.`);
        return;
      }
      if (performance.now() - startedAt > STABLE_AFTER_MS) restarts = 0;
      const next = await restart(dataFile, reason, restarts);
      if (next === undefined) return;
      restarts += 1;
      current = next;
    }
  }

  /** Undefined where it could not be restarted, or `close()` came first. */
  async function restart(file: string, reason: string, restarts: number): Promise<EngineProcess | undefined> {
    let last = reason;
    for (let attempt = restarts; attempt < RESTART_ATTEMPTS; attempt += 1) {
      options.logger?.warn(`The embedded engine is gone (${last}). It is restarted on ${file}.`);
      await delay(RESTART_BACKOFF_MS * 2 ** attempt, undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
      if (closing.signal.aborted) return undefined;
      try {
        const next = await startOn(command, port, file);
        if (closing.signal.aborted) {
          await next.stop();
          return undefined;
        }
        // Known to `close()` before anything else is awaited.
        current = next;
        await lock?.setEngine(next.pid);
        return next;
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
      }
    }
    await lock?.release();
    options.onExit?.(
      `The embedded engine ended ${RESTART_ATTEMPTS} times in a row and is not restarted again; the data is in "${file}". ` +
        `The last time: ${last}`,
    );
    return undefined;
  }

  async function close(): Promise<void> {
    closing.abort();
    await current.stop();
    await life;
    await lock?.release();
  }
}
