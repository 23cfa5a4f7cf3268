import { errors } from 'jose';
import type { GatewayError } from '../errors/gatewayError.js';
import { unauthenticated } from './unauthenticated.js';

const WORDS: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'The token has expired.',
  [errors.JWSSignatureVerificationFailed.code]: "The token's signature is wrong.",
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that is not known here.',
  [errors.JOSENotSupported.code]: 'The token asks for something that is not supported (crit).',
};

const CLAIM_WORDS: Readonly<Record<string, string>> = {
  nbf: 'The token is not valid yet (nbf).',
  iss: 'The token is of another issuer (iss).',
  aud: 'The token is for another audience (aud).',
};

/**
 * What is wrong with a token, in words that repeat nothing of it.
 *
 * @returns `UNAUTHENTICATED`; or undefined where it is not the token's fault.
 */
export function tokenProblem(error: unknown, algorithms: readonly string[]): GatewayError | undefined {
  if (!(error instanceof errors.JOSEError)) return undefined;
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return unauthenticated(`The token is not signed with ${algorithms.join(', ')}.`, error);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(wordsOfClaim(error), error);
  }
  return unauthenticated(WORDS[error.code] ?? 'The token is malformed: it is not a signed JWT.', error);
}

/** The claim's name is one that was asked for, so it is none of the token's making. */
function wordsOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The token has no "${claim}".`;
  return (reason === 'check_failed' ? CLAIM_WORDS[claim] : undefined) ?? `The token's "${claim}" is of the wrong type.`;
}
