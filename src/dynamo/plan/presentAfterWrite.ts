import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { seenAfterWrite } from './accessChecks.js';
import { present } from './presence.js';

/** True of an item that whoever writes may be shown: as it is now, or as it stood in the way. */
export function presentAfterWrite(entity: Entity, viewer: Viewer): Filter {
  return present(entity, viewer.now, seenAfterWrite(entity, viewer));
}
