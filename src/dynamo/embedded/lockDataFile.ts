import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, processIdentity, type ProcessIdentity } from './processIdentity.js';

/** The right to open a data file. Released once, by `release`. */
export interface DataFileLock {
  /** Notes which engine has the file open, for a successor that finds this process gone. */
  setEngine(pid: number): Promise<void>;
  release(): Promise<void>;
}

interface LockContent {
  readonly gateway: ProcessIdentity;
  readonly engine?: ProcessIdentity;
}

/** A watchdog ends the engine of a killed gateway within 2 s. */
const ENGINE_END_TIMEOUT_MS = 3_000;
const POLL_MS = 20;
const ATTEMPTS = 5;

/**
 * Takes `<dataFile>.lock`: two engines open one file without complaint and each
 * then misses what the other writes. A lock whose gateway is gone is taken
 * over, after its engine has ended too.
 *
 * @throws {Error} naming the process that holds the file.
 */
export async function lockDataFile(dataFile: string): Promise<DataFileLock> {
  const lockFile = `${dataFile}.lock`;
  const gateway = await processIdentity(process.pid);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await createWhole(lockFile, { gateway })) return heldLock(lockFile, gateway);
    await removeStaleLock(dataFile, lockFile);
  }
  throw new Error(`"${lockFile}" cannot be taken: several gateways are starting on it at once. Start one.`);
}

function heldLock(lockFile: string, gateway: ProcessIdentity): DataFileLock {
  return {
    setEngine: async (pid) => {
      const engine = await processIdentity(pid);
      const draft = `${lockFile}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify({ gateway, engine } satisfies LockContent));
      await rename(draft, lockFile);
    },
    release: () => rm(lockFile, { force: true }),
  };
}

/** Creates the file with its content in one step; false where it exists. */
async function createWhole(lockFile: string, content: LockContent): Promise<boolean> {
  const draft = `${lockFile}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(content));
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeStaleLock(dataFile: string, lockFile: string): Promise<void> {
  const content = await readLock(lockFile);
  if (content === undefined) return;
  if (await isRunning(content.gateway)) {
    throw new Error(
      `The data file "${dataFile}" is in use by process ${content.gateway.pid}. Stop that process, or choose another ` +
        `folder with --data-dir. (If process ${content.gateway.pid} is no Sortkey gateway, delete "${lockFile}".)`,
    );
  }
  if (content.engine !== undefined) await endOrphan(content.engine);
  // Another starter may have replaced the stale lock since it was read: moved aside, its content tells.
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readLock(aside);
  if (moved !== undefined && JSON.stringify(moved) !== JSON.stringify(content)) {
    await link(aside, lockFile).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

/** Waits until the engine of a gateway that is gone has ended; ends it where its watchdog was killed too. */
async function endOrphan(engine: ProcessIdentity): Promise<void> {
  for (let waitedMs = 0; waitedMs < ENGINE_END_TIMEOUT_MS; waitedMs += POLL_MS) {
    if (!(await isRunning(engine))) return;
    await delay(POLL_MS);
  }
  // Without a start time the number may be someone else's by now.
  if (engine.startedAt !== undefined) process.kill(engine.pid, 'SIGKILL');
}

async function readLock(lockFile: string): Promise<LockContent | undefined> {
  try {
    const content = JSON.parse(await readFile(lockFile, 'utf8')) as Partial<LockContent>;
    if (typeof content.gateway?.pid === 'number') return content as LockContent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  }
  throw new Error(`"${lockFile}" is not a lock of Sortkey's. Delete it when no gateway runs on that data file.`);
}
