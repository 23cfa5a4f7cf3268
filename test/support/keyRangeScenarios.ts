import type { AttributeValue } from '../../src/model/attributeValue.js';
import { ranges } from '../plan/fixtures/ranges.js';
import type { Scenario } from './scenario.js';

/** A list, and how its sort key is asked. */
export interface Shape {
  /** What is special about the sort key. */
  readonly sortKey: string;
  readonly field: string;
  /** As GraphQL. */
  readonly partition: string;
  readonly table: string;
  /** Key attributes. */
  readonly keys: readonly [string, string];
  readonly partitionValue: AttributeValue;
  readonly cases: readonly RangeCase[];
}

export type RangeCase = readonly [
  /** The key arguments, as GraphQL. */
  asks: string,
  /** What follows the partition's equality in the KeyConditionExpression; the values are `:v1`, `:v2`. */
  condition: string,
  values: readonly AttributeValue[],
  /** The ids found, ascending. */
  found: readonly string[],
  /** Rows read beyond the page's 20, for ends that BETWEEN includes and the range does not. */
  more?: number,
];

/** Each case in both orders: ONE key condition, without a filter and without another type's items. */
export function keyRangeScenarios(shapes: readonly Shape[]): readonly Scenario[] {
  return shapes.flatMap((shape) =>
    (['ASC', 'DESC'] as const).flatMap((order) => shape.cases.map((one) => scenarioOf(shape, order, one))),
  );
}

function scenarioOf(
  shape: Shape,
  order: 'ASC' | 'DESC',
  [asks, condition, values, found, more = 0]: RangeCase,
): Scenario {
  const { sortKey, field, partition, table, keys, partitionValue } = shape;
  const [hash, range] = keys;
  const direction = order === 'ASC' ? 'ascending' : 'descending';
  const rest = condition === '' ? '' : ` AND ${condition}`;
  return {
    title: `${sortKey}, ${direction}: ${asks === '' ? 'the whole partition' : asks}`,
    ...ranges,
    operation: `{ ${field}(${[partition, asks, `order: ${order}`].filter(Boolean).join(', ')}) { nodes { id } } }`,
    commands: [
      {
        action: 'Query',
        TableName: table,
        KeyConditionExpression: `#${hash} = :v0${rest}`,
        ProjectionExpression: `#id, #${hash}, #${range}`,
        ExpressionAttributeNames: { '#id': 'id', [`#${hash}`]: hash, [`#${range}`]: range },
        ExpressionAttributeValues: Object.fromEntries(
          [partitionValue, ...values].map((value, at) => [`:v${at}`, value]),
        ),
        ScanIndexForward: order === 'ASC',
        Limit: 20 + more,
      },
    ],
    data: { [field]: { nodes: (order === 'ASC' ? found : found.toReversed()).map((id) => ({ id })) } },
  };
}
