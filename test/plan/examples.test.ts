import { describe, expect, test } from '@jest/globals';
import { expectPlan } from '../support/scenario.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { scenariosByExample } from './examples.js';

const gateways = createScenarioGateways(({ schema, items = {}, limits = {}, resolvers = {} }) =>
  createTestGateway({ schema, limits, resolvers, transport: tabletopTransport(items) }),
);

describe.each(Object.entries(scenariosByExample))('examples/%s', (_folder, scenarios) => {
  test.each(scenarios.filter(({ needsEngine }) => needsEngine !== true))('$title', async (scenario) => {
    const gateway = await gateways.gatewayFor(scenario);
    expectPlan(await gateway.run(scenario.operation, scenario.variables, scenario), scenario);
  });

  test('every access pattern has a sentence of its own and says what it answers', () => {
    const titles = scenarios.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    expect(scenarios.filter(({ data, errors }) => data === undefined && errors === undefined)).toEqual([]);
  });
});
