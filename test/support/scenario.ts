import { expect } from '@jest/globals';
import type { KeysAndAttributes } from '../../src/dynamo/actions.js';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { Claims } from '../../src/model/principal.js';
import { deviates } from './engine.js';
import type { DeviationName } from './engineDeviations.js';
import type { TabletopItems } from './tabletopTransport.js';
import type { Command, TestGatewayOptions, TestResult } from './testGateway.js';

/** One golden case: an operation on a schema, and exactly what it sends to DynamoDB. It runs on the tabletop and on every engine. */
export interface Scenario {
  /** A sentence about behaviour. */
  readonly title: string;
  /** SDL. */
  readonly schema: string;
  /** What is stored, by table. Scenarios that only read share the tables of one schema with the same items. */
  readonly items?: TabletopItems;
  readonly operation: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Who asks; by default nobody known. */
  readonly identity?: string;
  /** What is known of them; by default nothing. */
  readonly claims?: Claims;
  readonly limits?: NonNullable<TestGatewayOptions['limits']>;
  /** For the schema's own fields; only examples have such. Scenarios of one schema share them. */
  readonly resolvers?: NonNullable<TestGatewayOptions['resolvers']>;
  /** All of them, in the order they are sent. */
  readonly commands: readonly Command[];
  /** The answer, asserted on engines. */
  readonly data?: unknown;
  /** Where an engine deviates from AWS and answers otherwise: how. */
  readonly deviation?: { readonly name: DeviationName; readonly data: unknown };
  /** The response's, asserted on engines. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** As clients see them. Those of an operation that sends nothing are asserted on the tabletop too. */
  readonly errors?: readonly ExpectedError[];
  /** Its Queries run side by side, so on an engine their answers come in any order and so do the keys that they lead to. */
  readonly keysInAnyOrder?: true;
  /** The commands follow from what an engine answers (pages, filters, conditions), so the tabletop cannot run it. */
  readonly needsEngine?: true;
  /** An engine that deviates so cannot run it at all, and `npm test` has no other: the tabletop tells its answer too. */
  readonly impossibleWhere?: DeviationName;
}

/** What is left out is not looked at, save the message: it is, where nothing at all is expected. */
export interface ExpectedError {
  readonly code: string;
  readonly message?: string;
  /** Of the field that failed. */
  readonly path?: readonly (string | number)[];
  /** Path of the argument it is about. */
  readonly argument?: readonly (string | number)[];
}

/** What the tabletop can tell: the commands, and the errors of what was refused before any of them. */
export function expectPlan(result: TestResult, scenario: Scenario): void {
  if (scenario.impossibleWhere !== undefined) {
    expectOutcome(result, scenario);
    return;
  }
  expect(result.commands).toEqual(scenario.commands);
  if (scenario.commands.length === 0) expectErrors(result, scenario);
}

/** What an engine can tell: commands, errors, the answer and what goes with it. */
export function expectOutcome(result: TestResult, scenario: Scenario): void {
  expectErrors(result, scenario);
  const inOrder = scenario.keysInAnyOrder === true ? withoutKeyOrder : (commands: readonly Command[]) => commands;
  expect(inOrder(result.commands)).toEqual(inOrder(scenario.commands));
  const { data, deviation } = scenario;
  if (data !== undefined) {
    expect(result.data).toEqual(deviation !== undefined && deviates(deviation.name) ? deviation.data : data);
  }
  expect(result.extensions).toEqual(scenario.extensions);
}

function expectErrors(result: TestResult, scenario: Scenario): void {
  const expected = scenario.errors ?? [];
  const shown = (result.errors ?? []).map((error, at) => {
    const { code, formatted } = toGraphQLError(error);
    // A masked error is a fault: show what it was.
    const message = code === 'INTERNAL_SERVER_ERROR' ? error.message : formatted.message;
    const { path, argument, ...wanted } = expected[at] ?? { message };
    return {
      code,
      ...(wanted.message !== undefined && { message }),
      ...(path !== undefined && { path: formatted.path }),
      ...(argument !== undefined && { argument: formatted.extensions?.['argument'] }),
    };
  });
  expect(shown).toEqual(expected);
}

/** The commands with the number of keys in place of the keys, and all of the keys in an order of their own. */
function withoutKeyOrder(commands: readonly Command[]): unknown {
  const keys: string[] = [];
  const counted = commands.map((command) => {
    if (command.action !== 'BatchGetItem') return command;
    const tables = Object.entries(command['RequestItems'] as Readonly<Record<string, KeysAndAttributes>>);
    keys.push(...tables.flatMap(([table, { Keys }]) => Keys.map((key) => JSON.stringify([table, key]))));
    return tables.map(([table, { Keys, ...how }]) => ({ table, keys: Keys.length, ...how }));
  });
  return { counted, keys: keys.sort() };
}

export function isMutation({ operation }: Scenario): boolean {
  return /^\s*mutation\b/.test(operation);
}
