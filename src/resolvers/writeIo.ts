import type { WriteIo } from '../dynamo/execute/writeIo.js';
import type { RequestInternals } from './requestInternals.js';

/** What the writes of a request are run with. */
export function writeIo({ runtime, viewer, callOptions }: RequestInternals): WriteIo {
  return { caller: runtime.caller, model: runtime.model, viewer, callOptions };
}
