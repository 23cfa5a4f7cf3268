import { badInput } from '../errors/gatewayError.js';

/** Who asks. */
export interface Principal {
  /** The same text each time for the same user or program; `''` for nobody known. Tokens of transactions and rates belong to it. */
  readonly identity: string;
  /** What is known of them, such as a token's claims; undefined for nobody known. */
  readonly claims: Claims | undefined;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Nobody known. */
export const NOBODY: Principal = { identity: '', claims: undefined };

/**
 * Whoever has an identity is known, if by no claims.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for claims of nobody: all of them would be one client to rates and tokens.
 */
export function principalOf(identity = '', claims?: Claims): Principal {
  if (identity === '' && claims !== undefined) {
    throw badInput('"claims" are of somebody: give their "identity" as well, a text that is not empty.', []);
  }
  return { identity, claims: claims ?? (identity === '' ? undefined : {}) };
}
