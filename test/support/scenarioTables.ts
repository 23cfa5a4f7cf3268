import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { isMutation, type Scenario } from './scenario.js';

/** Gateways for scenarios on an engine. Those that only read share one with others of the same schema, items and limits. */
export interface ScenarioTables {
  gatewayFor(scenario: Scenario): Promise<EngineGateway>;
  close(): Promise<void>;
}

export function createScenarioTables(): ScenarioTables {
  const shared = new Map<string, Promise<EngineGateway>>();
  const all: Promise<EngineGateway>[] = [];
  const identities = new Map<unknown, number>();
  const identityOf = (value: unknown): number => {
    const known = identities.get(value) ?? identities.size;
    identities.set(value, known);
    return known;
  };

  function open({ schema, items = {}, limits = {} }: Scenario): Promise<EngineGateway> {
    const gateway = createEngineGateway({ schema, items, limits });
    all.push(gateway);
    return gateway;
  }

  return {
    gatewayFor(scenario) {
      if (isMutation(scenario)) return open(scenario);
      const name = JSON.stringify([scenario.schema, identityOf(scenario.items), scenario.limits]);
      const gateway = shared.get(name) ?? open(scenario);
      shared.set(name, gateway);
      return gateway;
    },
    async close() {
      for (const gateway of await Promise.allSettled(all)) {
        if (gateway.status === 'fulfilled') await gateway.value.close();
      }
    },
  };
}
