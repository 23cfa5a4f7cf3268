import type { ShardPosition } from '../model/changeBatch.js';
import type { ChangeRecord } from '../model/changeRecord.js';

/** The position before the first of some records, by whatever came before it: sequence numbers are whole numbers. */
export function beforeFirst([first]: readonly ChangeRecord[]): ShardPosition | undefined {
  return first === undefined ? undefined : `${BigInt(first.sequenceNumber) - 1n}`;
}
