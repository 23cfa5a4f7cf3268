import { type ChangeBatch, comparePositions, type ShardPosition } from '../model/changeBatch.js';
import type { ChangeRecord } from '../model/changeRecord.js';

/** The position before the first of some records, by whatever came before it: sequence numbers are whole numbers. */
export function beforeFirst([first]: readonly ChangeRecord[]): ShardPosition | undefined {
  return first === undefined ? undefined : `${BigInt(first.sequenceNumber) - 1n}`;
}

/** Whether a batch says anything to whoever stands at a position: records, or that there were some. */
export function isNewsBehind(position: ShardPosition, { after, through, hasGap }: ChangeBatch): boolean {
  return comparePositions(through, position) > 0 || (hasGap && comparePositions(after, position) >= 0);
}
