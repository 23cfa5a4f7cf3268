import type { IncomingMessage } from 'node:http';
import type { Refusal } from './answer.js';

const UNCOMPRESSED = new Set([undefined, '', 'identity']);

/**
 * Reads a request's body as text, never more than `limitBytes` of it.
 *
 * @returns The text; or why it cannot be had: too large (413), compressed (415), not UTF-8 (400).
 * @throws the signal's reason when it is aborted, and what the socket throws when it breaks.
 */
export async function readBody(
  req: IncomingMessage,
  limitBytes: number,
  signal: AbortSignal,
): Promise<string | Refusal> {
  if (!UNCOMPRESSED.has(req.headers['content-encoding']?.toLowerCase())) {
    return {
      status: 415,
      code: 'BAD_REQUEST',
      message: 'Compressed request bodies are not read: send it without Content-Encoding.',
      headers: { 'accept-encoding': 'identity', connection: 'close' },
    };
  }
  const announcedBytes = Number(req.headers['content-length'] ?? 0);
  if (announcedBytes > limitBytes) return tooLarge(limitBytes, announcedBytes);

  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = () => req.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    // The iterator must not destroy the request when it is left early: the refusal has still to be sent.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) return tooLarge(limitBytes, bytes);
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return { status: 400, code: 'BAD_REQUEST', message: 'The request body is not UTF-8.' };
  }
}

/** @param bytes  Announced, or read until it was too many. */
function tooLarge(limitBytes: number, bytes: number): Refusal {
  return {
    status: 413,
    code: 'LIMIT_EXCEEDED',
    message: `The request body is larger than ${limitBytes} bytes. Send less at once, or raise the limit (--body-limit-bytes).`,
    details: { limit: { name: 'bodyLimitBytes', max: limitBytes, actual: bytes } },
    // The rest of the body is not read.
    headers: { connection: 'close' },
  };
}
