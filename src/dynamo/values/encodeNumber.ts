import { badInput } from '../../errors/gatewayError.js';
import { canonicalNumber, isDynamoNumber } from './canonicalNumber.js';

/**
 * A number, or the text of one, as `N` holds it.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for what DynamoDB cannot hold: NaN, an infinity, more than 38 digits, too great or too small.
 */
export function encodeNumber(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  if (!isDynamoNumber(text)) {
    throw badInput(
      `${text.slice(0, 60)} is not a number that DynamoDB can store: at most 38 digits, zero or from 1E-130 to below 1E+126 in size.`,
      [],
    );
  }
  return canonicalNumber(text);
}
