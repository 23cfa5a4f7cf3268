import { afterAll, describe, test } from '@jest/globals';
import { scenariosByExample } from '../plan/examples.js';
import { createEngineGateway } from '../support/engineGateway.js';
import { expectOutcome } from '../support/scenario.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';

const gateways = createScenarioGateways(({ schema, items = {}, limits = {}, resolvers = {} }) =>
  createEngineGateway({ schema, items, limits, resolvers }),
);
afterAll(async () => {
  for (const gateway of await gateways.opened()) await gateway.close();
});

describe.each(Object.entries(scenariosByExample))('examples/%s', (_folder, scenarios) => {
  test.each(scenarios)('$title', async (scenario) => {
    const gateway = await gateways.gatewayFor(scenario);
    expectOutcome(await gateway.run(scenario.operation, scenario.variables, scenario), scenario);
  });
});
