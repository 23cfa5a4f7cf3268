import { setTimeout as delay } from 'node:timers/promises';
import type { EngineKind } from './findEngine.js';
import type { EngineProcess } from './spawnEngine.js';

const POLL_MS = 10;
const REQUEST_TIMEOUT_MS = 2_000;

interface Readiness {
  /** What the engine prints when it turns to its port. */
  readonly announcement: string;
  /** Whether the port is the engine's own by then, or is bound a moment later. */
  readonly bound: boolean;
  readonly timeoutMs: number;
}

const READINESS: Readonly<Record<EngineKind, Readiness>> = {
  dynoxide: { announcement: 'listening on', bound: true, timeoutMs: 10_000 },
  'dynamodb-local': { announcement: 'CorsParams', bound: false, timeoutMs: 60_000 },
};
/** DynamoDB Local says so and stays. */
const CANNOT_BIND = 'Failed to bind';

/**
 * Waits until the engine, and no other program that took the port first, answers a ListTables.
 *
 * @throws {Error} with the engine's last output when it ends, cannot have the port, or does not answer within its time
 *   (dynoxide 10 s, DynamoDB Local 60 s).
 */
export async function waitUntilReady(engine: EngineProcess, endpoint: string, kind: EngineKind): Promise<void> {
  const { announcement, bound, timeoutMs } = READINESS[kind];
  const deadline = performance.now() + timeoutMs;
  while (!engine.hasExited()) {
    const announced = engine.output().includes(announcement);
    if (engine.output().includes(CANNOT_BIND)) throw new Error(`The engine did not start.${withOutput(engine)}`);
    if ((announced || !bound) && (await answers(endpoint))) {
      if (announced && !engine.hasExited()) return;
      if (!announced) throw new Error(`The engine did not start: ${endpoint} is already in use by another program.`);
    }
    if (performance.now() > deadline) {
      throw new Error(`The engine did not answer at ${endpoint} within ${timeoutMs} ms.${withOutput(engine)}`);
    }
    await delay(POLL_MS);
  }
  throw new Error(`The engine did not start: ${await engine.exited}.${withOutput(engine)}`);
}

/** Whether a ListTables succeeds there. The engines check that a request is signed, not by whom. */
async function answers(endpoint: string): Promise<boolean> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `sortkey/${date.slice(0, 8)}/us-east-1/dynamodb/aws4_request`;
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        'x-amz-date': date,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      },
      body: '{}',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}

function withOutput(engine: EngineProcess): string {
  const output = engine.output();
  return output === '' ? '' : ` It printed:\n${output}`;
}
