import type { ActionName, CapacityOfPart, ConsumedCapacity } from '../actions.js';
import { isRead } from './failureKind.js';

/** What a call consumed of one table, or of one of its indexes. */
export interface ConsumedUnits {
  readonly table: string;
  /** Undefined for the table itself; or, where the call did not ask for indexes, for all of it. */
  readonly index: string | undefined;
  readonly readUnits: number;
  readonly writeUnits: number;
}

interface Reporting {
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

/** Reads the units out of an answer: their sum is what the call consumed. Empty where DynamoDB reports none. */
export function consumedUnits(action: ActionName, { ConsumedCapacity = [] }: Reporting): readonly ConsumedUnits[] {
  const reports = 'length' in ConsumedCapacity ? ConsumedCapacity : [ConsumedCapacity];
  return reports.flatMap((report) => {
    const { TableName: table = '', GlobalSecondaryIndexes, LocalSecondaryIndexes } = report;
    const of = (index: string | undefined, part: CapacityOfPart) => ({ table, index, ...unitsOf(action, part) });
    // No two indexes of a table have one name.
    const indexes = Object.entries({ ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes }).map(([index, part]) =>
      of(index, part),
    );
    if (report.Table !== undefined) return [of(undefined, report.Table), ...indexes];
    return indexes.length > 0 ? indexes : [of(undefined, report)];
  });
}

/** DynamoDB tells reads from writes in transactions alone: one that is sent again only reads that it was done. */
function unitsOf(action: ActionName, part: CapacityOfPart): Pick<ConsumedUnits, 'readUnits' | 'writeUnits'> {
  const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } = part;
  if (ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined) {
    return { readUnits: ReadCapacityUnits ?? 0, writeUnits: WriteCapacityUnits ?? 0 };
  }
  return isRead(action) ? { readUnits: CapacityUnits, writeUnits: 0 } : { readUnits: 0, writeUnits: CapacityUnits };
}
