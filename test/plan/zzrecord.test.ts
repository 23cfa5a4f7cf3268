import { writeFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import { createEngineGateway } from '../support/engineGateway.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';

const topic = process.env['DRAFT'] ?? '';
test('record', async () => {
  const { draft } = await import(`./zzdrafts/${topic}.ts`);
  const tables = createScenarioGateways(({ schema, items = {}, limits = {} }: any) =>
    createEngineGateway({ schema, items, limits }),
  );
  const out: string[] = [];
  for (const s of draft.scenarios) {
    const scenario = { ...s, schema: s.schema[1], items: Array.isArray(s.items) ? s.items[1] : s.items };
    let r: any;
    try {
      const gateway = await tables.gatewayFor(scenario);
      r = await gateway.run(scenario.operation, scenario.variables);
    } catch (error) {
      console.log('FAILED', s.title, error);
      throw error;
    }
    const lines = [`title: ${JSON.stringify(s.title)},`, `schema: ${s.schema[0]},`];
    if (s.items !== undefined) lines.push(`items: ${Array.isArray(s.items) ? s.items[0] : s.itemsCode},`);
    lines.push(`operation: \`${s.operation}\`,`);
    if (s.variables) lines.push(`variables: ${JSON.stringify(s.variables)},`);
    if (s.limits) lines.push(`limits: ${JSON.stringify(s.limits)},`);
    if (s.needsEngine) lines.push(`needsEngine: true,`);
    lines.push(`commands: ${JSON.stringify(r.commands)},`);
    if (r.data !== undefined && r.data !== null) lines.push(`data: ${JSON.stringify(r.data)},`);
    if (r.errors) {
      lines.push(
        `errors: ${JSON.stringify(
          r.errors.map((e: any) => {
            const { code, formatted } = toGraphQLError(e);
            if (code === 'INTERNAL_SERVER_ERROR') console.log(s.title, e.originalError ?? e);
            return { code, message: code === 'INTERNAL_SERVER_ERROR' ? e.message : formatted.message };
          }),
        )},`,
      );
    }
    out.push(`{\n${lines.join('\n')}\n},`);
  }
  for (const g of await tables.opened()) await g.close();
  writeFileSync(
    `test/plan/scenarios/${topic}.ts`,
    `import type { Scenario } from '../../support/scenario.js';\n${draft.imports}\n\n${draft.before ?? ''}/** ${draft.doc} */\nexport const ${draft.name}: readonly Scenario[] = [\n${out.join('\n')}\n];\n`,
  );
}, 60000);
