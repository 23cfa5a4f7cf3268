import type { Scenario } from '../support/scenario.js';
import { batches } from './scenarios/batches.js';
import { filters } from './scenarios/filters.js';
import { getByKey } from './scenarios/getByKey.js';
import { indexes } from './scenarios/indexes.js';
import { keyRanges } from './scenarios/keyRanges.js';
import { oneTable } from './scenarios/oneTable.js';
import { projection } from './scenarios/projection.js';

/** The golden scenarios by topic; test/plan runs them on the tabletop, test/engine on a real engine. */
export const scenariosByTopic: Readonly<Record<string, readonly Scenario[]>> = {
  'a read by key': getByKey,
  'a batch': batches,
  'what is selected is read': projection,
  'the key condition of a sort key with': keyRanges,
  'types of one table': oneTable,
  'an index or a scan': indexes,
  'a filter': filters,
};
