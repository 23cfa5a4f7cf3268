import { textScalar } from './textScalar.js';

/** Bytes: base64 text outside, base64 text inside, as DynamoDB's wire has it. */
export const bytesScalar = textScalar({
  name: 'Bytes',
  description: 'Binary data as base64 text: `"aGVsbG8="`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc4648#section-4',
  needs: 'base64 text like "aGVsbG8="',
  parse: (value) => (typeof value === 'string' && isBase64(value) ? value : undefined),
  fromResolver: (value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value),
});

/** One value has one text: padded, and no stray bits in the last character. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
