import { afterAll, describe, test } from '@jest/globals';
import { scenariosByTopic } from '../plan/scenarios.js';
import { expectOutcome } from '../support/scenario.js';
import { createScenarioTables } from '../support/scenarioTables.js';

const tables = createScenarioTables();
afterAll(() => tables.close());

describe.each(Object.entries(scenariosByTopic))('%s', (_topic, scenarios) => {
  test.each(scenarios)('$title', async (scenario) => {
    const gateway = await tables.gatewayFor(scenario);
    expectOutcome(await gateway.run(scenario.operation, scenario.variables), scenario);
  });
});
