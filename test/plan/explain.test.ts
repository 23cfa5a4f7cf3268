import { afterAll, describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { principalOf } from '../../src/model/principal.js';
import { explainOperation } from '../../src/resolvers/explain/explainOperation.js';
import type { FieldPlan, OperationPlan } from '../../src/resolvers/explain/operationPlan.js';
import { createViewer } from '../../src/resolvers/viewer.js';
import { TEST_NOW } from '../support/moments.js';
import type { Scenario } from '../support/scenario.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway, type TestGateway } from '../support/testGateway.js';
import { scenariosByTopic } from './scenarios.js';

/** What is stored decides whether they are sent. */
const DECIDED_BY_ITEMS: ReadonlySet<string> = new Set([
  'a count beyond the read budget is null, and the extensions say why',
]);

/** By schema: nothing is written, and nothing is read. */
const gateways = new Map<string, TestGateway>();
let compared = 0;

describe.each(Object.entries(scenariosByTopic))('the plan of %s', (_topic, scenarios) => {
  const planned = scenarios.filter(({ needsEngine, title }) => needsEngine !== true && !DECIDED_BY_ITEMS.has(title));
  test.each(planned)('$title', (scenario) => {
    const plan = explained(gatewayOf(scenario), scenario);
    if (plan === undefined) {
      expect(scenario.commands).toEqual([]);
      return;
    }
    const calls = callsOf(plan);
    const hidden = calls.filter(({ isExact, commands }) => !isExact || commands.length === 0);
    if (hidden.length > 0) {
      // Values, or the whole command, follow from a stored item: that is shown.
      for (const { commands } of hidden) if (commands.length > 0) expect(JSON.stringify(commands)).toContain('‹');
      return;
    }
    compared += 1;
    const commands = calls.flatMap(({ action, commands: asked }) => asked.map((command) => ({ action, ...command })));
    expect(inOneOrder(commands)).toEqual(inOneOrder(scenario.commands));
  });
});

afterAll(() => {
  // Else the cases above would say nothing.
  expect(compared).toBeGreaterThan(500);
});

function gatewayOf({ schema }: Scenario): TestGateway {
  const gateway = gateways.get(schema) ?? createTestGateway({ schema, transport: tabletopTransport({}) });
  gateways.set(schema, gateway);
  return gateway;
}

/** Undefined where the operation is refused as a whole. */
function explained({ model, schema }: TestGateway, scenario: Scenario): OperationPlan | undefined {
  const document = parse(scenario.operation);
  if (validate(schema, document).length > 0) return undefined;
  let ids = 0;
  const principal = principalOf(scenario.identity, scenario.claims);
  try {
    return explainOperation({
      model,
      schema,
      document,
      variables: scenario.variables,
      viewer: createViewer(model, principal, TEST_NOW),
      principal,
      limits: {
        defaultPageSizeItems: 20,
        maxPageSizeItems: 100,
        readBudgetUnits: 512,
        maxReadUnits: 5000,
        maxKeys: 1000,
        ...scenario.limits,
      },
      newId: (kind) => `${kind}-${String((ids += 1)).padStart(4, '0')}`,
    });
  } catch (error) {
    if (error instanceof GatewayError || (error instanceof Error && error.name === 'GraphQLError')) return undefined;
    throw error;
  }
}

function callsOf({ fields, shared }: OperationPlan) {
  const ofFields = (all: readonly FieldPlan[]): readonly FieldPlan['calls'][number][] =>
    all.flatMap((field) => [...field.calls, ...ofFields(field.fields)]);
  return [...ofFields(fields), ...shared];
}

/** Calls side by side have no order. */
function inOneOrder(commands: readonly object[]): readonly object[] {
  return [...commands].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
