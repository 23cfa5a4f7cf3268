import { badInput } from '../../errors/gatewayError.js';
import type { AttributeValue } from '../../model/attributeValue.js';
import { assertLevel, assertText } from './assertStorable.js';
import { encodeNumber } from './encodeNumber.js';

/**
 * Any JSON value in the member it has by nature. As in JSON.stringify, members
 * that are undefined are left out, such elements become null, and `toJSON` is asked.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for what is no JSON, a number or text DynamoDB cannot hold, or more than 32 levels.
 */
export function encodeDocument(value: unknown, level = 1): AttributeValue {
  assertLevel(level);
  if (value === null || value === undefined) return { NULL: true };
  switch (typeof value) {
    case 'string':
      assertText(value);
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
        .map(([name, member]) => {
          if (name === '')
            throw badInput('A JSON object with a member that has no name cannot be stored in DynamoDB.', []);
          assertText(name);
          return [name, encodeDocument(member, level + 1)];
        }),
    ),
  };
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
