import type { ActionName } from '../dynamo/actions.js';
import type { CallEvent } from '../dynamo/execute/caller.js';

/** What the calls of one request come to. */
export interface CallLog {
  /** To be told of every exchange of the request. */
  readonly onCall: (event: CallEvent) => void;
  /** Consumed so far. */
  units(): Units;
  /** @throws where the log was made without details. */
  report(): DynamodbReport;
}

export interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** What an answer says in `extensions.dynamodb`. */
export interface DynamodbReport {
  /** In the order in which they were answered first. */
  readonly calls: readonly CallReport[];
  /** Calls beyond those listed; left out where there are none. */
  readonly callsNotListed?: number;
  /** By table, as DynamoDB names it. */
  readonly consumed: Readonly<Record<string, TableUnits>>;
  /** Exchanges that repeated one which had failed. */
  readonly retries: number;
  /** Since the request began. */
  readonly ms: number;
}

export interface CallReport {
  readonly action: ActionName;
  readonly tables: readonly string[];
  readonly index?: string;
  /** Exchanges: more than one where some failed. */
  readonly attempts: number;
  /** Keys, items or actions sent at once: the size of a batch or transaction. */
  readonly keys?: number;
  /** Items read. */
  readonly items?: number;
  /** Keys or items that DynamoDB left undone, for lack of capacity; they are in a later call. */
  readonly unprocessed?: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** From the start of its first exchange to the end of its last, waits between them included. */
  readonly ms: number;
  /** DynamoDB's name for why its last exchange failed. */
  readonly error?: string;
}

/** Those of its indexes are part of the table's. */
export interface TableUnits extends Units {
  readonly indexes?: Readonly<Record<string, Units>>;
}

/** Calls beyond this are counted but not listed: an answer stays readable, and small. */
const MAX_LISTED = 200;

/** @param options.details  Off, only units are summed up, which costs next to nothing. */
export function createCallLog({ details }: { readonly details: boolean }): CallLog {
  const startedAtMs = performance.now();
  let [readUnits, writeUnits] = [0, 0];
  const ledger = details ? createLedger() : undefined;
  return {
    onCall(event) {
      for (const part of event.consumed) {
        readUnits += part.readUnits;
        writeUnits += part.writeUnits;
      }
      ledger?.enter(event);
    },
    units: () => ({ readUnits, writeUnits }),
    report() {
      if (ledger === undefined) throw new Error('This log of calls has sums only.');
      return { ...ledger.entries(), ms: rounded(performance.now() - startedAtMs) };
    },
  };
}

/** A call that is listed, and when its first exchange began. */
type Listed = CallReport & { readonly startedAtMs: number };

function createLedger() {
  const listed = new Map<number, Listed>();
  const tables = new Map<string, Units & { readonly indexes: Map<string, Units> }>();
  let [notListed, retries] = [0, 0];

  return {
    enter(event: CallEvent): void {
      if (event.attempt > 1) retries += 1;
      const before = listed.get(event.call);
      if (before !== undefined || listed.size < MAX_LISTED) listed.set(event.call, afterExchange(before, event));
      else if (event.attempt === 1) notListed += 1;
      for (const { table, index, ...units } of event.consumed) {
        const { indexes, ...sum } = tables.get(table) ?? {
          readUnits: 0,
          writeUnits: 0,
          indexes: new Map<string, Units>(),
        };
        tables.set(table, { ...plus(sum, units), indexes });
        if (index !== undefined) indexes.set(index, plus(indexes.get(index), units));
      }
    },
    entries(): Omit<DynamodbReport, 'ms'> {
      const consumed = [...tables].map(([table, { indexes, ...units }]): [string, TableUnits] => [
        table,
        indexes.size === 0 ? units : { ...units, indexes: Object.fromEntries(indexes) },
      ]);
      return {
        calls: [...listed.values()].map(({ startedAtMs: _startedAtMs, ...call }) => call),
        ...(notListed > 0 && { callsNotListed: notListed }),
        consumed: Object.fromEntries(consumed),
        retries,
      };
    },
  };
}

function afterExchange(before: Listed | undefined, event: CallEvent): Listed {
  const { action, tables, index, attempt, keys, items, unprocessed, error } = event;
  const endedAtMs = performance.now();
  const startedAtMs = before?.startedAtMs ?? endedAtMs - event.durationMs;
  return {
    action,
    tables,
    ...(index !== undefined && { index }),
    attempts: attempt,
    ...(keys !== undefined && { keys }),
    ...(items !== undefined && { items }),
    ...(unprocessed > 0 && { unprocessed }),
    ...event.consumed.reduce(plus, { readUnits: 0, writeUnits: 0 }),
    ms: rounded(endedAtMs - startedAtMs),
    ...(error !== undefined && { error: error.name }),
    startedAtMs,
  };
}

function plus(sum: Units = { readUnits: 0, writeUnits: 0 }, part: Units): Units {
  return { readUnits: sum.readUnits + part.readUnits, writeUnits: sum.writeUnits + part.writeUnits };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
