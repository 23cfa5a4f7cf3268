import { badInput } from '../../errors/gatewayError.js';
import { allOf, attributesOfFilter, type Filter } from '../../model/filter.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import { indexOf, keyOf, type Entity } from '../../model/model.js';
import type { QueryInput, ScanInput } from '../execute/transport.js';
import { placeholders } from './placeholders.js';
import { createExpressionBuilder, type ExpressionBuilder } from '../expressions/expressionBuilder.js';
import { filterExpression } from '../expressions/filterExpression.js';
import { projectionExpression } from '../expressions/projectionExpression.js';
import { simplifyFilter } from '../expressions/simplifyFilter.js';
import { splitFilter } from '../expressions/splitFilter.js';
import { planKeyRange, type KeyRange, type KeyRangeRequest } from './keyRange.js';
import { marked, notExpired } from './presence.js';
import { assertFilterable, holdsMarker, projectedAttributes, type FieldSelection } from './selectedAttributes.js';

export interface ListRequest {
  readonly index: string | undefined;
  readonly range: KeyRangeRequest;
  readonly filter: Filter | undefined;
  readonly order: 'ASC' | 'DESC';
  readonly fields: FieldSelection;
  readonly consistent: boolean;
  /** Items that expired before this moment are absent. */
  readonly now: Date;
}

/**
 * How to read a connection: the command all its pages share, and what is left to do here. A page
 * adds Limit, ExclusiveStartKey and direction, nothing else.
 */
export interface ListPlan {
  readonly action: 'Query' | 'Scan';
  readonly entity: Entity;
  readonly command: QueryInput | ScanInput;
  /** What is true of the items of the connection but cannot be sent. */
  readonly local: Filter | undefined;
  /** The client's filter can match nothing: no page needs a call. */
  readonly matchesNothing: boolean;
  /** True when the client's own filter may leave few of the items read. */
  readonly selective: boolean;
  /** How many conditions drop rows that the range reads in excess, such as the ends of a BETWEEN: a hint for Limit. */
  readonly dropped: number;
  /** False where the index lacks the type marker, so that keys alone tell whose item it is. */
  readonly markerIsRead: boolean;
  /** Attributes that make a position: the index key, then the table key. */
  readonly position: readonly string[];
  /** Attributes that are the primary key. */
  readonly primaryKey: readonly string[];
  /** The sort key read along; undefined for a scan and for an index without one, which page forward only. */
  readonly sortAttribute: string | undefined;
  /** ScanIndexForward when reading from the first edge to the last. */
  readonly ascending: boolean;
}

/**
 * @throws {GatewayError} `BAD_USER_INPUT` for key values and conditions that cannot be, for fields
 *   and filters that the index does not hold, and for a consistent read of a global index.
 */
export function planList(entity: Entity, request: ListRequest): ListPlan {
  const { index } = request;
  const key = keyOf(entity, index);
  assertConsistent(entity, index, request.consistent);
  const client = clientFilter(request.filter);
  const range = planKeyRange(entity, index, request.range);
  const foreign = index === undefined ? foreignOnTable(entity) : indexOf(entity, index).foreign;
  const keyNames = new Set(partsOfKey(key).map((part) => part.attribute));
  const filters = splitFilter(
    allOf([foreign === 'marker' ? marked(entity) : undefined, notExpired(entity, request.now), client.sendable]),
    keyNames,
  );
  const local = allOf([...range.dropped.map(isNot), filters.local]);
  assertFilterable(
    entity,
    index,
    [filters.sent, filters.local].flatMap((filter) => (filter ? [...attributesOfFilter(filter)] : [])),
  );

  const builder = createExpressionBuilder();
  const condition = keyConditionExpression(range, builder);
  const filter = filters.sent === undefined ? undefined : filterExpression(filters.sent, builder);
  const projected = projectedAttributes(
    entity,
    index,
    request.fields,
    local === undefined ? [] : attributesOfFilter(local),
  );
  const command: QueryInput = {
    TableName: entity.table,
    ...(index === undefined ? {} : { IndexName: index }),
    KeyConditionExpression: condition,
    ...(filter === undefined ? {} : { FilterExpression: filter }),
    ...(projected === undefined ? {} : { ProjectionExpression: projectionExpression(projected, builder) }),
    ...placeholders(builder),
    ...(request.consistent ? { ConsistentRead: true } : {}),
  };
  return {
    action: 'Query',
    entity,
    command,
    local,
    matchesNothing: client.matchesNothing,
    selective: client.selective,
    dropped: range.dropped.length,
    markerIsRead: holdsMarker(entity, index),
    ...positionOf(entity, index),
    sortAttribute: key.sort.at(-1)?.attribute,
    ascending: request.order === 'ASC',
  };
}

