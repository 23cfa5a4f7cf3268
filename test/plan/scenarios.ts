import type { Scenario } from '../support/scenario.js';
import { batches } from './scenarios/batches.js';
import { consistency } from './scenarios/consistency.js';
import { creates } from './scenarios/creates.js';
import { cursors } from './scenarios/cursors.js';
import { deletes } from './scenarios/deletes.js';
import { expired } from './scenarios/expired.js';
import { filters } from './scenarios/filters.js';
import { getByKey } from './scenarios/getByKey.js';
import { guardedUpdates } from './scenarios/guardedUpdates.js';
import { indexes } from './scenarios/indexes.js';
import { indexUpdates } from './scenarios/indexUpdates.js';
import { mapUpdates } from './scenarios/mapUpdates.js';
import { marked } from './scenarios/marked.js';
import { oneTable } from './scenarios/oneTable.js';
import { paging } from './scenarios/paging.js';
import { plainKeyRanges } from './scenarios/plainKeyRanges.js';
import { projection } from './scenarios/projection.js';
import { puts } from './scenarios/puts.js';
import { refusals } from './scenarios/refusals.js';
import { stored } from './scenarios/stored.js';
import { textKeyRanges } from './scenarios/textKeyRanges.js';
import { updates } from './scenarios/updates.js';

/** The golden scenarios by topic; test/plan runs them on the tabletop, test/engine on a real engine. */
export const scenariosByTopic: Readonly<Record<string, readonly Scenario[]>> = {
  'a read by key': getByKey,
  'a consistent read': consistency,
  'a batch': batches,
  'what is selected is read': projection,
  'the key condition of a sort key put together from': textKeyRanges,
  'the key condition of a sort key that is': plainKeyRanges,
  'a page': paging,
  'a cursor': cursors,
  'a filter': filters,
  'types of one table': oneTable,
  'types told apart by a marker': marked,
  'an index or a scan': indexes,
  'what is stored': stored,
  'an expired item': expired,
  'a create': creates,
  'a put': puts,
  'a delete': deletes,
  'an update': updates,
  'an update inside a map': mapUpdates,
  'an update and what follows from it': indexUpdates,
  'an update that is guarded': guardedUpdates,
  'a refusal': refusals,
};
