import type { HTTPGraphQLRequest } from '@apollo/server';
import { GatewayError } from '../../errors/gatewayError.js';

/** A GraphQL request as HTTP brought it, nothing checked: GraphQL says what is wrong with it, save with an array. */
export interface AskedOverHttp {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** @throws {GatewayError} `BAD_REQUEST` for a batch. */
export function askedOperation({
  method,
  body,
  search,
}: Pick<HTTPGraphQLRequest, 'method' | 'body' | 'search'>): AskedOverHttp {
  if (method === 'GET') return askedInSearch(new URLSearchParams(search));
  if (Array.isArray(body)) {
    throw new GatewayError(
      'BAD_REQUEST',
      'A request carries one operation, not an array of them: send each by itself, or give one operation several root fields.',
    );
  }
  return typeof body === 'object' && body !== null ? body : {};
}

/** The same request with `query` for its document, and nothing left of where that came from. */
export function withDocument(request: HTTPGraphQLRequest, query: string): HTTPGraphQLRequest {
  if (request.method === 'GET') {
    const parameters = new URLSearchParams(request.search);
    parameters.set('query', query);
    parameters.delete('extensions');
    return { ...request, search: `?${parameters.toString()}` };
  }
  const { documentId: _documentId, extensions: _extensions, ...others } = request.body as AskedOverHttp;
  return { ...request, body: { ...others, query } };
}

/** What is given twice is left to GraphQL, which refuses it. */
function askedInSearch(parameters: URLSearchParams): AskedOverHttp {
  const one = (name: string) => {
    const values = parameters.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  return {
    query: one('query'),
    documentId: one('documentId'),
    operationName: one('operationName'),
    extensions: jsonOf(one('extensions')),
    variables: jsonOf(one('variables')),
  };
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
