import { describe, expect, test } from '@jest/globals';
import type { QueryInput } from '../../../src/dynamo/actions.js';
import type { Transport } from '../../../src/dynamo/execute/transport.js';
import { compareKeyValues } from '../../../src/dynamo/values/compareKeyValues.js';
import type { AttributeMap, AttributeValue } from '../../../src/model/attributeValue.js';
import { item } from '../../support/scenarioItem.js';
import { createTestGateway } from '../../support/testGateway.js';

const SCHEMA = `
  type Reading
    @table(name: "Readings", partition: "readingId")
    @index(name: "DayIndex", partition: "DP = {day}#{shard(3)}", sort: ["hour", "rank"]) {
    readingId: ID!
    day: Date
    hour: Int
    rank: Int
  }
`;

/** Every hour and rank once in each of the three shards, so that each row has ties of its hour before and behind it. */
const readings = [0, 1, 2].flatMap((shard) =>
  [1, 2, 3].flatMap((hour) =>
    [1, 2, 3].map((rank) =>
      item({ readingId: `${hour}-${rank}-${shard}`, day: 'd', DP: `2026-01-01#${shard}`, hour, rank }),
    ),
  ),
);

const gateway = createTestGateway({
  schema: SCHEMA,
  transport: indexTransport(readings, ['hour', 'rank', 'readingId']),
});

const list = async (parameters: string) => {
  const { data, errors } = await gateway.run(`{
    readingsByDay(day: "2026-01-01", ${parameters}) {
      edges { cursor node { readingId } }
      pageInfo { hasNextPage hasPreviousPage }
    }
  }`);
  expect(errors).toBeUndefined();
  const { edges, pageInfo } = (data as { readingsByDay: Connection }).readingsByDay;
  return { ids: edges.map(({ node }) => node.readingId), cursors: edges.map(({ cursor }) => cursor), pageInfo };
};

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly readingId: string } }[];
  readonly pageInfo: object;
}

describe('pages of a list over shards, whose index has several sort attributes,', () => {
  test.each([
    ['in ascending order', 'order: ASC'],
    ['in descending order', 'order: DESC'],
    ['of one value of the first attribute', 'hour: { eq: 2 }'],
    ['of a range of the first attribute', 'hour: { gt: 1, lt: 3 }'],
    ['of a range of the second attribute', 'hour: { eq: 2 }, rank: { ge: 2 }, order: DESC'],
    ['of one value of both', 'hour: { eq: 2 }, rank: { eq: 2 }'],
  ])('%s go on from every cursor, and back', async (_title, parameters) => {
    const { ids, cursors } = await list(`${parameters}, first: 100`);
    expect(ids.length).toBeGreaterThan(2);
    for (const [at, cursor] of cursors.entries()) {
      const [behind, before] = [ids.slice(at + 1), ids.slice(0, at)];
      expect(await list(`${parameters}, first: 4, after: "${cursor}"`)).toMatchObject({
        ids: behind.slice(0, 4),
        pageInfo: { hasNextPage: behind.length > 4, hasPreviousPage: true },
      });
      expect(await list(`${parameters}, last: 4, before: "${cursor}"`)).toMatchObject({
        ids: before.slice(-4),
        pageInfo: { hasNextPage: true, hasPreviousPage: before.length > 4 },
      });
    }
  });
});

/** One index as AWS keeps it, which the engine of `npm test` does not with several sort attributes. */
function indexTransport(items: readonly AttributeMap[], order: readonly string[]): Transport {
  const compare = (a: AttributeMap, b: AttributeMap): number =>
    order.map((name) => compareKeyValues(valueOf(a, name), valueOf(b, name))).find((side) => side !== 0) ?? 0;
  const query = (input: QueryInput) => {
    const upwards = input.ScanIndexForward !== false;
    const start = input.ExclusiveStartKey;
    const conditions = conditionsOf(input);
    const found = items
      .filter((row) => conditions.every((holds) => holds(row)))
      .sort((a, b) => (upwards ? compare(a, b) : compare(b, a)))
      .filter((row) => start === undefined || compare(row, start) * (upwards ? 1 : -1) > 0);
    const shown = found.slice(0, input.Limit);
    const last = shown.at(-1);
    return {
      Items: shown,
      Count: shown.length,
      ScannedCount: shown.length,
      ...(last !== undefined && shown.length < found.length && { LastEvaluatedKey: last }),
    };
  };
  return {
    send: (action, input) =>
      action === 'Query'
        ? Promise.resolve(query(input as QueryInput) as never)
        : Promise.reject(new Error(`This index takes no ${action}.`)),
    close: () => Promise.resolve(),
  };
}

function conditionsOf(input: QueryInput): readonly ((row: AttributeMap) => boolean)[] {
  const names = input.ExpressionAttributeNames ?? {};
  const values = input.ExpressionAttributeValues ?? {};
  const holds = (order: number, operator: string): boolean =>
    (operator.includes('=') && order === 0) ||
    (operator.startsWith('<') ? order < 0 : operator.startsWith('>') && order > 0);
  return [...input.KeyConditionExpression.matchAll(/(#\w+) (?:([<>=]+) (:\w+)|BETWEEN (:\w+) AND (:\w+))/g)].map(
    ([, name = '', operator, value = '', low = '', high = '']) =>
      (row) => {
        const stored = valueOf(row, names[name] ?? '');
        return operator === undefined
          ? compareKeyValues(stored, valueOf(values, low)) >= 0 && compareKeyValues(stored, valueOf(values, high)) <= 0
          : holds(compareKeyValues(stored, valueOf(values, value)), operator);
      },
  );
}

function valueOf(of: AttributeMap, name: string): AttributeValue {
  const value = of[name];
  if (value === undefined) throw new Error(`There is no "${name}" in ${JSON.stringify(of)}.`);
  return value;
}
