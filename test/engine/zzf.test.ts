import { test } from '@jest/globals';
import { openFieldGateway, fieldViolations } from '../support/accessFields.js';
import { writeFileSync } from 'node:fs';
test('x', async () => {
  const out: string[] = [];
  const t = Date.now();
  try {
    const at = await openFieldGateway();
    for await (const v of fieldViolations(at)) out.push(v);
    await at.gateway.close();
  } catch (e) { out.push('THROWN ' + String((e as Error).stack).slice(0, 900)); }
  out.push(`${Date.now() - t} ms`);
  writeFileSync('/tmp/mx/fields.txt', out.join('\n'));
}, 900000);
