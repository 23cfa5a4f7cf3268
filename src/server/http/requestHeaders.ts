import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** As node:http has them; but of several `authorization` headers it keeps the first alone, and who asks must be told once. */
export function requestHeaders(req: IncomingMessage): IncomingHttpHeaders {
  if (req.headers.authorization === undefined) return req.headers;
  const { authorization = [] } = req.headersDistinct;
  return authorization.length > 1 ? { ...req.headers, authorization: authorization.join(', ') } : req.headers;
}
