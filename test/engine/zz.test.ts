import { test } from '@jest/globals';
import { ACCESS_CASES } from '../support/accessSchemas.js';
import { openAccessGateway } from '../support/accessGateway.js';
import { violationsOf } from '../support/accessMatrix.js';
import { writeFileSync } from 'node:fs';
const only = process.env['ONLY'];
test('x', async () => {
  const out: string[] = [];
  for (const c of ACCESS_CASES) {
    if (only !== undefined && !new RegExp(only).test(c.name)) continue;
    const t = Date.now();
    try {
      const at = await openAccessGateway(c);
      let n = 0, ms = 0, rn = 0, rms = 0;
      const ask = at.ask, restore = at.restore;
      Object.assign(at, {
        ask: async (o: string, a: object) => { const s = performance.now(); const r = await ask(o, a); n += 1; ms += performance.now() - s; return r; },
        restore: async () => { const s = performance.now(); const r = await restore(); rn += 1; rms += performance.now() - s; return r; },
      });
      process.on('exit', () => 0);
      for await (const v of violationsOf(c, at, { isBrief: process.env['BRIEF'] === '1' })) out.push(v);
      out.push(`${n} asks ${ms | 0} ms, ${rn} restores ${rms | 0} ms`);
      await at.gateway.close();
    } catch (e) { out.push(c.name + ': THROWN ' + String((e as Error).stack).slice(0, 900)); }
    out.push(`--- ${c.name} ${Date.now() - t} ms`);
  }
  writeFileSync('/tmp/mx/out.txt', out.join('\n'));
}, 300000);
