import type { Logger } from './createLogger.js';

/** What is learnt of one request on its way, for its one log line. Never variables, never the document. */
export interface RequestRecord {
  readonly requestId: string;
  /** `event`: one event of a subscription, on its way to the subscriber. */
  readonly transport: 'http' | 'websocket' | 'event' | 'direct';
  readonly startedAtMs: number;
  operationName: string | undefined;
  operationType: 'query' | 'mutation' | 'subscription' | undefined;
  /** Codes of the errors that the client was sent, each once. */
  readonly errorCodes: Set<string>;
}

export function createRequestRecord(requestId: string, transport: RequestRecord['transport']): RequestRecord {
  return {
    requestId,
    transport,
    startedAtMs: performance.now(),
    operationName: undefined,
    operationType: undefined,
    errorCodes: new Set(),
  };
}

/** Writes the line: `info`, or `warn` where the answer is a fault of the gateway. */
export function logRequest(
  logger: Logger,
  record: RequestRecord,
  facts: { readonly status?: number; readonly method?: string; readonly path?: string } = {},
): void {
  const { requestId, transport, operationName, operationType, errorCodes } = record;
  const line = {
    requestId,
    transport,
    ...facts,
    operationName,
    operationType,
    ms: Math.round((performance.now() - record.startedAtMs) * 10) / 10,
    ...(errorCodes.size === 0 ? {} : { errorCodes: [...errorCodes] }),
  };
  if (errorCodes.has('INTERNAL_SERVER_ERROR')) logger.warn(line, 'request');
  else logger.info(line, 'request');
}
