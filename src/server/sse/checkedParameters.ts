import { GatewayError } from '../../errors/gatewayError.js';
import { isRecord } from '../../model/isRecord.js';
import type { AskedOverHttp } from '../http/askedOperation.js';

/** A GraphQL request over HTTP whose parameters have the types that GraphQL over HTTP gives them. */
export interface AskedParameters {
  /** The document, or what it is found by; `OperationSources` says what is wrong with it. */
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** `extensions.operationId`: which results in a stream of several operations are this one's. */
  readonly operationId: string | undefined;
}

/**
 * @param search  Of the URL: what was no JSON in it is missing from `asked`.
 * @throws {GatewayError} `BAD_REQUEST` naming the parameter.
 */
export function checkedParameters(asked: AskedOverHttp, search: URLSearchParams): AskedParameters {
  const { query, documentId, extensions, operationName, variables } = asked;
  for (const name of ['variables', 'extensions'] as const) {
    if (search.has(name) && asked[name] === undefined) throw unfit(name, 'JSON, and given once');
  }
  refuse('query', query, typeof query === 'string', 'a text');
  refuse('operationName', operationName, typeof operationName === 'string', 'a text');
  refuse('variables', variables, isRecord(variables), 'an object');
  refuse('extensions', extensions, isRecord(extensions), 'an object');
  const id = isRecord(extensions) ? extensions['operationId'] : undefined;
  return {
    query: query ?? undefined,
    documentId,
    extensions: extensions ?? undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: isRecord(variables) ? variables : undefined,
    operationId: typeof id === 'string' && id !== '' ? id : undefined,
  };
}

function refuse(name: string, value: unknown, fits: boolean, what: string): void {
  if (value === undefined || value === null || fits) return;
  throw unfit(name, what);
}

function unfit(name: string, what: string): GatewayError {
  return new GatewayError('BAD_REQUEST', `"${name}" has to be ${what}.`);
}
