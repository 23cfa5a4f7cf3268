import { badInput } from '../../errors/gatewayError.js';
import type { AttributeValue } from '../../model/attributeValue.js';
import { encodeNumber } from './encodeNumber.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_NESTING_LEVELS = 32;

/**
 * Any JSON value in the member it has by nature. As in JSON.stringify, members
 * that are undefined are left out, such elements become null, and `toJSON` is asked.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for what is no JSON, a number DynamoDB cannot hold, or more than 32 levels.
 */
export function encodeDocument(value: unknown, level = 1): AttributeValue {
  if (level > MAX_NESTING_LEVELS) {
    throw badInput(`The value is nested deeper than the ${MAX_NESTING_LEVELS} levels DynamoDB stores.`, []);
  }
  if (value === null || value === undefined) return { NULL: true };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'boolean':
      return { BOOL: value };
    case 'number':
    case 'bigint':
      return { N: encodeNumber(value) };
    case 'object':
      break;
    default:
      throw badInput(`A ${typeof value} is no JSON value and cannot be stored.`, []);
  }
  if (Array.isArray(value)) return { L: value.map((element) => encodeDocument(element, level + 1)) };
  if (hasToJson(value)) return encodeDocument(value.toJSON(), level);
  // fromEntries defines properties; an assignment to `__proto__` would lose that member.
  return {
    M: Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, encodeDocument(member, level + 1)]),
    ),
  };
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
