import type { ServerResponse } from 'node:http';
import { type Phase, reasonNotReady } from '../lifecycle.js';
import { answerJson } from './answer.js';

/** `/health/live`: the process answers. `/health/ready`: send it requests; otherwise 503 with the reason. */
export function answerHealth(res: ServerResponse, which: 'live' | 'ready', phase: Phase): void {
  const reason = which === 'live' ? undefined : reasonNotReady(phase);
  if (reason === undefined) answerJson(res, 200, { status: which });
  else answerJson(res, 503, { status: phase.kind, reason });
}
