import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/**
 * Turns positions into the cursors clients hold, and back.
 *
 * A cursor is base64url of: version (1 byte), id of the signing secret (1 byte), HMAC-SHA256 cut
 * to 16 bytes, and the position as JSON. The signature also covers the names of the position's
 * attributes and the *binding*: the field, its parent and its arguments without first, after, last
 * and before. So a cursor works only where it was made and while the index keeps its key, and nobody
 * can make one up that starts in another partition.
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

const VERSION = 1;
const SIGNATURE_BYTES = 16;
const HEADER_BYTES = 2 + SIGNATURE_BYTES;

/** @param secrets  At least one. The first signs; all of them verify, so that secrets can be rotated. */
export function createCursorCodec(secrets: readonly string[]): CursorCodec {
  const keys = secrets.map((secret) => ({ secret, id: keyId(secret) }));
  const [signingKey] = keys;
  if (signingKey === undefined) throw new Error('A cursor codec needs a secret.');
  return {
    encode(position, attributes, binding) {
      const payload = Buffer.from(JSON.stringify(attributes.map((name) => position[name])));
      const signature = sign(signingKey.secret, boundTo(binding, attributes), payload);
      return Buffer.concat([Buffer.of(VERSION, signingKey.id), signature, payload]).toString('base64url');
    },
    decode(cursor, attributes, binding, argument) {
      const bytes = Buffer.from(cursor, 'base64url');
      const payload = bytes.subarray(HEADER_BYTES);
      const signature = bytes.subarray(2, HEADER_BYTES);
      const bound = boundTo(binding, attributes);
      const genuine =
        bytes.length > HEADER_BYTES &&
        bytes[0] === VERSION &&
        bytes.toString('base64url') === cursor &&
        keys.some(({ secret, id }) => id === bytes[1] && timingSafeEqual(sign(secret, bound, payload), signature));
      if (!genuine) throw invalidCursor(argument);
      // What a position lacks travels as null: a scan in segments has no key for those that are not begun or done.
      const values = JSON.parse(payload.toString()) as readonly (AttributeValue | null)[];
      return Object.fromEntries(
        attributes.flatMap((name, at) => {
          const value = values[at] ?? null;
          return value === null ? [] : [[name, value] as const];
        }),
      );
    },
  };
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

function sign(secret: string, binding: string, payload: Buffer): Buffer {
  return createHmac('sha256', secret)
    .update(`${VERSION}:${Buffer.byteLength(binding)}:${binding}`)
    .update(payload)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

function keyId(secret: string): number {
  return createHash('sha256').update('cursor key id').update(secret).digest()[0] ?? 0;
}
