import { GraphQLError } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';

/** What a request says of who asks. */
export interface IdentifiedRequest {
  /** Names in small letters, as node:http has them. Of a WebSocket: those of the request that opened it. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Says who asks: the same text each time for the same user or program, `''` for nobody known. Asked once for each
 * request over HTTP, before it is executed, and once for each WebSocket, when it connects.
 *
 * @throws {GatewayError} `UNAUTHENTICATED` or another to refuse the request (a `GraphQLError` with a code of your own
 *   is shown as well); anything else is a fault, which is logged and masked.
 */
export type IdentityOf = (request: IdentifiedRequest) => string | Promise<string>;

/** Nobody known. */
export const NOBODY = '';

/**
 * Asks the user's `identityOf`.
 *
 * @throws what it throws where that may be shown; else an Error with it as its cause.
 */
export async function identify(
  identityOf: IdentityOf | undefined,
  headers: IdentifiedRequest['headers'],
): Promise<string> {
  if (identityOf === undefined) return NOBODY;
  let identity: unknown;
  try {
    identity = await identityOf({ headers });
  } catch (error) {
    if (error instanceof GatewayError || (error instanceof GraphQLError && error.extensions['code'] !== undefined)) {
      throw error;
    }
    throw new Error('identityOf failed.', { cause: error });
  }
  if (typeof identity !== 'string') throw new Error(`identityOf gave ${typeof identity}; it has to give a string.`);
  return identity;
}
