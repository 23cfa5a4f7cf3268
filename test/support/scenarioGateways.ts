import { isMutation, type Scenario } from './scenario.js';
import type { TestGateway } from './testGateway.js';

/** Gateways for scenarios: those that only read share one with others of the same schema, items and limits. */
export interface ScenarioGateways<G extends TestGateway> {
  gatewayFor(scenario: Scenario): Promise<G>;
  /** Every gateway that was opened; one that failed to open has failed its test already. */
  opened(): Promise<readonly G[]>;
}

export function createScenarioGateways<G extends TestGateway>(
  open: (scenario: Scenario) => G | Promise<G>,
): ScenarioGateways<G> {
  const shared = new Map<string, Promise<G>>();
  const all: Promise<G>[] = [];
  const identities = new Map<unknown, number>();

  const identityOf = (value: unknown): number => {
    const known = identities.get(value) ?? identities.size;
    identities.set(value, known);
    return known;
  };

  function remember(gateway: G | Promise<G>): Promise<G> {
    const opening = Promise.resolve(gateway);
    all.push(opening);
    return opening;
  }

  return {
    gatewayFor(scenario) {
      if (isMutation(scenario)) return remember(open(scenario));
      const name = JSON.stringify([scenario.schema, identityOf(scenario.items), scenario.limits]);
      const gateway = shared.get(name) ?? remember(open(scenario));
      shared.set(name, gateway);
      return gateway;
    },
    async opened() {
      const results = await Promise.allSettled(all);
      return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
  };
}
