import { createHash } from 'node:crypto';
import { print } from 'graphql';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import { epochSeconds } from '../dynamo/plan/presence.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { OWN_EXPIRY, ownKey } from '../model/ownTable.js';
import type { OperationFacts } from './selectedFields.js';

/** The longest token, as DynamoDB's own `ClientRequestToken`: a UUID fits. */
export const MAX_TOKEN_CHARACTERS = 36;
/** How long a replay is known. A client that was away for longer asks what became of its write. */
export const TOKEN_LIFETIME_SECONDS = 24 * 60 * 60;

const KIND = 'TOKEN';

/** What makes a replay the same transaction: who asked for it, by which token, and for what. */
export interface TransactionToken {
  readonly identity: string;
  readonly token: string;
  /** Hash of all that was asked for. */
  readonly body: string;
}

/** What a transaction has made up, so that a replay can say the same. */
export interface Made {
  /** ISO 8601. */
  readonly now: string;
  /** Ids in the order they were made, by the response key of the root field. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** @throws {GatewayError} `BAD_USER_INPUT` for a token that is empty or too long. */
export function checkedToken(token: string): string {
  if (token.length > 0 && token.length <= MAX_TOKEN_CHARACTERS) return token;
  throw badInput(
    `A transaction's token has 1 to ${MAX_TOKEN_CHARACTERS} characters; this one has ${token.length}. A UUID is a good one.`,
    ['token'],
  );
}

/** The token as it is stored, under a key of its own for each identity. */
export function tokenItem({ identity, token, body }: TransactionToken, made: Made, now: Date): AttributeMap {
  return {
    ...tokenKey(identity, token),
    body: { S: body },
    made: { S: JSON.stringify(made) },
    [OWN_EXPIRY]: { N: String(Number(epochSeconds(now)) + TOKEN_LIFETIME_SECONDS) },
  };
}

export function tokenKey(identity: string, token: string): AttributeMap {
  return ownKey(KIND, sha256([identity, token]));
}

/** @throws {GatewayError} `TOKEN_REUSED` where the token was spent on something else. */
export function madeBefore(spent: AttributeMap, { body }: TransactionToken): Made {
  if (textIn(spent, 'body') !== body) {
    throw new GatewayError(
      'TOKEN_REUSED',
      'This token was used before with another operation or other variables. Take a new token for each transaction, and the same one only to send the same transaction again.',
      { argument: ['token'] },
    );
  }
  return JSON.parse(textIn(spent, 'made')) as Made;
}

function textIn(item: AttributeMap, name: string): string {
  const value = item[name];
  if (value === undefined || !('S' in value)) throw new Error(`A transaction token lacks its "${name}".`);
  return value.S;
}

/** The operation and its variables, however the document is laid out. */
export function bodyOfOperation({ operation, fragments, variableValues }: OperationFacts): string {
  const parts = Object.keys(fragments).sort();
  return sha256([print(operation), parts.map((name) => fragments[name] && print(fragments[name])), variableValues]);
}

/**
 * Of values as scalars leave them; the order of an object's members does not matter.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for what is nested thousands of levels deep.
 */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function canonicalJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_name, inner: unknown) => canonical(inner));
  } catch (error) {
    // The stack is at its end.
    if (error instanceof RangeError) throw badInput('The variables are nested too deeply for a transaction.', []);
    throw error;
  }
}

/** Scalars of the user's own may make what JSON cannot tell apart, or cannot say: two such values are not one body. */
function canonical(value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Set) return { set: [...value] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Generators that note what they make, or say again what was made before. */
export function notedGenerators(
  generators: Generators,
  before: Made | undefined,
): { readonly of: (responseKey: string) => Generators; readonly made: () => Made } {
  const now = before === undefined ? generators.now : new Date(before.now);
  const ids = new Map<string, string[]>();
  return {
    of(responseKey) {
      const known = before?.ids[responseKey]?.values();
      const own: string[] = [];
      ids.set(responseKey, own);
      return {
        now,
        newId(kind) {
          const id = known?.next().value ?? generators.newId(kind);
          own.push(id);
          return id;
        },
      };
    },
    made: () => ({ now: now.toISOString(), ids: Object.fromEntries(ids) }),
  };
}
