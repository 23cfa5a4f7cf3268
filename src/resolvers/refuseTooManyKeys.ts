import { limitExceeded } from '../limits/limitExceeded.js';
import type { Runtime } from './runtime.js';

/**
 * @param what  What lists them: `"keys" has`.
 * @param argument  The argument's path, where it is one.
 * @throws {GatewayError} `LIMIT_EXCEEDED`
 */
export function refuseTooManyKeys(
  count: number,
  { limits: { maxKeys: max } }: Runtime,
  what: string,
  argument?: readonly string[],
): void {
  if (count <= max) return;
  throw limitExceeded({
    name: 'keysMax',
    max,
    actual: count,
    what: `${what} ${count} elements`,
    wayOut: 'Send several requests',
    ...(argument === undefined ? {} : { details: { argument } }),
  });
}
