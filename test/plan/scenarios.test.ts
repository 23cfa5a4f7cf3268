import { describe, expect, test } from '@jest/globals';
import { expectPlan } from '../support/scenario.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { scenariosByTopic } from './scenarios.js';

describe.each(Object.entries(scenariosByTopic))('%s', (_topic, scenarios) => {
  test.each(scenarios.filter(({ needsEngine }) => needsEngine !== true))('$title', async (scenario) => {
    const { schema, items = {}, limits = {}, operation, variables } = scenario;
    const gateway = createTestGateway({ schema, limits, transport: tabletopTransport(items) });
    expectPlan(await gateway.run(operation, variables), scenario);
  });
});

test('no two scenarios have one title', () => {
  const titles = Object.values(scenariosByTopic).flatMap((scenarios) => scenarios.map(({ title }) => title));
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('every scenario that expects an error or an empty plan says which', () => {
  for (const scenario of Object.values(scenariosByTopic).flat()) {
    expect(scenario.errors === undefined && scenario.data === undefined ? scenario.title : undefined).toBeUndefined();
  }
});
