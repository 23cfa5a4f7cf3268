/** Significant digits DynamoDB keeps. */
const MAX_DIGITS = 38;
/** Exponents of the first digit: 1E-130 to 9.99...E+125. */
const MIN_EXPONENT = -130;
const MAX_EXPONENT = 125;

const SYNTAX = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * A number's one text: no exponent, no needless zeros (`1.50` -> `1.5`, `1e3` ->
 * `1000`, `-0` -> `0`), so that equal numbers are equal texts.
 *
 * @returns undefined where the text is no number, or one that DynamoDB cannot keep exactly.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function exactNumber(text: string): string | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [, minus = '', whole = '', fraction = '', power = '0'] = match;
  const written = whole + fraction;
  const leadingZeros = /^0*/.exec(written)?.[0].length ?? 0;
  if (leadingZeros === written.length) return '0';
  const digits = written.slice(leadingZeros).replace(/0+$/, '');
  const exponent = Number(power) + whole.length - 1 - leadingZeros;
  if (digits.length > MAX_DIGITS || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) return undefined;
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const before = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const after = digits.slice(exponent + 1);
  return after === '' ? minus + before : `${minus}${before}.${after}`;
}
