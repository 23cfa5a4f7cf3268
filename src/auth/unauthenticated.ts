import { GatewayError } from '../errors/gatewayError.js';

/** @param message  Never with the token or key in it. */
export function unauthenticated(message: string, cause?: unknown): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message, {}, { cause });
}
