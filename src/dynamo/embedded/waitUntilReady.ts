import { setTimeout as delay } from 'node:timers/promises';
import type { EngineProcess } from './spawnEngine.js';

const POLL_MS = 10;
const REQUEST_TIMEOUT_MS = 2_000;

/**
 * Waits until the engine answers a ListTables.
 *
 * @param announcement  A line the engine prints once the port is its own. Without it, the answer of another program
 *   that took the port first would be taken for the engine's.
 * @throws {Error} with the engine's last output when it ends, or does not answer before `timeoutMs` have passed.
 */
export async function waitUntilReady(
  engine: EngineProcess,
  endpoint: string,
  { announcement, timeoutMs }: { announcement: string; timeoutMs: number },
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!engine.hasExited()) {
    if (engine.output().includes(announcement) && (await answers(endpoint)) && !engine.hasExited()) return;
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
