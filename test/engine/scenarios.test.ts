import { afterAll, describe, test } from '@jest/globals';
import { scenariosByTopic } from '../plan/scenarios.js';
import { deviates } from '../support/engine.js';
import { createEngineGateway } from '../support/engineGateway.js';
import { expectOutcome, type Scenario } from '../support/scenario.js';
import { createScenarioGateways } from '../support/scenarioGateways.js';

const gateways = createScenarioGateways(({ schema, items = {}, limits = {} }) =>
  createEngineGateway({ schema, items, limits }),
);
afterAll(async () => {
  for (const gateway of await gateways.opened()) await gateway.close();
});

const isPossible = ({ impossibleWhere }: Scenario) => impossibleWhere === undefined || !deviates(impossibleWhere);
const possible = Object.entries(scenariosByTopic)
  .map(([topic, scenarios]) => [topic, scenarios.filter(isPossible)] as const)
  .filter(([, scenarios]) => scenarios.length > 0);

describe.each(possible)('%s', (_topic, scenarios) => {
  test.each(scenarios)('$title', async (scenario) => {
    const gateway = await gateways.gatewayFor(scenario);
    expectOutcome(await gateway.run(scenario.operation, scenario.variables, scenario), scenario);
  });
});
