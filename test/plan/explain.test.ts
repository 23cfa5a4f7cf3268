import { describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { principalOf } from '../../src/model/principal.js';
import { unrestricted } from '../../src/model/viewer.js';
import { explainOperation } from '../../src/resolvers/explain/explainOperation.js';
import { scenariosByTopic } from './scenarios.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { TEST_NOW } from '../support/moments.js';

const gateways = createScenarioGateways(({ schema }) => createTestGateway({ schema, transport: tabletopTransport({}) }));
const flat = (fields: any[]): any[] => fields.flatMap((f) => [f, ...flat(f.fields)]);
const canon = (v: any): any => Array.isArray(v) ? v.map(canon) : v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).sort(([a],[b])=>a<b?-1:1).map(([k,x])=>[k,canon(x)])) : v;

let same = 0, inexact = 0; const differ: string[] = [];
describe.each(Object.entries(scenariosByTopic))('%s', (_t, scenarios) => {
  test.each(scenarios.filter((s) => s.needsEngine !== true))('$title', async (scenario) => {
    const { model, schema } = await gateways.gatewayFor(scenario);
    if (validate(schema, parse(scenario.operation)).length > 0) { same++; return; }
    let ids = 0; let plan: any;
    try {
      plan = explainOperation({ model, schema, document: parse(scenario.operation), variables: scenario.variables, viewer: unrestricted(TEST_NOW),
      principal: principalOf(scenario.identity), limits: { defaultPageSizeItems: 20, maxPageSizeItems: 100, readBudgetUnits: 512, maxKeys: 1000, ...scenario.limits } as any, newId: (kind) => `${kind}-${String((ids += 1)).padStart(4, '0')}` });
    } catch (e) { if (scenario.commands.length === 0) { same++; return; } differ.push(`THROW ${scenario.title}: ${(e as Error).message}`); return; }
    const calls = [...flat(plan.fields).flatMap((f) => f.calls), ...plan.shared];
    const exact = calls.every((c) => c.isExact && c.commands.length > 0);
    const got = calls.flatMap((c) => c.commands.map((cmd: any) => JSON.stringify(canon({ action: c.action, ...cmd })))).sort();
    const want = scenario.commands.map((c) => JSON.stringify(canon(c))).sort();
    if (!exact) { inexact++; return; }
    if (JSON.stringify(got) === JSON.stringify(want)) same++;
    else differ.push(`${scenario.title}\n   got  ${got.join('\n        ')}\n   want ${want.join('\n        ')}`);
    expect(1).toBe(1);
  });
});
import { writeFileSync } from 'node:fs';
import { afterAll } from '@jest/globals';
afterAll(() => writeFileSync('/tmp/e/differ.txt', `same ${same} inexact ${inexact} differ ${differ.length}\n` + differ.join('\n')));
