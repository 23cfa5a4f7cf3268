import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import { GatewayError } from '../errors/gatewayError.js';
import type { SharedCounters } from './sharedCounters.js';

export type RateSettings = Pick<GatewaySettings, 'rateWindowS' | 'rateRequests' | 'rateUnits'>;

/** Whose requests and units are counted together: an identity, or an address. Made by `rateKeyOf`. */
export type RateKey = string;

/** What one client may ask for in a window of time, in requests and in units. */
export interface Rates {
  /**
   * Counts a request. Also refused is what comes while the units of the window are used up: what a request costs is
   * known only when it is done, so one may go beyond and those after it wait.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED` with `retryAfterMs`, when the window has room again.
   */
  admit(key: RateKey): Promise<void>;
  /** Counts what a request has consumed. Never rejects. */
  spent(key: RateKey, units: number): Promise<void>;
}

/** Capacity comes in halves; the counters take whole numbers only. */
const POINTS_PER_UNIT = 2;

/** @param shared  Where all processes count together; without it, or while it cannot be reached, each counts for itself. */
export function createRates(settings: RateSettings, shared: SharedCounters | undefined): Rates {
  const { rateWindowS, rateRequests, rateUnits } = settings;
  const counter = (name: string, points: number) => {
    const options = { keyPrefix: `sortkey:${name}`, points, duration: rateWindowS };
    const own = new RateLimiterMemory(options);
    if (shared === undefined) return own;
    const { client } = shared;
    return new RateLimiterRedis({
      ...options,
      storeClient: client,
      insuranceLimiter: own,
      rejectIfRedisNotReady: true,
    });
  };
  const requests = rateRequests === 0 ? undefined : counter('requests', rateRequests);
  const units = rateUnits === 0 ? undefined : counter('units', rateUnits * POINTS_PER_UNIT);

  return {
    async admit(key) {
      const [asked, used] = await Promise.all([
        requests === undefined ? undefined : counted(requests, key),
        units?.get(key),
      ]);
      if (asked !== undefined && asked.consumedPoints > rateRequests) {
        throw refusal({ name: 'rateRequests', max: rateRequests, unit: 'requests', rateWindowS, wait: asked });
      }
      if (used && used.consumedPoints >= rateUnits * POINTS_PER_UNIT) {
        throw refusal({ name: 'rateUnits', max: rateUnits, unit: 'read and write units', rateWindowS, wait: used });
      }
    },
    async spent(key, consumed) {
      const points = Math.ceil(consumed * POINTS_PER_UNIT);
      if (units !== undefined && points > 0) await units.penalty(key, points);
    },
  };
}

/** @param address  Of the client, for who is not known: an identity and an address are never counted together. */
export function rateKeyOf(identity: string, address: string): RateKey {
  return identity === '' ? `address:${network(address)}` : `identity:${identity}`;
}

/** Who has one address of IPv6 has all of its /64: they count as one. */
function network(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/** A counter rejects with its result where the points are used up. */
async function counted(counter: RateLimiterAbstract, key: RateKey): Promise<RateLimiterRes> {
  try {
    return await counter.consume(key);
  } catch (result) {
    if (result instanceof Error) throw result;
    return result as RateLimiterRes;
  }
}

interface Refused {
  readonly name: 'rateRequests' | 'rateUnits';
  readonly max: number;
  readonly unit: string;
  readonly rateWindowS: number;
  readonly wait: RateLimiterRes;
}

function refusal({ name, max, unit, rateWindowS, wait }: Refused): GatewayError {
  const retryAfterMs = Math.max(1, wait.msBeforeNext);
  const actual = wait.consumedPoints / (name === 'rateUnits' ? POINTS_PER_UNIT : 1);
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `You have used the ${max} ${unit} that you may use in ${rateWindowS} s (${SETTINGS[name].flag}). ` +
      `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
    { limit: { name, max, actual }, retryAfterMs },
  );
}
