import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';

/** A row as it is drawn, before a shape lays it out. */
export interface Draw {
  /** Text that only this row of its case has; some are prefixes of others. */
  readonly s: string;
  /** Its place among the drawn rows: 0, 1, 2 ... */
  readonly u: number;
  /** Few values, so that rows share them; undefined leaves the row out of sparse indexes. */
  readonly v: number | undefined;
  readonly w: number;
  readonly room: string;
  /** Epoch seconds. */
  readonly expires: number | undefined;
  /** The row is of another type, in shapes with rows of several. */
  readonly foreign: boolean;
}

export type FieldValue = string | number | undefined;

/** One list of the API over one kind of key. */
export interface PagingShape {
  readonly name: string;
  /** The type of its rows; of a collection any member. */
  readonly entity: string;
  readonly index: string | undefined;
  /** The root field. */
  readonly list: string;
  /** The argument that takes the partition, and what it is for a case. */
  readonly partitionArgument: string;
  /** Of a partition of several attributes, the others, the same in every case. */
  readonly partitionAlso?: Readonly<Record<string, string | number>>;
  readonly item: (caseId: string, draw: Draw) => AttributeMap;
  /** A node field that tells the rows of a case apart. */
  readonly identity: string;
  /** The values of the node's fields that ranges and filters ask for. */
  readonly fields: Readonly<Record<string, (caseId: string, draw: Draw) => FieldValue>>;
  /** The fields that a filter may name here. */
  readonly filterable: readonly string[];
  readonly hasForeign: boolean;
  readonly expires: boolean | ((draw: Draw) => boolean);
  /** What is asked of a node beside its identity. */
  readonly also?: {
    readonly selection: string;
    readonly shown: (caseId: string, draw: Draw) => Readonly<Record<string, unknown>>;
  };
  readonly collection?: PagedCollection;
  /** Where the index's partitions of a case are shards: the attribute that has the shard in it, of each. */
  readonly shards?: (caseId: string) => readonly AttributeValue[];
  /** What the index lacks of that which is shown, filtered by or expires. */
  readonly lacks?: readonly string[];
}

export interface PagedCollection {
  readonly types: readonly string[];
  /** Of a row that is not foreign. */
  readonly typeOf: (draw: Draw) => string;
  /** How `sortKey` compares the stored sort key; undefined where several attributes sort, which it cannot ask for. */
  readonly sortKey: 'String' | 'Decimal' | undefined;
  readonly stored: (draw: Draw) => FieldValue;
}

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number): AttributeValue => ({ N: String(value) });

export function optional(name: string, value: number | undefined): AttributeMap {
  return value === undefined ? {} : { [name]: N(value) };
}

/** A number with three digits, as `{v:03}` writes it. */
export function padded(value: number | undefined): string {
  return String(value).padStart(3, '0');
}
