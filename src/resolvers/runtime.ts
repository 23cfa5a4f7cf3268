import type { Caller } from '../dynamo/execute/caller.js';
import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import type { CursorCodec } from '../dynamo/keys/cursor.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import type { Model } from '../model/model.js';
import type { ChangeFeed } from '../subscriptions/changeFeed.js';

/** Sizes of pages and what one page may cost. */
export interface ListLimits {
  /** Items of a page that says neither `first` nor `last`. */
  readonly defaultPageSizeItems: number;
  /** The greatest `first` or `last`. */
  readonly maxPageSizeItems: number;
  /** Read units after which a page of one connection ends early, as `partial`. */
  readonly readBudgetUnits: number;
  /** Read units of one request: once they are consumed, the pages of its lists end early. */
  readonly maxReadUnits: number;
  /** Keys, ids or writes that one argument may list. */
  readonly maxKeys: number;
}

/** What all requests share: made once, when the gateway starts. */
export interface Runtime {
  readonly model: Model;
  readonly caller: Caller;
  readonly cursors: CursorCodec;
  readonly limits: ListLimits;
  readonly now: () => Date;
  readonly newId: Generators['newId'];
  /** For a fault that an answer does not show as an error. */
  readonly reportFault: (requestId: string, fault: unknown) => void;
  readonly documentClient: DocumentClient;
  /** The physical name of a table of the schema. */
  readonly tableName: (name: string) => string;
  readonly changes: ChangeFeed;
  /** Answers say in their extensions what their calls cost. */
  readonly dynamodbExtension: boolean;
}
