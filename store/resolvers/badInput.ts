import { GatewayError } from '../../src/index.js';

/**
 * The error for an argument that cannot be used: the client sees the message and, in `extensions`, the code and the
 * argument's path. Outside of this repository the import is from `sortkey`.
 */
export function badInput(message: string, ...argument: readonly (string | number)[]): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message, { argument });
}
