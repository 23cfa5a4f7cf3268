import type { Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { planCheck, planDelete } from './planGuarded.js';
import { planCreate, planPut } from './planPut.js';
import { planUpdate } from './planUpdate.js';
import type { Write } from './write.js';
import type { Known, NeedsItem, WritePlan } from './writePlan.js';

/**
 * What a write does to its item and to unique markers.
 *
 * @param viewer  Who writes: what has expired, and what rules hide, is absent.
 * @param known  What was read, for a write that a first plan said needs it.
 * @throws {GatewayError} `BAD_USER_INPUT` for values that cannot be stored or be keys; `FORBIDDEN` for what no rule
 *   could allow, whatever is stored.
 */
export function planWrite(write: Write, model: Model, viewer: Viewer, known?: Known): WritePlan | NeedsItem {
  const by = write.viewer ?? viewer;
  switch (write.kind) {
    case 'create':
      return planCreate(write, model, by);
    case 'put':
      return planPut(write, model, by, known);
    case 'update':
      return planUpdate(write, model, by, known?.item);
    case 'delete':
      return planDelete(write, by, known);
    case 'check':
      return planCheck(write, by);
  }
}
