import { GraphQLError } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import { isRecord } from '../model/isRecord.js';
import type { Principal } from '../model/principal.js';

/** What a request says of who asks. */
export interface IdentifiedRequest {
  /** Names in small letters, as node:http has them. Of a WebSocket: those of the request that opened it. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Of a WebSocket: what the client sent with `connection_init`. Anything may be in it. */
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Says who asks; undefined for nobody known. Asked once for each request over HTTP, before it is executed, and once for
 * each WebSocket, when it connects.
 *
 * @throws {GatewayError} `UNAUTHENTICATED` or another to refuse the request (a `GraphQLError` with a code of your own
 *   is shown as well); anything else is a fault, which is logged and masked.
 */
export type Authenticate = (request: IdentifiedRequest) => Principal | undefined | Promise<Principal | undefined>;

/** A user's function, with what it gives looked at. It throws what may be shown, or an Error with the fault as its cause. */
export function checkedAuthenticate(authenticate: Authenticate): Authenticate {
  return async (request) => {
    let principal: unknown;
    try {
      principal = await authenticate(request);
    } catch (error) {
      if (error instanceof GatewayError || (error instanceof GraphQLError && error.extensions['code'] !== undefined)) {
        throw error;
      }
      throw new Error('authenticate failed.', { cause: error });
    }
    if (principal === undefined) return undefined;
    if (isPrincipal(principal)) return { identity: principal.identity, claims: principal.claims };
    throw new Error(
      'authenticate has to give { identity, claims }, a text that is not empty and an object; or undefined for nobody known.',
    );
  };
}

function isPrincipal(value: unknown): value is Principal {
  if (!isRecord(value)) return false;
  const { identity, claims } = value;
  return typeof identity === 'string' && identity !== '' && isRecord(claims);
}
