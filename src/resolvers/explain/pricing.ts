/** Prices of calls in units of capacity, as AWS counts them. Pure, for items and pages of an expected size. */

/**
 * One read unit reads up to 4 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#read-operation-consumption
 */
const READ_UNIT_BYTES = 4 * 1024;

/**
 * One write unit writes up to 1 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption
 */
const WRITE_UNIT_BYTES = 1024;

/** DynamoDB ends a page of a Query or Scan here. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
export const PAGE_BYTES = 1024 * 1024;

/** How a read is made: a consistent one costs twice an eventual one, one in a transaction twice a consistent one. */
export type ReadMode = 'EVENTUAL' | 'CONSISTENT' | 'TRANSACTION';

const UNITS_OF_MODE: Readonly<Record<ReadMode, number>> = { EVENTUAL: 0.5, CONSISTENT: 1, TRANSACTION: 2 };

/** How a write is made: one in a transaction costs twice. */
export type WriteMode = 'ALONE' | 'TRANSACTION';

const WRITES_OF_MODE: Readonly<Record<WriteMode, number>> = { ALONE: 1, TRANSACTION: 2 };

export function readMode(consistent: boolean): ReadMode {
  return consistent ? 'CONSISTENT' : 'EVENTUAL';
}

/**
 * One item read by its key, by itself or in a batch: each is rounded up by itself, a projection makes it no cheaper, and
 * one that is not there costs as one of up to 4 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#read-operation-consumption
 */
export function unitsOfGet(itemBytes: number, mode: ReadMode): number {
  return Math.max(1, Math.ceil(itemBytes / READ_UNIT_BYTES)) * UNITS_OF_MODE[mode];
}

/**
 * The rows of a Query or Scan of one partition: their sizes are added up and rounded up once for each page, whatever the
 * filter drops; a page without rows costs as one of up to 4 KB.
 *
 * @param pages  Over how many calls the rows are spread.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Other.html
 */
export function unitsOfRows(rows: number, rowBytes: number, mode: ReadMode, pages = 1): number {
  const bytesPerPage = (rows * rowBytes) / pages;
  return Math.max(1, Math.ceil(bytesPerPage / READ_UNIT_BYTES)) * pages * UNITS_OF_MODE[mode];
}

/**
 * One item written: the larger of what it was and what it becomes. A write that its condition refuses costs as one of
 * what is stored, so no less than a unit.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption
 */
export function unitsOfWrite(itemBytes: number, mode: WriteMode): number {
  return Math.max(1, Math.ceil(itemBytes / WRITE_UNIT_BYTES)) * WRITES_OF_MODE[mode];
}

/**
 * What a write costs in one index: nothing where the index holds nothing that changes; one write of the entry where it
 * comes, goes or changes; two where its key changes, for the old entry goes and a new one comes. Indexes follow a
 * transaction when it is done, so there it costs no more.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Writes
 */
export function unitsOfEntry(entryBytes: number, entries: 0 | 1 | 2): number {
  return entries * unitsOfWrite(entryBytes, 'ALONE');
}