export interface ScanRequest {
  readonly index: string | undefined;
  readonly filter: Filter | undefined;
  readonly fields: FieldSelection;
  readonly consistent: boolean;
  readonly now: Date;
}

/** Reads a table or index from one end to the other. A scan's filter may name key attributes, so all of it is sent. */
export function planScan(entity: Entity, request: ScanRequest): ListPlan {
  const { index } = request;
  assertConsistent(entity, index, request.consistent);
  const client = clientFilter(request.filter);
  const filter = allOf([
    entity.toldApartBy === 'marker' ? marked(entity) : undefined,
    notExpired(entity, request.now),
    client.sendable,
  ]);
  if (filter !== undefined) assertFilterable(entity, index, attributesOfFilter(filter));
  const builder = createExpressionBuilder();
  const sent = filter === undefined ? undefined : filterExpression(filter, builder);
  const projected = projectedAttributes(entity, index, request.fields);
  const command: ScanInput = {
    TableName: entity.table,
    ...(index === undefined ? {} : { IndexName: index }),
    ...(sent === undefined ? {} : { FilterExpression: sent }),
    ...(projected === undefined ? {} : { ProjectionExpression: projectionExpression(projected, builder) }),
    ...placeholders(builder),
    ...(request.consistent ? { ConsistentRead: true } : {}),
  };
  return {
    action: 'Scan',
    entity,
    command,
    local: undefined,
    matchesNothing: client.matchesNothing,
    selective: client.selective,
    dropped: 0,
    markerIsRead: holdsMarker(entity, index),
    ...positionOf(entity, index),
    sortAttribute: undefined,
    ascending: true,
  };
}

/** The client's filter, less what is always true; a filter that matches nothing is not sent, for no call is made. */
function clientFilter(filter: Filter | undefined): Pick<ListPlan, 'matchesNothing' | 'selective'> & {
  readonly sendable: Filter | undefined;
} {
  const simple = filter === undefined ? true : simplifyFilter(filter);
  return {
    matchesNothing: simple === false,
    selective: simple !== true,
    sendable: typeof simple === 'boolean' ? undefined : simple,
  };
}

function keyConditionExpression(range: KeyRange, builder: ExpressionBuilder): string {
  const conditions = range.partition.map(
    ({ attribute, value }) => `${builder.name(attribute)} = ${builder.value(value)}`,
  );
  const { sort } = range;
  if (sort !== undefined) {
    const name = builder.name(sort.attribute);
    if (sort.op === 'between') {
      conditions.push(`${name} BETWEEN ${builder.value(sort.low)} AND ${builder.value(sort.high)}`);
    } else if (sort.op === 'beginsWith') {
      conditions.push(`begins_with(${name}, ${builder.value(sort.value)})`);
    } else {
      conditions.push(`${name} ${sort.op} ${builder.value(sort.value)}`);
    }
  }
  return conditions.join(' AND ');
}

function isNot(filter: Filter): Filter {
  return { kind: 'not', filter };
}

/** On the table itself, key constants exclude other types' items from the range or the marker has to. */
function foreignOnTable(entity: Entity): 'none' | 'marker' {
  return entity.toldApartBy === 'marker' ? 'marker' : 'none';
}

function positionOf(entity: Entity, index: string | undefined): Pick<ListPlan, 'position' | 'primaryKey'> {
  const primaryKey = partsOfKey(entity.key).map((part) => part.attribute);
  const indexKey = index === undefined ? [] : partsOfKey(indexOf(entity, index).key).map((part) => part.attribute);
  return { position: [...new Set([...indexKey, ...primaryKey])], primaryKey };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html */
function assertConsistent(entity: Entity, index: string | undefined, consistent: boolean): void {
  if (!consistent || index === undefined || indexOf(entity, index).local) return;
  throw badInput(
    `@consistent cannot be used here: "${index}" is a global index of ${entity.name}, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.`,
    [],
  );
}
