import { expect, test } from '@jest/globals';
import { changeWays } from '../support/accessChanges.js';
import { openAccessGateway } from '../support/accessGateway.js';
import { pathsOf, violationsOf } from '../support/accessMatrix.js';
import { ACCESS_CASES } from '../support/accessSchemas.js';

/** These are walked in every form; the others differ in where the owner stands, and in who is asked for. */
const IN_FULL: ReadonlySet<string> = new Set(['OWNER, a text', 'TENANT, the first of the partition']);

/**
 * These differ from `a text` in how the owner is written down, which no path asks about by itself: each walks a third of
 * the paths, and together they walk all of them more than once. Where CI is set, each walks all.
 */
const BY_THIRDS = [
  'OWNER, an ID',
  'OWNER, an Int',
  'OWNER, a BigInt',
  'OWNER, a Boolean',
  'OWNER, an enum',
  'OWNER, a renamed attribute',
  'OWNER, a number kept as text',
  'OWNER, a list',
  'OWNER, a set of numbers',
];

function thirdOf(name: string): number | undefined {
  const at = BY_THIRDS.indexOf(name);
  return at < 0 || process.env['CI'] !== undefined ? undefined : at % 3;
}

test.each(ACCESS_CASES.map((given) => [given.name, given] as const))(
  '%s: who may not see an item is told what is said of an absent one, and changes nothing',
  async (name, given) => {
    const at = await openAccessGateway(given);
    try {
      const violations: string[] = [];
      const form = { isBrief: !IN_FULL.has(name), third: thirdOf(name) };
      for await (const wrong of violationsOf(given, at, form)) violations.push(wrong);
      expect(violations).toEqual([]);
    } finally {
      await at.gateway.close();
    }
  },
  60_000,
);

test('what is walked by thirds is among the cases', () => {
  const names = ACCESS_CASES.map(({ name }) => name);
  expect(BY_THIRDS.filter((name) => !names.includes(name))).toEqual([]);
});

test('every root field that the gateway serves of the type is among the paths', async () => {
  const [given] = ACCESS_CASES;
  if (given === undefined) throw new Error('There are no cases.');
  const at = await openAccessGateway(given);
  const { schema } = at.gateway;
  const { reads, writes } = pathsOf(given, at);
  const changes = changeWays(at.gateway.model, at.hidden.values).map(({ field }) => field);
  const operations = [...[...reads, ...writes].map(({ operation }) => operation), ...changes].join('\n');
  const served = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  const ofOthers =
    /Shel(f|ves)|^shel(f|ves)|Notes?($|[A-Z])|^notes?($|[A-Z])|Cards?$|^cards?($|By|Chang)|Vouchers?$|^vouchers?($|By|Chang)/;
  const walked = served.filter((field) => !ofOthers.test(field));
  expect(walked.filter((field) => !new RegExp(`\\b${field}\\b`).test(operations))).toEqual([]);
  expect(walked.length).toBeGreaterThan(20);
  await at.gateway.close();
});
