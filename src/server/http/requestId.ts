import { randomUUID } from 'node:crypto';

/** The client's `X-Request-Id` where it is harmless in a log (at most 128 letters, digits and `._:-`), else a new UUID. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(header) ? header : randomUUID();
}
