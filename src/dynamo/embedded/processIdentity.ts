import { readFile } from 'node:fs/promises';

/** A process that stays the same one even when its number is given to another later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and clock tick of its start, where the system tells (Linux). */
  readonly startedAt?: string;
}

export async function processIdentity(pid: number): Promise<ProcessIdentity> {
  const startedAt = await startOf(pid);
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

/** Whether that very process runs. Where the system does not tell starts, any process of that number counts. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startedAt = await startOf(identity.pid);
  if (startedAt === 'ended') return false;
  return identity.startedAt === undefined || startedAt === undefined || identity.startedAt === startedAt;
}

async function startOf(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The second field is the name in parentheses and may hold anything; field 22 is the start.
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [afterName[0], afterName[19]];
    // A zombie has ended; its parent has not asked for the exit code yet.
    if (state === 'Z') return 'ended';
    return start === undefined ? undefined : `${boot.trim()}/${start}`;
  } catch {
    return undefined;
  }
}
