import type { GatewayError } from '../../errors/gatewayError.js';

/** One write that cannot be part of its transaction: thrown, it ends as the outcome of that write. */
export class WriteFailure extends Error {
  override readonly name = 'WriteFailure';
  constructor(
    /** Its place among all writes. */
    readonly at: number,
    readonly error: GatewayError,
  ) {
    super(error.message);
  }
}
