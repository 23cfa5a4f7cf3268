import { test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { SchemaError } from '../../../src/schema/schemaError.js';
// @ts-ignore
import { files } from '/tmp/gen/cases.mjs';
test('x', () => {
  const out: any = {};
  for (const [file, [describe, cases]] of Object.entries(files) as any) {
    out[file] = { describe, cases: cases.map(([title, body]: any) => {
      let lines: string[] = [];
      try { compileSchema([{ name: 's', body }]); } catch (e) { lines = e instanceof SchemaError ? e.problems.map((p) => `${p.line}:${p.column} ${p.message}`) : ['CRASH ' + (e as Error).stack]; }
      return { title, body, lines };
    }) };
  }
  writeFileSync('/tmp/gen/out.json', JSON.stringify(out, null, 1));
});
