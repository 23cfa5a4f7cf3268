import type { Authenticate, IdentifiedRequest } from '../auth/authenticate.js';
import { type RateKey, rateKeyOf, type Rates } from '../limits/rates.js';
import { NOBODY, type Principal } from '../model/principal.js';

/** Who asks, and whether they may ask again. */
export interface Admission {
  /**
   * Asks who it is; who is refused counts by address, so nobody tries out tokens at any rate.
   *
   * @param address  The client's.
   * @throws as `authenticate` and `admit` do.
   */
  identify(request: IdentifiedRequest, address: string): Promise<Principal>;
  /**
   * Counts a request, and says whose units it will be. Without an address a request whose identity is not known is
   * nobody's: it is not counted.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED` with `retryAfterMs`.
   */
  admit(principal: Principal, address?: string): Promise<RateKey | undefined>;
  /** Counts what a request has consumed, by its context. */
  countUnits(context: object, rateKey: RateKey | undefined): void;
}

export interface AdmissionParts {
  /** Undefined: nobody is known. */
  readonly authenticate: Authenticate | undefined;
  readonly rates: Rates;
  /** Read and write units that a request, by its context, has consumed so far. */
  readonly unitsOf: (context: object) => number;
}

export function createAdmission({ authenticate, rates, unitsOf }: AdmissionParts): Admission {
  async function admit(principal: Principal, address?: string): Promise<RateKey | undefined> {
    if (principal.identity === '' && address === undefined) return undefined;
    const rateKey = rateKeyOf(principal.identity, address ?? '');
    await rates.admit(rateKey);
    return rateKey;
  }

  return {
    admit,
    async identify(request, address) {
      try {
        return (await authenticate?.(request)) ?? NOBODY;
      } catch (error) {
        await admit(NOBODY, address);
        throw error;
      }
    },
    countUnits(context, rateKey) {
      // Nobody waits for a count; it never rejects.
      if (rateKey !== undefined) void rates.spent(rateKey, unitsOf(context));
    },
  };
}
