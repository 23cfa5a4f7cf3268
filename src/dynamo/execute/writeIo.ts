import type { Model } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import type { Caller, CallOptions } from './caller.js';

/** What writes are run with. */
export interface WriteIo {
  readonly caller: Caller;
  readonly model: Model;
  /** Who writes, and when. */
  readonly viewer: Viewer;
  readonly callOptions: CallOptions;
}
