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
