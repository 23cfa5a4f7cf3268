/** What a client may rely on about one error code. */
export interface ErrorCodeFacts {
  /** HTTP status when the request is refused as a whole; an answer with data stays 200. */
  readonly status: number;
  /** `extensions.retryable`: the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** One sentence for docs/errors.md. */
  readonly meaning: string;
}

/** Every code the gateway sends. docs/errors.md lists the same codes; a test compares the two. */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: { status: 400, retryable: false, meaning: 'The document is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, retryable: false, meaning: 'The document does not fit the schema.' },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    retryable: false,
    meaning: 'The document has no operation of the given name, or several and no name was given.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    retryable: true,
    meaning: 'The hash or id of a document is not known here; a hash may be sent again with the document.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 200,
    retryable: false,
    meaning: 'Persisted queries are switched off; send the document.',
  },
  BAD_REQUEST: { status: 400, retryable: false, meaning: 'The HTTP request is not a GraphQL request.' },
  BAD_USER_INPUT: {
    status: 400,
    retryable: false,
    meaning: 'An argument has a value that cannot be used; `argument` is its path.',
  },
  CURSOR_INVALID: {
    status: 400,
    retryable: false,
    meaning:
      'The cursor was altered, belongs to another field or other arguments, or was made with a secret that is no longer in use.',
  },
  CONFLICT: {
    status: 200,
    retryable: false,
    meaning: 'The write was refused by its condition, and the operation does not select `conflict`.',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    meaning: 'The request carries no valid identity where one is needed.',
  },
  FORBIDDEN: { status: 403, retryable: false, meaning: 'No rule could allow this operation to this identity.' },
  LIMIT_EXCEEDED: {
    status: 400,
    retryable: false,
    meaning: 'The operation goes beyond a limit; the message names the limit and the value.',
  },
  TRANSACTION_CONFLICT: {
    status: 409,
    retryable: true,
    meaning: 'Another transaction held one of the items, also after retries.',
  },
  TOKEN_REUSED: { status: 400, retryable: false, meaning: 'The transaction token was used before with other content.' },
  ITEM_TOO_LARGE: { status: 400, retryable: false, meaning: 'The item would be larger than 400 KB.' },
  ITEM_INVALID: {
    status: 200,
    retryable: false,
    meaning: 'A stored value does not fit its type; the message names key and attribute.',
  },
  THROTTLED: {
    status: 429,
    retryable: true,
    meaning: 'DynamoDB kept refusing for lack of capacity until the deadline.',
  },
  OVERLOADED: {
    status: 503,
    retryable: true,
    meaning: 'The gateway has too much to do or is shutting down, or other writers of an item came first each time.',
  },
  DEADLINE_EXCEEDED: { status: 504, retryable: true, meaning: 'The request took longer than its deadline.' },
  OUTCOME_UNKNOWN: {
    status: 500,
    retryable: false,
    meaning: 'A write was sent and its answer was lost: it may have happened.',
  },
  SLOW_CONSUMER: { status: 200, retryable: true, meaning: 'A subscriber did not read fast enough; subscribe again.' },
  TABLE_NOT_READY: {
    status: 503,
    retryable: true,
    meaning: 'A table or index is missing, being made, or cannot be reached.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    retryable: false,
    meaning: 'A fault of the gateway; it was logged with its cause under the request id.',
  },
} as const satisfies Record<string, ErrorCodeFacts>;

export type ErrorCode = keyof typeof ERROR_CODES;
