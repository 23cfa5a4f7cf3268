import { badInput } from '../../errors/gatewayError.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_NESTING_LEVELS = 32;

/**
 * @param level  Of the value in its item, where an attribute's own value has level 1.
 * @throws {GatewayError} `BAD_USER_INPUT` beyond 32 levels.
 */
export function assertLevel(level: number): void {
  if (level > MAX_NESTING_LEVELS) {
    throw badInput(`The value is nested deeper than the ${MAX_NESTING_LEVELS} levels DynamoDB stores.`, []);
  }
}

/**
 * JavaScript's texts may hold halves of characters; UTF-8, and so DynamoDB, has no bytes for them.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for such a text.
 */
export function assertText(text: string): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw badInput(
      'The text holds half a character (a lone surrogate), which DynamoDB cannot store; leave it out.',
      [],
    );
  }
}
