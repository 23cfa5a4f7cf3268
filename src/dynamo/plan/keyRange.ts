import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import {
  fieldsOfTemplate,
  shardCountOf,
  type FieldSegment,
  type KeyPart,
  type TextTemplate,
} from '../../model/keyTemplate.js';
import { listArguments, type KeyOperator } from '../../model/listArguments.js';
import { fieldOf, keyOf, type Entity } from '../../model/model.js';
import { encodeArgument } from '../values/encodeValue.js';
import { compareKeyValues } from '../values/compareKeyValues.js';
import { assertFits, fieldText, LAST, literalAfter, renderSegments } from '../keys/keyText.js';
import { keyValue, type KeyOwner } from '../keys/itemKey.js';
import { assertOperators, boundsOf, givenOperators, type Bound, type KeyFieldCondition } from './keyFieldCondition.js';
import { between, oneSided, type PartRange, type SortBound, type SortRange } from './sortBounds.js';

type Values = Readonly<Record<string, unknown>>;

export interface KeyRangeRequest {
  /** Every partition field; sort fields given here (by a relation) mean equality. */
  readonly equal: Values;
  /** By sort field. */
  readonly sort: Readonly<Record<string, KeyFieldCondition>>;
}

/** One key condition: a partition, and one contiguous range of its sort key. */
export interface KeyRange {
  /** The partitions that it is asked of, each by all attributes of its key: one, or one for each shard. */
  readonly partitions: readonly Partition[];
  /** Of the sort key's attributes in their order: equality on all but the last one named. Empty: the whole partition. */
  readonly sort: readonly SortRange[];
  /** As `PartRange.dropped`. */
  readonly dropped: readonly Filter[];
}

export type Partition = AttributeMap;

/**
 * Turns a list's key arguments into the ONE key condition that reads them: equality on the
 * partition, and on the sort key a range that never leaves the constant prefix of the type.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` naming the argument, when a value cannot stand in the
 *   key, a later sort field is given without the earlier ones, or the bounds exclude each other.
 */
export function planKeyRange(entity: Entity, index: string | undefined, request: KeyRangeRequest): KeyRange {
  const key = keyOf(entity, index);
  const partitions = planPartitions(entity, key.partition, request.equal);
  const equal: Record<string, unknown> = { ...request.equal };
  const ranges: Record<string, KeyFieldCondition> = {};
  let open: string | undefined;
  for (const { field, operators } of listArguments(entity, index).sort) {
    if (Object.hasOwn(equal, field)) continue;
    const condition = givenOperators(request.sort[field]);
    const given = Object.keys(condition);
    if (given.length === 0) {
      open ??= field;
      continue;
    }
    assertOperators(field, condition, operators);
    if (open !== undefined) {
      throw badInput(
        `"${field}" can only be given together with "${open}" (eq), which comes before it in the sort key.`,
        [field],
      );
    }
    if (condition.eq !== undefined) equal[field] = condition.eq;
    else {
      ranges[field] = condition;
      open = field;
    }
  }
  const sort: SortRange[] = [];
  for (const part of key.sort) {
    const range = sortRange(entity, part, equal, ranges);
    if (range === undefined) break;
    sort.push(range.sort);
    if (range.sort.op !== '=') return { partitions, sort, dropped: range.dropped };
  }
  return { partitions, sort, dropped: [] };
}

/**
 * The partitions that a list reads: one, or one for each shard of a spread one.
 *
 * @param parts  All attributes of the partition key.
 * @param equal  Every field they are made of.
 */
export function planPartitions(owner: KeyOwner, parts: readonly KeyPart[], equal: Values): readonly Partition[] {
  const shards = Array.from({ length: shardCountOf({ partition: parts }) }, (_, shard) => shard);
  return shards.map((shard) =>
    Object.fromEntries(parts.map((part) => [part.attribute, keyValue(owner, part, equal, [], 'partition', shard)])),
  );
}

function sortRange(
  entity: Entity,
  part: KeyPart,
  equal: Values,
  ranges: Readonly<Record<string, KeyFieldCondition>>,
): PartRange | undefined {
  const fields = fieldsOfTemplate(part.template);
  if (fields.every((field) => Object.hasOwn(equal, field))) {
    const value = keyValue(entity, part, equal, [], 'sort');
    return { sort: { op: '=', attribute: part.attribute, value }, dropped: [] };
  }
  return part.template.kind === 'field'
    ? rangeOfField(entity, part, part.template.field, ranges[part.template.field])
    : rangeOfText(part, part.template, equal, ranges);
}

