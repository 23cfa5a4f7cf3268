import type { IdentifiedRequest } from './authenticate.js';
import { unauthenticated } from './unauthenticated.js';

export type Credential =
  { readonly kind: 'TOKEN'; readonly token: string } | { readonly kind: 'API_KEY'; readonly key: string };

/** Of a token or key, in characters. What node takes as headers is hardly more; a WebSocket's message may be. */
const MAX_LENGTH = 16_384;

/**
 * What a request brings to show who asks: `authorization: Bearer ...` or `x-api-key`, in its headers or in what a
 * WebSocket sends when it connects (`{ authorization }` or `{ headers: { authorization } }`). An empty text is none.
 *
 * @param takes  Whether tokens and keys are taken here. A key is passed over where none are, for proxies have keys of
 *   that name as well; a token is refused, for who sends one expects to be known.
 * @returns undefined where it brings nothing.
 * @throws {GatewayError} `UNAUTHENTICATED` where that is nothing to be read, or more than one.
 */
export function credentialOf(
  request: IdentifiedRequest,
  takes: { readonly tokens: boolean; readonly keys: boolean },
): Credential | undefined {
  const authorization = oneValue(request, 'authorization');
  const key = takes.keys ? oneValue(request, 'x-api-key') : undefined;
  if (authorization !== undefined && key !== undefined) {
    throw unauthenticated('The request has both authorization and x-api-key. Send one of them.');
  }
  if (key !== undefined) return { kind: 'API_KEY', key };
  if (authorization === undefined) return undefined;
  if (!takes.tokens) throw unauthenticated('No tokens are taken here. Send an API key as x-api-key.');
  const [, token] = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthenticated('authorization is not "Bearer", one space and one token.');
  return { kind: 'TOKEN', token };
}

/** A text that stands in several places counts once. */
function oneValue({ headers, connectionParams }: IdentifiedRequest, name: string): string | undefined {
  const places = [headers, connectionParams, ...valuesOf(connectionParams, 'headers')];
  const [value, ...others] = new Set(places.flatMap((place) => valuesOf(place, name)).filter((one) => one !== ''));
  if (others.length > 0) throw unauthenticated(`The request has several values of ${name}. Send one.`);
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw unauthenticated(`${name} is no text.`);
  if (value.length > MAX_LENGTH) throw unauthenticated(`${name} is longer than ${MAX_LENGTH} characters.`);
  return value;
}

/** Names of headers know no case; in what clients send over a WebSocket neither. */
function valuesOf(place: unknown, name: string): readonly unknown[] {
  if (typeof place !== 'object' || place === null) return [];
  const named = Object.entries(place).filter(([key]) => key.toLowerCase() === name);
  return named.flatMap(([, value]: [string, unknown]) => value ?? []);
}
