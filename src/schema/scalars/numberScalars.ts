import { exactNumber } from './exactNumber.js';
import { textScalar } from './textScalar.js';

/** BigInt and Decimal: DynamoDB's 38 digits, which no JSON number can carry. */

/** A JSON number has lost digits beyond 2^53 before anybody could look, and fractions are not exact in it. */
function safeText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function numberOrBigInt(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
}

export const bigIntScalar = textScalar({
  name: 'BigInt',
  description: 'A whole number of up to 38 digits, as text: `"12345678901234567890"`.',
  needs: 'a whole number of up to 38 digits as text like "12345678901234567890"',
  integerLiterals: true,
  parse: (value) => {
    const text = safeText(value);
    return text !== undefined && /^-?\d+$/.test(text) ? exactNumber(text) : undefined;
  },
  fromResolver: numberOrBigInt,
});

export const decimalScalar = textScalar({
  name: 'Decimal',
  description: 'An exact number of up to 38 digits, as text: `"19.90"` comes back as `"19.9"`.',
  needs: 'a number of up to 38 digits as text like "19.90"',
  integerLiterals: true,
  parse: (value) => {
    const text = safeText(value);
    return text === undefined ? undefined : exactNumber(text);
  },
  fromResolver: numberOrBigInt,
});
