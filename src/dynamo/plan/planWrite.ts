import type { Model } from '../../model/model.js';
import { planCheck, planDelete } from './planGuarded.js';
import { planCreate, planPut } from './planPut.js';
import { planUpdate } from './planUpdate.js';
import type { Write } from './write.js';
import type { Known, NeedsItem, WritePlan } from './writePlan.js';

/**
 * What a write does to its item and to unique markers.
 *
 * @param now  The moment of the request: what has expired before is absent.
 * @param known  What was read, for a write that a first plan said needs it.
 * @throws {GatewayError} `BAD_USER_INPUT` for values that cannot be stored or be keys.
 */
export function planWrite(write: Write, model: Model, now: Date, known?: Known): WritePlan | NeedsItem {
  switch (write.kind) {
    case 'create':
      return planCreate(write, model, now);
    case 'put':
      return planPut(write, model, now, known);
    case 'update':
      return planUpdate(write, model, now, known?.item);
    case 'delete':
      return planDelete(write, now, known);
    case 'check':
      return planCheck(write, now);
  }
}
