import type { Write } from '../dynamo/plan/write.js';
import type { RequestInternals } from './requestInternals.js';

/** Whatever came of writes, later fields of the document must not show less than is known now. */
export function forgetWritten({ loader }: Pick<RequestInternals, 'loader'>, writes: readonly Write[]): void {
  for (const { entity, key } of writes) loader.forget(entity, key);
}
