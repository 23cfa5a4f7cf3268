import type { Model } from '../../model/model.js';
import type { Generators } from '../plan/itemToStore.js';
import type { Caller, CallOptions } from './caller.js';

/** What writes are run with. */
export interface WriteIo {
  readonly caller: Caller;
  readonly model: Model;
  readonly generators: Pick<Generators, 'now'>;
  readonly callOptions: CallOptions;
}
