import { ERROR_CODES, type ErrorCode } from './errorCodes.js';

/** What an error carries beside its code and message; everything here reaches the client. */
export interface ErrorDetails {
  /** `BAD_USER_INPUT`, `CURSOR_INVALID`: path of the argument, e.g. `['input', 'price']`. */
  readonly argument?: readonly (string | number)[];
  readonly retryAfterMs?: number;
  /** `CONFLICT`: reason, fields and the item as it is now. */
  readonly conflict?: { readonly reason: string; readonly fields: readonly string[]; readonly current: unknown };
  /** `ITEM_INVALID`: the item's key and the attribute that does not fit. */
  readonly item?: {
    readonly type: string;
    readonly key: Readonly<Record<string, unknown>>;
    readonly attribute: string;
  };
  /** `LIMIT_EXCEEDED`: the limit's name, its value, and the operation's. */
  readonly limit?: { readonly name: string; readonly max: number; readonly actual?: number };
}

/**
 * The one class of errors the gateway means to show. Its message names the
 * thing and the way out. Anything else that is thrown is a fault of ours and
 * reaches the client masked.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  /**
   * What GraphQL sends as `extensions`; graphql-js copies it onto the GraphQLError it makes. What says when to come
   * back may be sent again, whatever its code.
   */
  get extensions(): Record<string, unknown> {
    const retryable = ERROR_CODES[this.code].retryable || this.details.retryAfterMs !== undefined;
    return { code: this.code, retryable, ...this.details };
  }
}

/** A value that cannot be used, with the path of its argument; an empty path where it is none of the field's. */
export function badInput(message: string, argument: readonly (string | number)[]): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message, argument.length === 0 ? {} : { argument });
}
