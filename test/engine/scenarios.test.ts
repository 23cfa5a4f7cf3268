import { afterAll, describe, test } from '@jest/globals';
import { scenariosByTopic } from '../plan/scenarios.js';
import { createEngineGateway } from '../support/engineGateway.js';
import { expectOutcome } from '../support/scenario.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';

const gateways = createScenarioGateways(({ schema, items = {}, limits = {} }) =>
  createEngineGateway({ schema, items, limits }),
);
afterAll(async () => {
  for (const gateway of await gateways.opened()) await gateway.close();
});

const onEngines = Object.entries(scenariosByTopic)
  .map(([topic, scenarios]) => [topic, scenarios.filter(({ needsTabletop }) => needsTabletop !== true)] as const)
  .filter(([, scenarios]) => scenarios.length > 0);

describe.each(onEngines)('%s', (_topic, scenarios) => {
  test.each(scenarios)('$title', async (scenario) => {
    const gateway = await gateways.gatewayFor(scenario);
    expectOutcome(await gateway.run(scenario.operation, scenario.variables), scenario);
  });
});
