import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { Principal } from '../model/principal.js';
import type { TokenKeys } from './tokenKeys.js';
import { tokenProblem } from './tokenProblem.js';
import { unauthenticated } from './unauthenticated.js';

/** @throws {GatewayError} `UNAUTHENTICATED` saying what is wrong, `OVERLOADED` where the keys cannot be had. */
export type VerifyToken = (token: string) => Promise<Principal>;

/**
 * Verifies signed tokens (JWT): signature, algorithm, expiry, and what the settings ask of issuer and audience. The
 * claims of the principal are the token's, its identity is `sub`; where no issuer is pinned, two issuers may mean two
 * people by one `sub`, so `iss` and a space stand before it.
 */
export function tokenVerifier(settings: GatewaySettings, keys: TokenKeys, now: () => Date): VerifyToken {
  const { jwtIssuer, jwtAudience, jwtClockSkewS } = settings;
  const { algorithms } = keys;
  const options = (): JWTVerifyOptions => ({
    algorithms: [...algorithms],
    ...(jwtIssuer === undefined ? {} : { issuer: jwtIssuer }),
    ...(jwtAudience.length === 0 ? {} : { audience: [...jwtAudience] }),
    clockTolerance: jwtClockSkewS,
    requiredClaims: ['exp', 'sub'],
    currentDate: now(),
  });
  return async (token) => {
    try {
      const payload = await verified(token, keys, options());
      return { identity: identityOf(payload, jwtIssuer), claims: payload };
    } catch (error) {
      throw tokenProblem(error, algorithms) ?? error;
    }
  };
}

async function verified(token: string, { keyFor }: TokenKeys, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keyFor, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // A token that does not name its key, of an issuer with several: one of them signed it.
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (inner) {
        if (!(inner instanceof errors.JWSSignatureVerificationFailed)) throw inner;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function identityOf({ sub, iss }: JWTPayload, pinned: string | undefined): string {
  if (typeof sub !== 'string' || sub === '')
    throw unauthenticated('The token\'s "sub" is no text: it says not whose it is.');
  if (pinned !== undefined || iss === undefined) return sub;
  if (typeof iss !== 'string' || !/^\S+$/.test(iss)) throw unauthenticated('The token\'s "iss" is no URL.');
  return `${iss} ${sub}`;
}
