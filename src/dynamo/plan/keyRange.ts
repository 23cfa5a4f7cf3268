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
import { keyValue } from '../keys/itemKey.js';
import { assertOperators, boundsOf, givenOperators, type Bound, type KeyFieldCondition } from './keyFieldCondition.js';

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
  /**
   * True of sort keys that the range reads and that do not belong to it: BETWEEN includes its ends, so an
   * exclusive bound is read and its equal rows are dropped.
   */
  readonly dropped: readonly Filter[];
}

export type Partition = AttributeMap;

export type SortRange =
  | { readonly op: '=' | '<' | '<=' | '>' | '>='; readonly attribute: string; readonly value: AttributeValue }
  | { readonly op: 'between'; readonly attribute: string; readonly low: AttributeValue; readonly high: AttributeValue }
  | { readonly op: 'beginsWith'; readonly attribute: string; readonly value: AttributeValue };

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
export function planPartitions(
  of: Pick<Entity, 'name' | 'fields'>,
  parts: readonly KeyPart[],
  equal: Values,
): readonly Partition[] {
  const shards = Array.from({ length: shardCountOf({ partition: parts }) }, (_, shard) => shard);
  return shards.map((shard) =>
    Object.fromEntries(parts.map((part) => [part.attribute, keyValue(of, part, equal, [], 'partition', shard)])),
  );
}

/** One attribute's part of the key condition, and what it reads in excess. */
export interface PartRange {
  readonly sort: SortRange;
  readonly dropped: readonly Filter[];
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
    ? rangeOfField(entity, part, part.template.field, ranges)
    : rangeOfText(part, part.template, equal, ranges);
}

/** The sort key is the field itself: DynamoDB's own operators say it. */
export function rangeOfField(
  entity: Pick<Entity, 'name' | 'fields'>,
  part: KeyPart,
  field: string,
  ranges: Readonly<Record<string, KeyFieldCondition>>,
): PartRange | undefined {
  const condition = ranges[field];
  if (condition === undefined) return undefined;
  const { attribute } = part;
  const encode = (value: unknown): AttributeValue =>
    encodeArgument(fieldOf(entity, field).type, value, new Map(), [field]) ?? { S: '' };
  if (condition.beginsWith !== undefined) {
    assertWholeText(entity, field, 'beginsWith', condition.beginsWith);
    return condition.beginsWith === ''
      ? undefined
      : { sort: { op: 'beginsWith', attribute, value: encode(condition.beginsWith) }, dropped: [] };
  }
  const { low, high } = boundsOf(field, condition);
  for (const bound of [low, high]) {
    if (bound?.value === '') throw badInput(`"${field}" must not be empty: it is a key of ${entity.name}.`, [field]);
    if (bound !== undefined) assertWholeText(entity, field, bound.operator, bound.value);
  }
  if (low === undefined || high === undefined) {
    const [op, bound] =
      low === undefined
        ? ([high?.inclusive === true ? '<=' : '<', high] as const)
        : ([low.inclusive ? '>=' : '>', low] as const);
    return { sort: { op, attribute, value: encode(bound?.value) }, dropped: [] };
  }
  return between(field, attribute, { ...low, value: encode(low.value) }, { ...high, value: encode(high.value) });
}

function assertWholeText(entity: Pick<Entity, 'name'>, field: string, operator: KeyOperator, value: unknown): void {
  if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) return;
  throw badInput(`"${field}" holds half a character (a lone surrogate), which no key of ${entity.name} does.`, [
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
  const textOf = (bound: Bound, operator: string): AttributeValue => ({
    S: prefix + fieldText(template, segment, bound.value, [segment.field, operator]) + suffix,
  });
  const { low, high } = boundsOf(segment.field, condition);
  const greatest = segment.width === undefined ? prefix + LAST : prefix + '9'.repeat(segment.width) + suffix;
  const least = segment.width === undefined ? prefix : prefix + '0'.repeat(segment.width) + suffix;
  if (prefix === '' && segment.width === undefined && (low === undefined || high === undefined)) {
    return nativeRange(
      attribute,
      low && { ...low, value: textOf(low, low.operator) },
      high && { ...high, value: textOf(high, high.operator) },
    );
  }
  return between(
    segment.field,
    attribute,
    low === undefined ? { value: { S: least }, inclusive: true } : { ...low, value: textOf(low, low.operator) },
    high === undefined ? { value: { S: greatest }, inclusive: true } : { ...high, value: textOf(high, high.operator) },
  );
}

function nativeRange(
  attribute: string,
  low: EncodedBound | undefined,
  high: EncodedBound | undefined,
): PartRange | undefined {
  if (low !== undefined) return { sort: { op: low.inclusive ? '>=' : '>', attribute, value: low.value }, dropped: [] };
  if (high !== undefined)
    return { sort: { op: high.inclusive ? '<=' : '<', attribute, value: high.value }, dropped: [] };
  return undefined;
}

function prefixRange(attribute: string, prefix: string): PartRange | undefined {
  return prefix === '' ? undefined : { sort: { op: 'beginsWith', attribute, value: { S: prefix } }, dropped: [] };
}

interface EncodedBound {
  readonly value: AttributeValue;
  readonly inclusive: boolean;
}

function between(field: string, attribute: string, low: EncodedBound, high: EncodedBound): PartRange {
  if (compareKeyValues(low.value, high.value) > 0) {
    throw badInput(`Nothing lies between the bounds of "${field}": the lower one is above the upper one.`, [field]);
  }
  return {
    sort: { op: 'between', attribute, low: low.value, high: high.value },
    dropped: [low, high].flatMap(({ inclusive, value }) => (inclusive ? [] : [isEqual(attribute, value)])),
  };
}

function isEqual(attribute: string, value: AttributeValue): Filter {
  return { kind: 'compare', path: [attribute], op: '=', value };
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
      return endsTheKey ? isEqual(attribute, value) : { kind: 'beginsWith', path: [attribute], value };
    });
}
