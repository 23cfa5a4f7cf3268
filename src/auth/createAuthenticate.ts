import { ConfigError } from '../config/configError.js';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import type { Logger } from '../observability/createLogger.js';
import { API_KEY_IDENTITY, apiKeyLookup } from './apiKeys.js';
import type { Authenticate } from './authenticate.js';
import { checkedAuthenticate } from './checkedAuthenticate.js';
import { credentialOf } from './credentialOf.js';
import { readApiKeys } from './readApiKeys.js';
import { tokenKeysOf } from './tokenKeys.js';
import { tokenVerifier } from './tokenVerifier.js';
import { unauthenticated } from './unauthenticated.js';

export interface AuthenticateParts {
  readonly settings: GatewaySettings;
  /** The user's own; then no tokens and keys are taken. */
  readonly authenticate: Authenticate | undefined;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * How this gateway finds out who asks; undefined where nobody is ever known.
 *
 * @throws {ConfigError} for settings that contradict each other, and files that cannot be used.
 */
export async function createAuthenticate(parts: AuthenticateParts): Promise<Authenticate | undefined> {
  const { settings, authenticate, logger, now } = parts;
  if (authenticate !== undefined) {
    const given = (['jwksUrl', 'jwtSecret', 'jwtPublicKeyFile', 'apiKeysFile'] as const).filter(
      (name) => settings[name] !== undefined,
    );
    const names = given.map((name) => `${SETTINGS[name].flag} (or ${SETTINGS[name].variable})`);
    if (names.length === 0) return checkedAuthenticate(authenticate);
    throw new ConfigError([`authenticate and ${names.join(', ')} all say who asks: leave one or the other.`]);
  }

  const keys = await tokenKeysOf(settings, logger);
  const entries = settings.apiKeysFile === undefined ? undefined : await readApiKeys(settings.apiKeysFile);
  if (keys === undefined && entries === undefined) return undefined;
  if (keys !== undefined && settings.jwtAudience.length === 0) {
    const { flag, variable } = SETTINGS.jwtAudience;
    logger.warn(`Tokens for any audience are taken: name yours with ${flag} (or ${variable}).`);
  }
  const verify = keys && tokenVerifier(settings, keys, now);
  const lookUp = entries && apiKeyLookup(entries, now);
  const takes = { tokens: verify !== undefined, keys: lookUp !== undefined };
  return async (request) => {
    const credential = credentialOf(request, takes);
    if (credential?.kind === 'API_KEY') return lookUp?.(credential.key);
    if (credential?.kind !== 'TOKEN') return undefined;
    const principal = await verify?.(credential.token);
    if (takes.keys && principal?.identity.startsWith(API_KEY_IDENTITY) === true) {
      throw unauthenticated(`The token's "sub" begins with "${API_KEY_IDENTITY}", as only API keys do.`);
    }
    return principal;
  };
}
