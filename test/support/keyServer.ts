import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/** An issuer's key: it signs, and its public half is served. */
export interface IssuerKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function issuerKey(kid: string, algorithm = 'ES256'): Promise<IssuerKey> {
  return { kid, algorithm, ...(await generateKeyPair(algorithm, { extractable: true })) };
}

/** A token of `sub` u1 that is good for five minutes, save for what is said otherwise. A claim that is undefined is left out. */
export function sign(key: IssuerKey, claims: JWTPayload = {}, header: Readonly<Record<string, unknown>> = {}) {
  const all = { sub: 'u1', exp: secondsFromNow(300), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header }).sign(key.privateKey);
}

export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

/** An issuer's JSON Web Key Set on loopback. */
export interface KeyServer {
  readonly url: string;
  /** What is served from now on. */
  keys: readonly IssuerKey[];
  /** Where it is set, this is answered in place of the keys. */
  broken: { readonly status: number; readonly body: string } | undefined;
  /** How often the keys were fetched. */
  readonly fetches: () => number;
  close(): Promise<void>;
}

export async function startKeyServer(...keys: readonly IssuerKey[]): Promise<KeyServer> {
  let fetches = 0;
  const http = createServer((_req, res) => {
    fetches += 1;
    void keySet(state.keys, state.broken).then(({ status, body }) => res.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const state: KeyServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/keys`,
    keys,
    broken: undefined,
    fetches: () => fetches,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return state;
}

async function keySet(keys: readonly IssuerKey[], broken: KeyServer['broken']) {
  if (broken !== undefined) return broken;
  const served = keys.map(async ({ kid, algorithm, publicKey }) => ({
    ...(await exportJWK(publicKey)),
    kid,
    alg: algorithm,
  }));
  return { status: 200, body: JSON.stringify({ keys: await Promise.all(served) }) };
}
