/**
 * How a GraphQL value is kept in DynamoDB. A scalar's `storage` says which
 * AttributeValue member holds it:
 *
 * - `S`, `N`, `B`, `BOOL`: that member. `N` under String-like scalars never occurs;
 *   Int and Float under `S` is `@attribute(as: STRING)`.
 * - `EPOCH_SECONDS`, `EPOCH_MILLISECONDS`: a DateTime as a whole number in `N`.
 * - `DOCUMENT`: any JSON value in its natural member (JSON and the user's own scalars).
 * - `JSON_TEXT`: a JSON value as text in `S`.
 */
export type ScalarStorage =
  'S' | 'N' | 'B' | 'BOOL' | 'EPOCH_SECONDS' | 'EPOCH_MILLISECONDS' | 'DOCUMENT' | 'JSON_TEXT';

export interface ScalarType {
  readonly kind: 'scalar';
  /** `ID`, `String`, `Int`, `Float`, `Boolean`, a library scalar, or the user's own. */
  readonly scalar: string;
  readonly storage: ScalarStorage;
}

export interface EnumValueType {
  readonly kind: 'enum';
  readonly enum: string;
  /** The values as GraphQL names them; they are stored as they are, in `S`. */
  readonly values: readonly string[];
}

export interface MapValueType {
  readonly kind: 'map';
  /** Name of a `MapType` in `Model.maps`; stored in `M`. */
  readonly map: string;
}

export interface ListValueType {
  readonly kind: 'list';
  readonly of: ValueType;
  readonly ofRequired: boolean;
  /** `L`, or a DynamoDB set: its elements are distinct and unordered, and an empty one is an absent attribute. */
  readonly storage: 'L' | 'SS' | 'NS' | 'BS';
}

export type ValueType = ScalarType | EnumValueType | MapValueType | ListValueType;

/** Scalars whose value is a number that sorts and adds as a number. */
export const NUMBER_SCALARS: ReadonlySet<string> = new Set(['Int', 'Float', 'BigInt', 'Decimal']);

/** Scalars that travel as text: these offer `beginsWith`. */
export const TEXT_SCALARS: ReadonlySet<string> = new Set([
  'ID',
  'String',
  'DateTime',
  'LocalDateTime',
  'Date',
  'Duration',
]);
