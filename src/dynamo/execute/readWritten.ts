import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { presentAfterWrite } from '../plan/presence.js';
import { batchGetItems } from './batchGetItems.js';
import type { WriteIo } from './writeIo.js';
import { liveItem, type Written } from './writeOutcome.js';

/**
 * Items that a transaction has written, as they are stored now, which may be after a later write: a transaction gives
 * none back. The writes were done, so an item that cannot be read is an outcome and not an error.
 *
 * @param items  Undefined for those that are not asked for.
 */
export async function readWritten(
  { caller, callOptions, viewer }: Pick<WriteIo, 'caller' | 'callOptions' | 'viewer'>,
  items: readonly ({ readonly entity: Entity; readonly key: AttributeMap } | undefined)[],
): Promise<readonly Written[]> {
  const wanted = items.filter((item) => item !== undefined);
  if (wanted.length === 0) return items.map(() => ({ kind: 'written', item: undefined }));
  try {
    const requests = wanted.map(({ entity, key }) => ({ table: entity.table, keys: [key], consistent: true }));
    const found = await batchGetItems(caller, requests, callOptions);
    const read = new Map(wanted.map((item, at) => [item, found[at]?.[0] ?? undefined]));
    return items.map((item) => ({
      kind: 'written',
      item: item && liveItem(item.entity, presentAfterWrite(item.entity, viewer), read.get(item)),
    }));
  } catch (error) {
    const unread = unreadBecause(error);
    return items.map((item) => ({ kind: 'written', item: undefined, ...(item !== undefined && { unread }) }));
  }
}

function unreadBecause(cause: unknown): Error {
  const done = 'The write was done, and reading the item again failed';
  return cause instanceof GatewayError
    ? new GatewayError(cause.code, `${done}: ${cause.message}`, cause.details, { cause })
    : new Error(`${done}.`, { cause });
}
