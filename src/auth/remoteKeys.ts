import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { GatewayError } from '../errors/gatewayError.js';
import type { Logger } from '../observability/createLogger.js';
import { describeFault } from '../observability/logFault.js';

/** For one fetch. Requests that need the keys wait for it together. */
const TIMEOUT_MS = 3_000;
/** A key that is not known lets the set be fetched anew, at most this often: who invents keys must not make us fetch. */
const COOLDOWN_MS = 10_000;
/** A set is fetched anew when it is this old, so a key that is withdrawn is gone by then. */
const MAX_AGE_MS = 600_000;
/** After a fetch that failed the next one waits this long. */
const RETRY_MS = 2_000;

/**
 * The keys of a JSON Web Key Set at a URL: fetched when first needed, kept, and fetched anew for a key that is not known.
 *
 * @returns A function that throws `OVERLOADED` where the set cannot be had, which is logged once a fetch; and jose's own
 *   errors for what is wrong with the token.
 */
export function remoteKeys(url: URL, logger: Logger): JWTVerifyGetKey {
  let failure: { readonly error: unknown; readonly atMs: number } | undefined;
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    [customFetch]: async (...request) => {
      if (failure !== undefined && Date.now() < failure.atMs + RETRY_MS) throw failure.error;
      return await fetch(...request);
    },
  });

  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      // All who waited for one fetch see one error, and so do those who come while the next fetch waits.
      if (failure?.error !== error) {
        failure = { error, atMs: Date.now() };
        logger.error(
          { fault: describeFault(error), from: url.origin + url.pathname },
          'the keys of tokens cannot be had',
        );
      }
      throw new GatewayError(
        'OVERLOADED',
        'The keys that tokens are verified with cannot be had at the moment. Send the request again.',
        { retryAfterMs: RETRY_MS },
        { cause: error },
      );
    }
  };
}

function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
