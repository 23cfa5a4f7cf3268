import type { AttributeMap } from '../../model/attributeValue.js';
import type { PlannedWrite } from '../plan/planTransaction.js';
import type { Write } from '../plan/write.js';
import { readWritten } from './readWritten.js';
import type { WriteIo } from './writeIo.js';
import { shownItem, type WriteOutcome, type Written } from './writeOutcome.js';

/**
 * The outcomes of writes that were done, with their items as far as they are asked for.
 *
 * @param given  What a single call gave back.
 */
export async function outcomesOf(
  io: WriteIo,
  writes: readonly Write[],
  planned: readonly PlannedWrite[],
  given: AttributeMap | undefined,
): Promise<readonly WriteOutcome[]> {
  const [first] = planned;
  const isAlone = planned.length === 1 && given !== undefined;
  const ofWrite = new Map(planned.flatMap((write) => write.group.members.map(({ at }) => [at, write] as const)));
  const later = writes.map((write, at) => {
    const isAsked = (write.kind === 'update' || write.kind === 'check') && write.returnsItem;
    const plan = ofWrite.get(at)?.plan;
    // A check that was made part of a delete has no item to show any more.
    const isThere = plan !== undefined && plan.action !== 'DeleteItem';
    return isAsked && !isAlone && isThere ? write : undefined;
  });
  const read = await readWritten(io, later);
  const written = writes.map((write, at): Written => {
    const plan = ofWrite.get(at)?.plan;
    if (plan?.action === 'PutItem') return { kind: 'written', item: plan.input.Item };
    if (isAlone) return { kind: 'written', item: given };
    // A delete in a transaction of its own was read before, for its unique values.
    if (write.kind === 'delete') {
      return {
        kind: 'written',
        item: writes.length === 1 && write.returnsItem ? first?.known?.item : undefined,
      };
    }
    return read[at] ?? { kind: 'written', item: undefined };
  });
  return written.map((outcome, at) => {
    const write = writes[at];
    return write === undefined ? outcome : { ...outcome, item: shownItem(write, outcome.item, io.viewer) };
  });
}
