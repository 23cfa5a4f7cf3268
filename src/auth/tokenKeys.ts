import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { JWTVerifyGetKey } from 'jose';
import { ConfigError } from '../config/configError.js';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { SETTINGS } from '../config/settingTable.js';
import type { Logger } from '../observability/createLogger.js';
import { remoteKeys } from './remoteKeys.js';

/** What tokens are verified with. */
export interface TokenKeys {
  readonly keyFor: JWTVerifyGetKey;
  /** A token that is signed otherwise is refused before its key is looked for. At least one. */
  readonly algorithms: readonly string[];
}

/** Those of public keys that every issuer has one of. */
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/**
 * The keys that the settings name; undefined where they name none. A key set is read when the first token comes.
 *
 * @throws {ConfigError} where the file has no public key, or one that the algorithms are not for.
 */
export async function tokenKeysOf(settings: GatewaySettings, logger: Logger): Promise<TokenKeys | undefined> {
  const { jwksUrl, jwtSecret, jwtPublicKeyFile, jwtAlgorithms } = settings;
  const pinned = (fitting: readonly string[]) => (jwtAlgorithms.length > 0 ? jwtAlgorithms : fitting);
  if (jwtSecret !== undefined) {
    const secret = new TextEncoder().encode(jwtSecret);
    return { keyFor: () => secret, algorithms: pinned(['HS256']) };
  }
  if (jwtPublicKeyFile !== undefined) return fileKeys(jwtPublicKeyFile, jwtAlgorithms);
  if (jwksUrl !== undefined) {
    return { keyFor: remoteKeys(new URL(jwksUrl), logger), algorithms: pinned(PUBLIC_KEY_ALGORITHMS) };
  }
  return undefined;
}

async function fileKeys(file: string, wanted: readonly string[]): Promise<TokenKeys> {
  const key = await readPublicKey(file);
  const { fitting, standard } = algorithmsOf(key, file);
  const others = wanted.filter((algorithm) => !fitting.includes(algorithm));
  if (others.length > 0) {
    const { flag, variable } = SETTINGS.jwtAlgorithms;
    throw new ConfigError([
      `${flag} (or ${variable}) has ${others.join(', ')}: the key in "${file}" is for ${fitting.join(', ')}.`,
    ]);
  }
  return { keyFor: () => key, algorithms: wanted.length > 0 ? wanted : standard };
}

async function readPublicKey(file: string): Promise<KeyObject> {
  const { flag, variable } = SETTINGS.jwtPublicKeyFile;
  const refuse = (what: string) => new ConfigError([`${flag} (or ${variable}): "${file}" ${what}`]);
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    throw refuse(`cannot be read: ${(error as Error).message}`);
  }
  if (pem.includes('PRIVATE KEY')) {
    throw refuse('has a private key, which belongs to who makes tokens alone. Give the public key.');
  }
  try {
    return createPublicKey(pem);
  } catch {
    throw refuse('has no public key in PEM ("-----BEGIN PUBLIC KEY-----").');
  }
}

function algorithmsOf(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  file: string,
): { readonly fitting: readonly string[]; readonly standard: readonly string[] } {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) {
    return {
      fitting: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
      standard: ['RS256', 'PS256'],
    };
  }
  const fitting =
    asymmetricKeyType === 'ed25519'
      ? ['EdDSA', 'Ed25519']
      : asymmetricKeyType === 'ec'
        ? (CURVES[asymmetricKeyDetails?.namedCurve ?? ''] ?? [])
        : [];
  if (fitting.length > 0) return { fitting, standard: fitting };
  throw new ConfigError([
    `The key in "${file}" is of no kind that tokens are signed with: it has to be RSA of at least 2048 bits, ` +
      'an elliptic curve (P-256, P-384, P-521) or Ed25519.',
  ]);
}

const CURVES: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ['ES256'],
  secp384r1: ['ES384'],
  secp521r1: ['ES512'],
};
