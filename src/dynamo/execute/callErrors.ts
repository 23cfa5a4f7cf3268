import { type ErrorDetails, GatewayError } from '../../errors/gatewayError.js';
import type { FailureKind } from './failureKind.js';
import type { ActionName } from '../actions.js';
import type { DynamoError } from './transport.js';

/** What a call was about, for its messages. */
export interface CallSubject {
  readonly action: ActionName;
  readonly tables: readonly string[];
  readonly index: string | undefined;
}

/** Reads the tables (and the index) out of a request. */
export function subjectOf(action: ActionName, input: object): CallSubject {
  const named = input as {
    TableName?: string;
    IndexName?: string;
    RequestItems?: object;
    TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
  };
  const several = [
    ...Object.keys(named.RequestItems ?? {}),
    ...(named.TransactItems ?? []).flatMap((item) => Object.values(item).map(({ TableName }) => TableName)),
  ];
  return {
    action,
    tables: named.TableName === undefined ? [...new Set(several)] : [named.TableName],
    index: named.IndexName,
  };
}

export function outcomeUnknown(subject: CallSubject, cause: unknown): GatewayError {
  const message = `${describe(subject)} was sent and its answer was lost: it may have happened. Read the item before writing again.`;
  return new GatewayError('OUTCOME_UNKNOWN', message, {}, { cause });
}

export function throttled(subject: CallSubject, retryAfterMs: number, cause?: unknown): GatewayError {
  const message = `DynamoDB kept throttling ${describe(subject)} until the request's deadline. Try again later; if it stays so, give the table more capacity or spread its hot keys.`;
  return new GatewayError('THROTTLED', message, { retryAfterMs }, { cause });
}

export function deadlineExceeded(subject: CallSubject, cause?: unknown): GatewayError {
  const message = `${describe(subject)} was not done by the request's deadline. Ask for less at once, or raise the deadline.`;
  return new GatewayError('DEADLINE_EXCEEDED', message, {}, { cause });
}

/**
 * The error for a call whose deadline came while it was still failing.
 *
 * @param retryAfterMs  What a client is told to wait after throttling.
 */
export function givenUp(
  kind: Exclude<FailureKind, 'final' | 'aborted'>,
  subject: CallSubject,
  error: DynamoError,
  retryAfterMs: number,
): GatewayError {
  switch (kind) {
    case 'throttled':
      return throttled(subject, retryAfterMs, error);
    case 'contended':
      return new GatewayError(
        'TRANSACTION_CONFLICT',
        `Another transaction kept hold of an item that ${describe(subject)} needs. Try again.`,
        { retryAfterMs },
        { cause: error },
      );
    case 'unreachable':
      return new GatewayError(
        'TABLE_NOT_READY',
        `${describe(subject)} could not be sent: ${error.message} Start DynamoDB there, or correct DYNAMODB_ENDPOINT or AWS_REGION.`,
        {},
        { cause: error },
      );
    case 'lost':
      return deadlineExceeded(subject, error);
  }
}

/** The error for an answer that the same request would get again: a GatewayError where a client can be told, else the DynamoError itself. */
export function finalError(subject: CallSubject, error: DynamoError): Error {
  if (error.name === 'ResourceNotFoundException') {
    return notReady(`${tableNames(subject, 'does', 'do')} not exist, or ${plural(subject)} still being made.`, error);
  }
  if (error.name !== 'ValidationException') return error;
  // DynamoDB has no name of its own for these; the words below are in AWS's and the local engines' messages.
  if (/item size.*exceeded/i.test(error.message)) {
    return new GatewayError(
      'ITEM_TOO_LARGE',
      `${describe(subject)} would make the item larger than the 400 KB that DynamoDB allows. Keep less in it, or split it into several items.`,
      {},
      { cause: error },
    );
  }
  const refusal = REFUSALS.find(({ words }) => words.test(error.message));
  if (refusal !== undefined) {
    return new GatewayError('BAD_USER_INPUT', `${describe(subject)} ${refusal.means}`, refusal.details, {
      cause: error,
    });
  }
  if (subject.index !== undefined && /specified index|backfilling/i.test(error.message)) {
    return notReady(
      `Table ${quote(subject.tables)} has no index "${subject.index}", or it is still being made.`,
      error,
    );
  }
  return error;
}

/** What depends on the request and on what is stored, so that only DynamoDB can tell. */
const REFUSALS: readonly { readonly words: RegExp; readonly means: string; readonly details: ErrorDetails }[] = [
  {
    words: /expression size has exceeded|too many operators|operator count/i,
    means: 'asks for more than one of its expressions can say. Change or test less at once.',
    details: {},
  },
  {
    words: /nesting levels/i,
    means: 'would nest values deeper than the 32 levels DynamoDB stores.',
    details: {},
  },
  {
    words: /number overflow|number underflow|magnitude (larger|smaller)|38 (significant )?digits/i,
    means:
      'would make a number that DynamoDB cannot store: at most 38 digits, zero or from 1E-130 to below 1E+126 in size.',
    details: { argument: ['add'] },
  },
];

function notReady(what: string, cause: DynamoError): GatewayError {
  const message = `${what} Create it, or check the name in schema.graphql, TABLE_PREFIX, the region and the endpoint.`;
  return new GatewayError('TABLE_NOT_READY', message, {}, { cause });
}

function describe({ action, tables, index }: CallSubject): string {
  const where = tables.length === 0 ? '' : ` on ${quote(tables)}`;
  return `${action}${where}${index === undefined ? '' : ` index "${index}"`}`;
}

function tableNames({ tables }: CallSubject, one: string, several: string): string {
  return tables.length === 1 ? `Table ${quote(tables)} ${one}` : `Some of the tables ${quote(tables)} ${several}`;
}

function plural({ tables }: CallSubject): string {
  return tables.length === 1 ? 'it is' : 'they are';
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
