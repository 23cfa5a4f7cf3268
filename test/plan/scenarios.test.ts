import { describe, expect, test } from '@jest/globals';
import { expectPlan } from '../support/scenario.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { scenariosByTopic } from './scenarios.js';

const gateways = createScenarioGateways(({ schema, items = {}, limits = {} }) =>
  createTestGateway({ schema, limits, transport: tabletopTransport(items) }),
);

describe.each(Object.entries(scenariosByTopic))('%s', (_topic, scenarios) => {
  test.each(scenarios.filter(({ needsEngine }) => needsEngine !== true))('$title', async (scenario) => {
    const gateway = await gateways.gatewayFor(scenario);
    expectPlan(await gateway.run(scenario.operation, scenario.variables, scenario), scenario);
  });
});

test('no two scenarios have one title', () => {
  const titles = Object.values(scenariosByTopic).flatMap((scenarios) => scenarios.map(({ title }) => title));
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('every scenario says what it answers', () => {
  const silent = Object.values(scenariosByTopic)
    .flat()
    .filter(({ data, errors }) => data === undefined && errors === undefined);
  expect(silent.map(({ title }) => title)).toEqual([]);
});