/** The sort key is the field itself: DynamoDB's own operators say it. */
export function rangeOfField(
  owner: KeyOwner,
  { attribute }: KeyPart,
  field: string,
  condition: KeyFieldCondition | undefined,
): PartRange | undefined {
  if (condition === undefined) return undefined;
  const encode = (value: unknown): AttributeValue =>
    encodeArgument(fieldOf(owner, field).type, value, new Map(), [field]) ?? { S: '' };
  const encodeBound = ({ value, inclusive }: Bound): SortBound => ({ value: encode(value), inclusive });
  if (condition.beginsWith !== undefined) {
    assertWholeText(owner, field, 'beginsWith', condition.beginsWith);
    return condition.beginsWith === ''
      ? undefined
      : { sort: { op: 'beginsWith', attribute, value: encode(condition.beginsWith) }, dropped: [] };
  }
  const given = boundsOf(field, condition);
  for (const bound of [given.low, given.high]) {
    if (bound?.value === '') throw badInput(`"${field}" must not be empty: it is a key of ${owner.name}.`, [field]);
    if (bound !== undefined) assertWholeText(owner, field, bound.operator, bound.value);
  }
  const low = given.low && encodeBound(given.low);
  const high = given.high && encodeBound(given.high);
  return low === undefined || high === undefined
    ? oneSided(attribute, { low, high })
    : orderedBetween(field, attribute, low, high);
}

function assertWholeText(owner: KeyOwner, field: string, operator: KeyOperator, value: unknown): void {
  if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) return;
  throw badInput(`"${field}" holds half a character (a lone surrogate), which no key of ${owner.name} does.`, [
    field,
    operator,
  ]);
}

/** The sort key is a text: the range is computed inside the prefix that the known fields and the constants give. */
function rangeOfText(
  part: KeyPart,
  template: TextTemplate,
  equal: Values,
  ranges: Readonly<Record<string, KeyFieldCondition>>,
): PartRange | undefined {
  const { attribute } = part;
  const at = template.segments.findIndex((segment) => segment.kind === 'field' && !Object.hasOwn(equal, segment.field));
  const segment = template.segments[at];
  if (segment?.kind !== 'field') return undefined;
  const prefix = renderSegments(template, template.segments.slice(0, at), equal, []);
  const suffix = renderSegments(
    template,
    template.segments.slice(at + 1).filter(({ kind }) => kind === 'literal'),
    equal,
    [],
  );
  const condition = ranges[segment.field];
  if (condition === undefined || condition.beginsWith === '') return prefixRange(attribute, prefix);
  if (condition.beginsWith !== undefined) {
    const start = String(condition.beginsWith);
    assertFits(template, segment.field, start, [segment.field, 'beginsWith']);
    const range = prefixRange(attribute, prefix + start);
    return range && { ...range, dropped: endingEarlier(attribute, template, segment, prefix, start) };
  }
  const encode = ({ value, inclusive, operator }: Bound): SortBound => ({
    value: { S: prefix + fieldText(template, segment, value, [segment.field, operator]) + suffix },
    inclusive,
  });
  const given = boundsOf(segment.field, condition);
  const low = given.low && encode(given.low);
  const high = given.high && encode(given.high);
  if (prefix === '' && segment.width === undefined && (low === undefined || high === undefined)) {
    return oneSided(attribute, { low, high });
  }
  const least = segment.width === undefined ? prefix : prefix + '0'.repeat(segment.width) + suffix;
  const greatest = segment.width === undefined ? prefix + LAST : prefix + '9'.repeat(segment.width) + suffix;
  return orderedBetween(
    segment.field,
    attribute,
    low ?? { value: { S: least }, inclusive: true },
    high ?? { value: { S: greatest }, inclusive: true },
  );
}

function prefixRange(attribute: string, prefix: string): PartRange | undefined {
  return prefix === '' ? undefined : { sort: { op: 'beginsWith', attribute, value: { S: prefix } }, dropped: [] };
}

/** @throws {GatewayError} `BAD_USER_INPUT` for bounds in the wrong order. */
function orderedBetween(field: string, attribute: string, low: SortBound, high: SortBound): PartRange {
  if (compareKeyValues(low.value, high.value) > 0) {
    throw badInput(`Nothing lies between the bounds of "${field}": the lower one is above the upper one.`, [field]);
  }
  return between(attribute, low, high);
}

/**
 * Of `{room}##{day}` the key `x##1` starts with `x#`, and its room does not: where the wanted start ends with
 * a piece of the literal behind the field, rows whose field ends before that piece are read as well.
 */
function endingEarlier(
  attribute: string,
  template: TextTemplate,
  segment: FieldSegment,
  prefix: string,
  start: string,
): readonly Filter[] {
  const literal = literalAfter(template, segment);
  const endsTheKey = template.segments.at(-2) === segment;
  const characters = Array.from(literal);
  const pieces = characters.map((_character, at) => characters.slice(0, at + 1).join(''));
  return pieces
    .filter((piece) => start.endsWith(piece) && start !== piece)
    .map((piece) => {
      const value = { S: prefix + start + literal.slice(piece.length) };
      return endsTheKey
        ? { kind: 'compare', path: [attribute], op: '=', value }
        : { kind: 'beginsWith', path: [attribute], value };
    });
}
