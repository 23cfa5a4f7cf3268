import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import type { ListPlan } from '../plan/listPlan.js';
import type { Caller, CallOptions } from './caller.js';
import { toRow, type Row } from './rows.js';
import type { PageOutput, QueryInput, ScanInput } from '../actions.js';

/** What reading a list needs of the request it belongs to. */
export interface ListIo {
  readonly caller: Caller;
  readonly options: CallOptions;
  /** Runs a Query or Scan whose rows lead to further loads, so that batches wait for it. */
  readonly during: <T>(read: () => Promise<T>) => Promise<T>;
  /** The items of the rows as the table has them, in the request's next batch; null where one is gone, or is no item of its type. */
  readonly hydrate: (
    rows: readonly ListedRow[],
    attributes: readonly string[],
  ) => Promise<readonly (AttributeMap | null)[]>;
}

export interface ListedRow extends Row {
  readonly entity: Entity;
}

/** One page's reading: the plan, and the read units it may still consume. */
export interface ListReader {
  readonly io: ListIo;
  readonly plan: ListPlan;
  readonly budget: { leftUnits: number };
}

/** An item as it is shown, beside the row that gave its place. */
export interface ReadRow extends Row {
  /** The item of the table, where listing it needed that. */
  readonly hydrated?: AttributeMap;
}

/**
 * What an item read eventually costs that is no larger than 4 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
const UNITS_PER_ITEM = 0.5;

/** One exchange: a page of a Query or Scan, its rows told apart. */
export async function readRows(
  reader: ListReader,
  input: QueryInput | ScanInput,
): Promise<{ readonly rows: readonly ReadRow[]; readonly output: PageOutput }> {
  const { io, plan } = reader;
  const output = await io.during(() => send(reader, input));
  const rows = (output.Items ?? []).map((item) => toRow(plan, item));
  return { rows: plan.hydration?.when === 'LISTED' ? await decided(reader, rows) : rows, output };
}

/** Sends one page's command, and takes what it consumed from the budget. */
export async function send(
  { io: { caller, options }, plan: { action }, budget }: ListReader,
  input: QueryInput | ScanInput,
): Promise<PageOutput> {
  const output = await (action === 'Scan'
    ? caller.call('Scan', input, options)
    : caller.call('Query', input as QueryInput, options));
  // An endpoint that reports no capacity is charged as for items of up to 4 KB.
  budget.leftUnits -=
    output.ConsumedCapacity?.CapacityUnits ?? (output.ScannedCount ?? output.Items?.length ?? 1) * UNITS_PER_ITEM;
  return output;
}

/** The items to show for listed rows; null where the table has it no more. */
export async function shownItems(
  { io, plan, budget }: ListReader,
  rows: readonly (ReadRow & ListedRow)[],
): Promise<readonly (AttributeMap | null)[]> {
  const { hydration } = plan;
  const lacking = hydration?.when === 'SHOWN' ? rows.filter(({ entity }) => hydration.types.has(entity)) : [];
  budget.leftUnits -= lacking.length * UNITS_PER_ITEM;
  const items = lacking.length === 0 ? [] : await io.hydrate(lacking, hydration?.attributes ?? []);
  const found = new Map(lacking.map((row, at) => [row, items[at] ?? null]));
  return rows.map((row) => (found.has(row) ? (found.get(row) ?? null) : (row.hydrated ?? row.item)));
}

/** Reads the items that tell whether rows are listed. */
async function decided({ io, plan, budget }: ListReader, rows: readonly Row[]): Promise<readonly ReadRow[]> {
  const { filter, attributes = [] } = plan.hydration ?? {};
  const candidates = rows.filter(isListed);
  budget.leftUnits -= candidates.length * UNITS_PER_ITEM;
  const items = candidates.length === 0 ? [] : await io.hydrate(candidates, attributes);
  const found = new Map(candidates.map((row, at) => [row, items[at] ?? null]));
  return rows.map((row): ReadRow => {
    const hydrated = found.get(row as ListedRow) ?? undefined;
    if (hydrated === undefined || (filter !== undefined && !evaluateFilter(filter, hydrated))) {
      return { item: row.item, entity: undefined };
    }
    return { ...row, hydrated };
  });
}

export function isListed<R extends Row>(row: R): row is R & ListedRow {
  return row.entity !== undefined;
}
