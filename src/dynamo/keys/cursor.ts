import { createCipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/**
 * Turns positions into the cursors clients hold, and back.
 *
 * A cursor is base64url of: version (1 byte), id of the secret (1 byte), tag (16 bytes), and the position as JSON,
 * encrypted. It hides what it holds, for a page that ends early may stand at an item that rules keep from its reader.
 *
 * The tag is an HMAC-SHA256 of the *binding* (the field, its parent and its arguments without first, after, last and
 * before), the names of the position's attributes, and the position. So a cursor works only where it was made and while
 * the index keeps its key, and nobody can make one up that starts in another partition. The tag is also where
 * AES-256-CTR begins to count: it stands for the random nonce, as in SIV (RFC 5297). So a position has the same cursor
 * each time, which clients' caches build on; and processes that share a secret need not see to it that none of them takes
 * a nonce of another's, with which GCM would give the key away. All that cursors tell is which of one list are the same,
 * and about how long their keys are.
 */
export interface CursorCodec {
  /**
   * @param position  Key attributes of the index and the table, for each segment of a scan: one that it lacks, as of
   *   a segment that is not begun, is lacking in what `decode` gives as well.
   * @param attributes  Their names, in the order both sides agree on.
   */
  encode(position: AttributeMap, attributes: readonly string[], binding: string): string;
  /** @throws {GatewayError} `CURSOR_INVALID` for anything `encode` did not make with the same binding. */
  decode(cursor: string, attributes: readonly string[], binding: string, argument: string): AttributeMap;
}

const VERSION = 2;
const TAG_BYTES = 16;
const HEADER_BYTES = 2 + TAG_BYTES;
/** Positions are filled up to a multiple of this, so that the length of a cursor does not tell that of a number in it. */
const BLOCK_BYTES = 16;

/** @param secrets  At least one. The first makes cursors; all of them open, so that secrets can be rotated. */
export function createCursorCodec(secrets: readonly string[]): CursorCodec {
  const all = secrets.map(deriveKeys);
  const [current] = all;
  if (current === undefined) throw new Error('A cursor codec needs a secret.');
  return {
    encode(position, attributes, binding) {
      const payload = padded(JSON.stringify(attributes.map((name) => position[name])));
      const tag = tagOf(current, boundTo(binding, attributes), payload);
      const hidden = crypt(current, tag, payload);
      return Buffer.concat([Buffer.of(VERSION, current.id), tag, hidden]).toString('base64url');
    },
    decode(cursor, attributes, binding, argument) {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.length <= HEADER_BYTES || bytes[0] !== VERSION || bytes.toString('base64url') !== cursor) {
        throw invalidCursor(argument);
      }
      const bound = boundTo(binding, attributes);
      const tag = bytes.subarray(2, HEADER_BYTES);
      const hidden = bytes.subarray(HEADER_BYTES);
      for (const keys of all) {
        if (keys.id !== bytes[1]) continue;
        const payload = crypt(keys, tag, hidden);
        if (timingSafeEqual(tagOf(keys, bound, payload), tag)) return positionIn(payload, attributes);
      }
      throw invalidCursor(argument);
    },
  };
}

/** What a position lacks travels as null: a scan in segments has no key for those that are not begun or done. */
function positionIn(payload: Buffer, attributes: readonly string[]): AttributeMap {
  const values = JSON.parse(payload.toString()) as readonly (AttributeValue | null)[];
  return Object.fromEntries(
    attributes.flatMap((name, at) => {
      const value = values[at] ?? null;
      return value === null ? [] : [[name, value] as const];
    }),
  );
}

/** JSON may end in spaces. */
function padded(json: string): Buffer {
  const bytes = Buffer.byteLength(json);
  return Buffer.from(json.padEnd(json.length + ((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES)));
}

function boundTo(binding: string, attributes: readonly string[]): string {
  return JSON.stringify([binding, attributes]);
}

function invalidCursor(argument: string): GatewayError {
  return new GatewayError(
    'CURSOR_INVALID',
    `"${argument}" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "${argument}" out to start anew.`,
    { argument: [argument] },
  );
}

interface Keys {
  /** Tells secrets apart; two may have the same, and then both are tried. */
  readonly id: number;
  readonly authentication: KeyObject;
  readonly encryption: KeyObject;
}

/** A key for each use: what one of them is used for tells nothing about the other. */
function deriveKeys(secret: string): Keys {
  const derived = Buffer.from(hkdfSync('sha256', secret, '', 'sortkey cursor', 65));
  return {
    id: derived[64] ?? 0,
    authentication: createSecretKey(derived.subarray(0, 32)),
    encryption: createSecretKey(derived.subarray(32, 64)),
  };
}

function tagOf({ authentication }: Keys, binding: string, payload: Buffer): Buffer {
  return createHmac('sha256', authentication)
    .update(`${VERSION}:${Buffer.byteLength(binding)}:${binding}`)
    .update(payload)
    .digest()
    .subarray(0, TAG_BYTES);
}

/** Encrypts and decrypts: in counter mode they are the same. */
function crypt({ encryption }: Keys, tag: Buffer, bytes: Buffer): Buffer {
  return createCipheriv('aes-256-ctr', encryption, tag).update(bytes);
}
