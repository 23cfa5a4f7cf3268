import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type * as FieldsModule from '../support/accessFields.js';
import type * as GatewayModule from '../support/accessGateway.js';
import type * as MatrixModule from '../support/accessMatrix.js';
import type * as SchemasModule from '../support/accessSchemas.js';

/**
 * Each check of the rules is switched off in turn, and each time the matrix finds somebody who sees or does too much
 * (or, where a check reads what others ask, too little). A check that nothing would miss has no cell of its own.
 */

type Check = (...args: never[]) => unknown;

/** What lets everything through, in the place of a check; undefined for what is none. */
const OPEN: Readonly<Record<string, Check | undefined>> = {
  seenInList: () => undefined,
  seenInIndex: () => undefined,
  seenByKey: () => undefined,
  attributesToMask: () => [],
  seenAfterWrite: () => undefined,
  seenInChange: () => undefined,
  changeable: () => undefined,
  fieldChangeable: () => undefined,
  replaceable: () => undefined,
  leftChangeable: () => undefined,
  creatable: () => true,
  refuseForbidden: () => undefined,
  rulesOut: () => false,
  // These make the errors.
  forbidden: undefined,
  forbiddenField: undefined,
  fieldMask: () => undefined,
  maskedValue: () => undefined,
  seenFields: () => () => undefined,
  // It puts filters together, and asks `seenFields`.
  toFilter: undefined,
  guardFields: () => undefined,
  // Asked by what guardFields puts before a field.
  refuseForbiddenRoot: undefined,
};

/** The part of the matrix that finds it: one of its cases, or the fields that rules hide. */
const FOUND_BY: Readonly<Record<string, string>> = {
  attributesToMask: 'fields',
  seenInIndex: 'fields',
  fieldChangeable: 'fields',
  rulesOut: 'fields',
  fieldMask: 'fields',
  maskedValue: 'fields',
  seenFields: 'fields',
  guardFields: 'fields',
  refuseForbidden: 'SIGNED_IN, a text',
  seenAfterWrite: 'OWNER reads, a text',
  replaceable: 'OWNER writes, a text',
};
const OTHERWISE = 'OWNER, a text';

const MODULES = [
  '../../src/dynamo/plan/accessChecks.js',
  '../../src/resolvers/fieldMask.js',
  '../../src/resolvers/filterInput.js',
  '../../src/resolvers/guardFields.js',
] as const;

const checks: string[] = [];
let switchedOff: string | undefined;
let fields: typeof FieldsModule;
let gateways: typeof GatewayModule;
let matrix: typeof MatrixModule;
let schemas: typeof SchemasModule;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  for (const path of MODULES) {
    const actual = (await import(path)) as Readonly<Record<string, Check>>;
    checks.push(...Object.keys(actual));
    jest.unstable_mockModule(path, () =>
      Object.fromEntries(
        Object.entries(actual).map(([name, check]) => [
          name,
          (...args: never[]) => (switchedOff === name ? (OPEN[name] ?? check)(...args) : check(...args)),
        ]),
      ),
    );
  }
  fields = await import('../support/accessFields.js');
  gateways = await import('../support/accessGateway.js');
  matrix = await import('../support/accessMatrix.js');
  schemas = await import('../support/accessSchemas.js');
});

afterAll(async () => {
  for (const gateway of opened) await gateway.close();
});

test('all checks are known here', () => {
  expect(checks.toSorted()).toEqual(Object.keys(OPEN).toSorted());
});

test.each(Object.keys(OPEN).filter((name) => OPEN[name] !== undefined))(
  'without %s the rules do not hold',
  async (name) => {
    switchedOff = name;
    try {
      expect(await firstViolation(FOUND_BY[name] ?? OTHERWISE)).toEqual(expect.any(String));
    } finally {
      switchedOff = undefined;
    }
  },
  60_000,
);

/** The gateway is opened with the check switched off: some are put into its schema. */
async function firstViolation(part: string): Promise<string | undefined> {
  for await (const violation of await violations(part)) return violation;
  return undefined;
}

async function violations(part: string): Promise<AsyncGenerator<string>> {
  if (part === 'fields') {
    const at = await fields.openFieldGateway();
    opened.push(at.gateway);
    return fields.fieldViolations(at);
  }
  const given = schemas.ACCESS_CASES.find(({ name }) => name === part);
  if (given === undefined) throw new Error(`The matrix has no case "${part}".`);
  const at = await gateways.openAccessGateway(given);
  opened.push(at.gateway);
  return matrix.violationsOf(given, at, { isBrief: true });
}
