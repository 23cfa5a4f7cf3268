import { badInput } from '../../errors/gatewayError.js';

/** Significant digits DynamoDB keeps. */
const MAX_DIGITS = 38;
/** Exponents of the first digit, as in `9.99E+125`. */
const MIN_EXPONENT = -130;
const MAX_EXPONENT = 125;

/** `sign * d.ddd * 10^exponent`; digits without zeros at either end, `''` for zero (whose sign is 0). */
interface Parts {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly exponent: number;
}

const SYNTAX = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
/** What DynamoDB sends back for most numbers: already canonical, nothing to do. */
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,37})$/;

/**
 * The text DynamoDB itself returns for a number: plain decimal without a plus
 * sign, needless zeros or an exponent (`1.50` -> `1.5`, `1e3` -> `1000`, `-0` -> `0`).
 * Equal numbers have equal texts. A number outside DynamoDB's magnitudes gets
 * `d.dddE+x` instead, so that the text never grows with its exponent.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` when the text is no number.
 */
export function canonicalNumber(text: string): string {
  if (PLAIN_INTEGER.test(text)) return text;
  const { sign, digits, exponent } = partsOf(text);
  const minus = sign < 0 ? '-' : '';
  if (sign === 0) return '0';
  if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${minus}${digits.charAt(0)}${fraction}E${exponent < 0 ? '' : '+'}${exponent}`;
  }
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? minus + whole : `${minus}${whole}.${fraction}`;
}

/** Negative, 0 or positive as `a` is less than, equal to or greater than `b`; exact, never by way of a double. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  const left = partsOf(a);
  const right = partsOf(b);
  if (left.sign !== right.sign) return left.sign - right.sign;
  if (left.exponent !== right.exponent) return left.sign * (left.exponent - right.exponent);
  if (left.digits === right.digits) return 0;
  return left.digits < right.digits ? -left.sign : left.sign;
}

/**
 * Whether DynamoDB takes the text as a number: at most 38 significant digits,
 * and zero or a magnitude of 1E-130 to 9.99...E+125.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function isDynamoNumber(text: string): boolean {
  const parts = parse(text);
  if (parts === undefined) return false;
  return parts.digits.length <= MAX_DIGITS && parts.exponent >= MIN_EXPONENT && parts.exponent <= MAX_EXPONENT;
}

function partsOf(text: string): Parts {
  const parts = parse(text);
  if (parts === undefined) throw badInput(`"${text.slice(0, 60)}" is not a number; write it like -12.5 or 1E+20.`, []);
  return parts;
}

function parse(text: string): Parts | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [, minus, whole = '', fraction = '', power = '0'] = match;
  const written = whole + fraction;
  if (written === '') return undefined;
  let start = 0;
  while (start < written.length && written.charAt(start) === '0') start += 1;
  if (start === written.length) return { sign: 0, digits: '', exponent: 0 };
  let end = written.length;
  while (written.charAt(end - 1) === '0') end -= 1;
  const exponent = Number(power) + whole.length - 1 - start;
  return { sign: minus === '-' ? -1 : 1, digits: written.slice(start, end), exponent };
}
