import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** As node:http has them; but of several `authorization` headers it keeps the first alone, and who asks must be told once. */
export function requestHeaders(req: IncomingMessage): IncomingHttpHeaders {
  const authorization = req.headersDistinct['authorization'];
  return authorization === undefined ? req.headers : { ...req.headers, authorization: authorization.join(', ') };
}
