import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { QueryInput, ScanInput } from '../actions.js';
import { createExpressionBuilder, type ExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { projectionExpression } from '../expressions/projectionExpression.js';
import type { Partition } from './keyRange.js';
import { placeholders } from './placeholders.js';
import type { SortRange } from './sortBounds.js';

/**
 * How to read a connection: what all its commands share, and what is left to do here. Which commands a page sends
 * follows from the plan and the position it starts from: `listCommand` makes them, a page adds Limit,
 * ExclusiveStartKey and direction.
 */
export interface ListPlan {
  readonly action: 'Query' | 'Scan';
  /** The types whose items are listed, none of which can be another's: one, or the members of a collection. */
  readonly members: readonly Entity[];
  readonly table: string;
  readonly index: string | undefined;
  /** Queries: the partitions to read, each in the order of the sort key, and merged by it; several are shards. Scans: none. */
  readonly partitions: readonly Partition[];
  readonly sort: readonly SortRange[];
  /** The FilterExpression. */
  readonly filter: Filter | undefined;
  /** The ProjectionExpression; undefined: every attribute. */
  readonly attributes: readonly string[] | undefined;
  /** Every attribute is wanted of a local index that does not hold them all. */
  readonly fetchesAll: boolean;
  readonly consistent: boolean;
  /** What is true of the rows of the connection but cannot be sent. */
  readonly local: Filter | undefined;
  /** Of each type beside that, where the types differ. */
  readonly localByType: ReadonlyMap<Entity, Filter>;
  /** What the index lacks is read from the table: see `Hydration`. */
  readonly hydration: Hydration | undefined;
  /** Nothing can be listed: no page needs a call. */
  readonly matchesNothing: boolean;
  /** That is because rules leave nothing of the type, or of this range, to whoever asks. */
  readonly forbidden: boolean;
  /** True when the client's own filter, or a rule, may leave few of the rows read. */
  readonly selective: boolean;
  /** How many conditions drop rows that the range reads in excess, such as the ends of a BETWEEN: a hint for Limit. */
  readonly dropped: number;
  /** Whether each row that DynamoDB returns is surely listed, so that it can count them itself. */
  readonly keepsEveryRow: boolean;
  /** False where the index lacks the type marker, so that keys alone tell whose item it is. */
  readonly markerIsRead: boolean;
  /** Attributes that make a position: the index key, then the table key. */
  readonly position: readonly string[];
  /** Attributes that are the primary key. */
  readonly primaryKey: readonly string[];
  /** The attributes of the sort key read along; empty for a scan and for an index without one, which page forward only. */
  readonly sortAttributes: readonly string[];
  /** ScanIndexForward when reading from the first edge to the last. */
  readonly ascending: boolean;
}

/**
 * A global index does not hold all that is asked, so the items are read from the table, a page's in one batch.
 *
 * - `SHOWN`: the rows tell what is listed; the items of the page are read to be shown.
 * - `LISTED`: only the item tells (by `filter`, its time of expiry), so every row that comes into
 *   question is read.
 */
export interface Hydration {
  readonly when: 'SHOWN' | 'LISTED';
  /** Of these types; of the others the index holds all that is asked. */
  readonly types: ReadonlySet<Entity>;
  readonly filter: Filter | undefined;
  /** Attributes to read beside the selected ones, for `filter`. */
  readonly attributes: readonly string[];
}

/** @param range  Of a Query; undefined for a Scan. */
export function listCommand(
  plan: ListPlan,
  range: { readonly partition: Partition; readonly sort: readonly SortRange[] } | undefined,
): QueryInput | ScanInput {
  const builder = createExpressionBuilder();
  const condition = range && keyConditionExpression(range.partition, range.sort, builder);
  const filter = plan.filter === undefined ? undefined : filterExpression(plan.filter, builder);
  const projection = plan.attributes === undefined ? undefined : projectionExpression(plan.attributes, builder);
  return {
    ...source(plan),
    ...(condition === undefined ? {} : { KeyConditionExpression: condition }),
    ...(filter === undefined ? {} : { FilterExpression: filter }),
    ...(projection === undefined ? {} : { ProjectionExpression: projection }),
    ...(plan.fetchesAll ? { Select: 'ALL_ATTRIBUTES' as const } : {}),
    ...placeholders(builder),
    ...(plan.consistent ? { ConsistentRead: true } : {}),
  };
}

/** The same rows, counted by DynamoDB in place of returned. */
export function countCommand(
  plan: ListPlan,
  range: { readonly partition: Partition; readonly sort: readonly SortRange[] } | undefined,
): QueryInput | ScanInput {
  const { Select: _select, ...command } = listCommand({ ...plan, attributes: undefined }, range);
  return { ...command, Select: 'COUNT' };
}

function source({ table, index }: ListPlan): { readonly TableName: string; readonly IndexName?: string } {
  return { TableName: table, ...(index === undefined ? {} : { IndexName: index }) };
}

function keyConditionExpression(
  partition: AttributeMap,
  sort: readonly SortRange[],
  builder: ExpressionBuilder,
): string {
  const equal = Object.entries(partition).map(
    ([attribute, value]) => `${builder.name(attribute)} = ${builder.value(value)}`,
  );
  return [...equal, ...sort.map((range) => sortCondition(range, builder))].join(' AND ');
}

function sortCondition(range: SortRange, builder: ExpressionBuilder): string {
  const name = builder.name(range.attribute);
  switch (range.op) {
    case 'between':
      return `${name} BETWEEN ${builder.value(range.low)} AND ${builder.value(range.high)}`;
    case 'beginsWith':
      return `begins_with(${name}, ${builder.value(range.value)})`;
    default:
      return `${name} ${range.op} ${builder.value(range.value)}`;
  }
}
