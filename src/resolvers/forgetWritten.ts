import type { Write } from '../dynamo/plan/write.js';
import { keyOf } from '../dynamo/plan/writeGroups.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { RequestInternals } from './requestInternals.js';

/** Whatever came of writes, later fields of the document must not show less than is known now. */
export function forgetWritten({ loader }: Pick<RequestInternals, 'loader'>, writes: readonly Write[]): void {
  for (const write of writes) {
    try {
      loader.forget(write.entity, keyOf(write));
    } catch (error) {
      // A write whose values make no key was refused for it, and nobody has read its item.
      if (!(error instanceof GatewayError)) throw error;
    }
  }
}
