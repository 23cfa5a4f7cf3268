import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES, type ErrorCode } from './errorCodes.js';
import { GatewayError } from './gatewayError.js';

/** An error as a client may see it, and what the log needs beside it. */
export interface ShownError {
  /** Message, locations, path and `extensions { code, retryable, ... }`; never a stack trace. */
  readonly formatted: GraphQLFormattedError;
  /** One of ours, or the code that a resolver of the user's gave its GraphQLError. */
  readonly code: string;
  /** Set where the client sees "Internal server error" instead: the fault to log, once, with its cause. */
  readonly masked: unknown;
}

/**
 * The one place that decides what a client sees of an error. Shown are:
 *
 * - a GatewayError, also as the `originalError` of a GraphQLError (which copies its `extensions`);
 * - a GraphQLError with an `extensions.code`: Apollo's own, or thrown on purpose by a resolver of the user's;
 * - what graphql-js has to say of the request itself: variables and arguments that do not fit.
 *
 * Anything else is a fault and becomes `INTERNAL_SERVER_ERROR` "Internal server error".
 *
 * @param requestId  Sent with a masked error, so that it can be found in the log.
 */
export function toGraphQLError(error: unknown, requestId?: string): ShownError {
  const thrown = innermost(error);
  if (error instanceof GraphQLError) {
    const code = error.extensions['code'] ?? codeOfRequestError(error, thrown);
    if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
      const message = thrown instanceof GatewayError ? error.message : shortened(error.message);
      return show(message, code, error.extensions, placeOf(error));
    }
    return mask(thrown, placeOf(error), requestId);
  }
  return thrown instanceof GatewayError && thrown.code !== 'INTERNAL_SERVER_ERROR'
    ? show(thrown.message, thrown.code, thrown.extensions, {})
    : mask(thrown, {}, requestId);
}

/** HTTP status of a request that is refused as a whole; an answer with a data entry is 200 whatever its errors. */
export function statusOfErrors(codes: readonly string[]): number {
  const statuses = codes.map((code) => (isErrorCode(code) ? ERROR_CODES[code].status : 400));
  return statuses.find((status) => status !== 200) ?? statuses[0] ?? 500;
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

/** graphql-js repeats values and names as they came, and the same value in each of fifty errors. */
const MAX_MESSAGE_CHARACTERS = 1_000;

function shortened(message: string): string {
  return message.length <= MAX_MESSAGE_CHARACTERS ? message : `${message.slice(0, MAX_MESSAGE_CHARACTERS)}…`;
}

type Place = Pick<GraphQLFormattedError, 'locations' | 'path'>;

function placeOf(error: GraphQLError): Place {
  return {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
}

function show(message: string, code: string, extensions: Readonly<Record<string, unknown>>, place: Place): ShownError {
  const { http: _http, stacktrace: _stacktrace, ...shown } = extensions;
  const retryable = isErrorCode(code) ? { retryable: ERROR_CODES[code].retryable } : {};
  return { formatted: { message, ...place, extensions: { ...retryable, ...shown, code } }, code, masked: undefined };
}

function mask(fault: unknown, place: Place, requestId: string | undefined): ShownError {
  const code = 'INTERNAL_SERVER_ERROR';
  const extensions = {
    code,
    retryable: ERROR_CODES[code].retryable,
    ...(requestId === undefined ? {} : { requestId }),
  };
  return { formatted: { message: 'Internal server error', ...place, extensions }, code, masked: fault ?? 'undefined' };
}

/** Follows `originalError` to what was thrown. graphql-js wraps once for a field, Apollo Server once more for a phase. */
function innermost(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError !== undefined) current = current.originalError;
  return current;
}

/**
 * graphql-js gives its errors no code. Those about the request carry no path (variables, the operation's name)
 * or were raised with AST nodes of their own (arguments); those about a resolver's result have neither.
 * A scalar may refuse a variable with any kind of Error: graphql-js puts its message into a sentence of its own.
 */
function codeOfRequestError(error: GraphQLError, thrown: unknown): ErrorCode | undefined {
  if (error.path !== undefined) {
    return error !== thrown && thrown instanceof GraphQLError && thrown.nodes !== undefined
      ? 'BAD_USER_INPUT'
      : undefined;
  }
  if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) return 'BAD_USER_INPUT';
  if (error !== thrown) return undefined;
  return NO_OPERATION.test(error.message) ? 'OPERATION_RESOLUTION_FAILURE' : 'BAD_USER_INPUT';
}

const NO_OPERATION = /^(Unknown operation named|Must provide (operation name|an operation)|Schema is not configured)/;
