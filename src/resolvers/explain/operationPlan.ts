import type { ActionName } from '../../dynamo/actions.js';

/**
 * What an operation would do and cost, before it is sent: plain data, made without a call. `explainText` is the same
 * for people.
 */
export interface OperationPlan {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** `@transaction`: what its root fields do is one call. */
  readonly isTransaction: boolean;
  /** Root fields, and beneath them all that read or write; fields that lead to no call are left out. */
  readonly fields: readonly FieldPlan[];
  /** Calls that several fields share: the batches that read by key, and the one call of a transaction. In the order they are sent. */
  readonly shared: readonly SharedCall[];
  readonly totals: Cost;
  /** Resolvers of the user's own run, whose calls are unknown: they are in none of the sums. */
  readonly hasUnknown: boolean;
}

/** A number as it is likely to be, and as it can be at most. */
export interface Amount {
  readonly likely: number;
  readonly atMost: number;
}

export interface Cost {
  readonly calls: Amount;
  /** Items that are read to be shown. */
  readonly items: Amount;
  readonly readUnits: Amount;
  readonly writeUnits: Amount;
}

export interface FieldPlan {
  /** Response path; a list's items have no place of their own in it. */
  readonly path: readonly string[];
  /** `Product.reviews` */
  readonly field: string;
  /** How many times it is resolved: once for each item above it. */
  readonly times: Amount;
  /** Calls of its own. */
  readonly calls: readonly CallPlan[];
  /** What it puts into shared calls. */
  readonly shares: readonly Share[];
  /** What a reader should know beside that, one sentence each. */
  readonly notes: readonly string[];
  /** Why it would be refused before any call. */
  readonly refused: { readonly code: string; readonly message: string } | undefined;
  readonly fields: readonly FieldPlan[];
  /** Of this field and all beneath it, with its part of shared calls, but not their number. */
  readonly cost: Cost;
}

/** Keys that a field asks for in a batch, or its writes in a transaction. */
export interface Share {
  /** Place in `OperationPlan.shared`. */
  readonly call: number;
  /** Keys or actions. */
  readonly count: Amount;
  readonly table: string;
  readonly readUnits: Amount;
  readonly writeUnits: Amount;
}

/** One call, or several alike. */
export interface CallPlan {
  readonly action: ActionName;
  readonly table: string;
  readonly index: string | undefined;
  /**
   * As they are first sent for one item above: several for shards, segments and tables. Values that come from an item
   * are placeholders such as `‹orderId›`.
   */
  readonly commands: readonly object[];
  /** False where placeholders or cursors stand in the commands. */
  readonly isExact: boolean;
  readonly says: CallText;
  /** What the gateway decides when the answer is there, one clause each. */
  readonly afterwards: readonly string[];
  readonly cost: Cost;
}

/** A command with names and values put back in. */
export interface CallText {
  readonly key?: string;
  readonly filter?: string;
  readonly condition?: string;
  readonly update?: string;
  readonly projection?: string;
}

/** One call of several fields. */
export interface SharedCall extends Omit<CallPlan, 'index' | 'table' | 'says'> {
  readonly tables: readonly string[];
  /** What is read of each table, or done to it. */
  readonly says: readonly { readonly table: string; readonly text: CallText }[];
  /** Keys or actions. */
  readonly count: Amount;
}
