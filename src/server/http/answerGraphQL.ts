import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewaySettings } from '../../config/gatewaySettings.js';
import { clientAddress } from '../clientAddress.js';
import type { GraphQLService } from '../graphQLService.js';
import type { RequestScope } from '../requestScopes.js';
import { answer, answerRefusal, type Refusal } from './answer.js';
import { readBody } from './readBody.js';
import { requestHeaders } from './requestHeaders.js';

/** Media types that a page of any origin may post without asking; Apollo's CSRF prevention answers these. */
const SIMPLE_TYPES = new Set([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']);

/**
 * One GraphQL request over HTTP.
 *
 * @param url  The request's URL, parsed.
 * @throws what ends the whole request: the deadline, a socket that broke, a fault.
 */
export async function answerGraphQL(
  service: GraphQLService,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  scope: RequestScope,
  { bodyLimitBytes, trustedProxies }: Pick<GatewaySettings, 'bodyLimitBytes' | 'trustedProxies'>,
): Promise<void> {
  const body = await jsonBody(req, bodyLimitBytes, scope.signal);
  if ('refusal' in body) {
    answerRefusal(res, body.refusal);
    return;
  }
  const request: HTTPGraphQLRequest = {
    method: req.method ?? 'GET',
    headers: headersOf(req),
    search: url.search,
    body: body.json,
  };
  const answered = await service.overHttp(request, scope, clientAddress(req, trustedProxies));
  if (!res.destroyed) await send(res, answered);
}

type Body = { readonly json: unknown } | { readonly refusal: Refusal };

/** Undefined where there is no JSON body: Apollo says what is missing. */
export async function jsonBody(req: IncomingMessage, limitBytes: number, signal: AbortSignal): Promise<Body> {
  if (req.method !== 'POST') return { json: undefined };
  const contentType = req.headers['content-type'];
  const [essence, ...parameters] = contentType?.split(';').map((part) => part.trim().toLowerCase()) ?? [];
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (essence === 'application/json' && (charset === undefined || /^"?utf-?8"?$/.test(charset))) {
    const text = await readBody(req, limitBytes, signal);
    return typeof text === 'string' ? parseJson(text) : { refusal: text };
  }
  // A small body is thrown away so that the connection stays of use.
  req.resume();
  if (SIMPLE_TYPES.has(essence)) return { json: undefined };
  return badRequest(415, `A request body has to be application/json in UTF-8, not ${contentType ?? ''}.`);
}

function parseJson(text: string): Body {
  if (text === '') return { json: undefined };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    return badRequest(400, `The request body is not JSON: ${(error as Error).message}.`);
  }
}

function badRequest(status: number, message: string): Body {
  return { refusal: { status, code: 'BAD_REQUEST', message } };
}

function headersOf(req: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(requestHeaders(req))) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function send(res: ServerResponse, { status, headers, body }: HTTPGraphQLResponse): Promise<void> {
  const named = Object.fromEntries(headers);
  if (body.kind === 'complete') {
    answer(res, status ?? 200, body.string, named);
    return;
  }
  res.writeHead(status ?? 200, { 'cache-control': 'no-store', ...named });
  for await (const chunk of body.asyncIterator) res.write(chunk);
  res.end();
}
