import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import { type ErrorDetails, GatewayError } from '../errors/gatewayError.js';

type NumericSetting = {
  [Name in keyof GatewaySettings]: GatewaySettings[Name] extends number ? Name : never;
}[keyof GatewaySettings];

export interface Excess {
  /** The setting that holds the limit. */
  readonly name: NumericSetting;
  readonly max: number;
  /** Left out where counting stopped at the limit. */
  readonly actual?: number;
  /** What the request had, as the beginning of a sentence: `The operation "Cart" is 31 levels deep`. */
  readonly what: string;
  /** What to do beside raising the limit, as a sentence without its end: `Ask for fewer levels`. */
  readonly wayOut: string;
  /** The error's other details. */
  readonly details?: ErrorDetails;
}

/** `LIMIT_EXCEEDED` whose message names what the request had, the limit, and the flag that sets it. */
export function limitExceeded({ name, max, actual, what, wayOut, details }: Excess): GatewayError {
  // A fragment bomb has more selections than JSON has numbers.
  const limit = { name, max, ...(actual === undefined ? {} : { actual: Math.min(actual, Number.MAX_SAFE_INTEGER) }) };
  const message = `${what}; at most ${max} may be. ${wayOut}, or raise the limit (${SETTINGS[name].flag}).`;
  return new GatewayError('LIMIT_EXCEEDED', message, { ...details, limit });
}
