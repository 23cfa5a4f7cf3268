import type { GatewaySettings } from './gatewaySettings.js';
import { isLoopbackUrl } from './isLoopbackUrl.js';
import { isSharedKeyAlgorithm } from './jwtAlgorithms.js';

const KEYS = ['jwksUrl', 'jwtSecret', 'jwtPublicKeyFile'] as const;

/** What only shows when the settings of tokens are looked at together. */
export function tokenProblems(settings: GatewaySettings, nameOf: (name: keyof GatewaySettings) => string): string[] {
  const { jwksUrl, jwtSecret, jwtAlgorithms } = settings;
  const keys = KEYS.filter((name) => settings[name] !== undefined);
  const problems: string[] = [];
  if (keys.length > 1) {
    problems.push(`${keys.map(nameOf).join(' and ')} each say which key tokens are signed with: leave one.`);
  }
  if (keys.length === 0) {
    const idle = (['jwtIssuer', 'jwtAudience', 'jwtAlgorithms'] as const).filter((name) => isGiven(settings[name]));
    if (idle.length > 0) {
      problems.push(
        `${idle.map(nameOf).join(' and ')} say what tokens are like, and no token is taken: ` +
          `give one of ${KEYS.map(nameOf).join(', ')} as well.`,
      );
    }
  }
  if (jwksUrl !== undefined && !jwksUrl.startsWith('https:') && !isLoopbackUrl(jwksUrl)) {
    problems.push(
      `${nameOf('jwksUrl')} is ${jwksUrl}: what comes over http may have been exchanged on the way. Give an https URL.`,
    );
  }
  for (const algorithm of jwtAlgorithms) {
    if (keys.length === 1 && isSharedKeyAlgorithm(algorithm) !== (jwtSecret !== undefined)) {
      problems.push(`${nameOf('jwtAlgorithms')} has ${algorithm}: ${whyNot(algorithm, nameOf)}`);
    }
    const bytes = isSharedKeyAlgorithm(algorithm) ? Number(algorithm.slice(2)) / 8 : 0;
    if (jwtSecret !== undefined && Buffer.byteLength(jwtSecret) < bytes) {
      problems.push(`${nameOf('jwtSecret')} is too short for ${algorithm}, which needs at least ${bytes} bytes.`);
    }
  }
  return problems;
}

function isGiven(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

/** With a public key for its secret anybody could sign. */
function whyNot(algorithm: string, nameOf: (name: keyof GatewaySettings) => string): string {
  return isSharedKeyAlgorithm(algorithm)
    ? `it is for a shared key, and a public key is known to everybody. Leave it out, or give ${nameOf('jwtSecret')}.`
    : `it is for a public key. Leave it out, or give ${nameOf('jwksUrl')} or ${nameOf('jwtPublicKeyFile')}.`;
}
