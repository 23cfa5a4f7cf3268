import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../errors/errorCodes.js';
import { type ErrorDetails, GatewayError } from '../../errors/gatewayError.js';
import { statusOfErrors, toGraphQLError } from '../../errors/toGraphQLError.js';

/** A whole body at once. Nothing that a gateway answers is the same a moment later, so `no-store` unless told. */
export function answer(
  res: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  res.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': String(Buffer.byteLength(body)) });
  res.end(res.req.method === 'HEAD' ? undefined : body);
}

export function answerJson(
  res: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  answer(res, status, `${JSON.stringify(body)}\n`, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** A request refused before GraphQL saw it: the same shape of error as GraphQL's own. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
  readonly headers?: Readonly<Record<string, string>>;
}

export function answerRefusal(
  res: ServerResponse,
  { status, code, message, details = {}, headers = {} }: Refusal,
): void {
  answerJson(res, status, { errors: [toGraphQLError(new GatewayError(code, message, details)).formatted] }, headers);
}

/** An error that ended the whole request; see `toGraphQLError` for what of it is shown. */
export function answerError(res: ServerResponse, error: unknown, requestId: string): void {
  const { formatted, code } = toGraphQLError(error, requestId);
  const waitMs = Number(formatted.extensions?.['retryAfterMs'] ?? 0);
  answerJson(
    res,
    // A rate: the one limit that time alone helps with.
    code === 'LIMIT_EXCEEDED' && waitMs > 0 ? 429 : statusOfErrors([code]),
    { errors: [formatted] },
    {
      ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': challenge(res.req) } : {}),
      ...(waitMs > 0 ? { 'retry-after': String(Math.ceil(waitMs / 1000)) } : {}),
    },
  );
}

/** As RFC 6750 has it: the error is named where a token was sent. */
function challenge({ headers }: IncomingMessage): string {
  return headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
}
