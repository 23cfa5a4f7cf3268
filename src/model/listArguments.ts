import { fieldsOfParts, fieldsOfTemplate, type KeyPart, type Segment } from './keyTemplate.js';
import type { KeyAttributeType } from './attributeValue.js';
import { fieldOf, keyOf, type Collection, type Entity } from './model.js';
import { TEXT_SCALARS, type ScalarType, type ValueType } from './valueType.js';

/** What a sort field can be asked for; all but `eq` name a range of one partition. */
export type KeyOperator = 'eq' | 'lt' | 'le' | 'gt' | 'ge' | 'between' | 'beginsWith';

/** A field of the sort key that a list takes as an argument, with the operators that ONE key condition can express exactly. */
export interface SortArgument {
  readonly field: string;
  readonly operators: readonly KeyOperator[];
}

export interface ListArguments {
  /** Each is required and means equality. */
  readonly partition: readonly string[];
  /** In the order of the sort key: a later one can be given only when every earlier one has an `eq`. */
  readonly sort: readonly SortArgument[];
  /** False where there is no sort key: such a list has no order and pages forward only. */
  readonly bothDirections: boolean;
}

const EQUALITY: readonly KeyOperator[] = ['eq'];
const PREFIX: readonly KeyOperator[] = ['eq', 'beginsWith'];
const RANGE: readonly KeyOperator[] = ['eq', 'lt', 'le', 'gt', 'ge', 'between'];
const EVERY: readonly KeyOperator[] = [...RANGE, 'beginsWith'];

/**
 * The key arguments of the list that reads an entity's table or one of its
 * indexes. The served schema and the query planner both ask here, so that what
 * a client can write is what can be planned.
 *
 * Sort fields that the partition already gives are no arguments: they are equal by then.
 *
 * @param index  Name of an index of the entity, or undefined for its table.
 */
export function listArguments(entity: Entity, index: string | undefined): ListArguments {
  const key = keyOf(entity, index);
  const partition = fieldsOfParts(key.partition);
  const seen = new Set(partition);
  const sort: SortArgument[] = [];
  for (const part of key.sort) {
    for (const field of fieldsOfTemplate(part.template)) {
      if (seen.has(field)) continue;
      seen.add(field);
      sort.push({ field, operators: operatorsOf(part, field, fieldOf(entity, field).type) });
    }
  }
  return { partition, sort, bothDirections: key.sort.length > 0 };
}

export interface CollectionArguments {
  /** What `sortKey` takes: the sort key as it is stored. Undefined where no attribute sorts, or several do. */
  readonly sortKey: { readonly type: ScalarType; readonly operators: readonly KeyOperator[] } | undefined;
  /** False where there is no sort key: such a connection has no order and pages forward only. */
  readonly bothDirections: boolean;
}

/** What a collection takes beside the fields of its partition. Its members share the stored sort key, not the fields in it. */
export function collectionArguments({ sort }: Pick<Collection, 'sort'>): CollectionArguments {
  const [only, second] = sort;
  return {
    sortKey: only === undefined || second !== undefined ? undefined : STORED_SORT_KEY[only.type],
    bothDirections: sort.length > 0,
  };
}

/** A Decimal holds every number that DynamoDB does. */
const STORED_SORT_KEY: Readonly<Record<KeyAttributeType, CollectionArguments['sortKey']>> = {
  S: { type: { kind: 'scalar', scalar: 'String', storage: 'S' }, operators: EVERY },
  N: { type: { kind: 'scalar', scalar: 'Decimal', storage: 'N' }, operators: RANGE },
  B: { type: { kind: 'scalar', scalar: 'Bytes', storage: 'B' }, operators: EVERY },
};

function operatorsOf(part: KeyPart, field: string, type: ValueType): readonly KeyOperator[] {
  if (part.template.kind === 'text') return operatorsInText(part.template.segments, field, type);
  if (part.type === 'N') return RANGE;
  if (part.type === 'B') return EVERY;
  return sortsAsText(type) ? EVERY : EQUALITY;
}

function operatorsInText(segments: readonly Segment[], field: string, type: ValueType): readonly KeyOperator[] {
  const at = segments.findIndex((segment) => segment.kind === 'field' && segment.field === field);
  const segment = segments[at];
  const after = segments.slice(at + 1);
  // Digits sort as numbers only at one width; at one width a literal behind them changes no order either.
  if (segment?.kind === 'field' && segment.width !== undefined) {
    return after.every(({ kind }) => kind === 'literal') ? RANGE : EQUALITY;
  }
  if (!sortsAsText(type)) return EQUALITY;
  // With a delimiter behind, "a#" and "ab#" do not sort as "a" and "ab" do: no bound would be exact.
  return after.length === 0 ? EVERY : PREFIX;
}

/** Whether the stored text sorts, and starts, as a client expects of the value. An enum's names have no order of their own. */
function sortsAsText(type: ValueType): boolean {
  return type.kind === 'scalar' && TEXT_SCALARS.has(type.scalar) && type.storage === 'S';
}
