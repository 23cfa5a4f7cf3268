import { fromSdkMap, type SdkAttributeMap } from './binaryValues.js';
import { type CancellationReason, DynamoError } from './transport.js';

/** What the SDK throws, read loosely: service exceptions, Node's network errors, errors of its own. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number | string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
  readonly Item?: SdkAttributeMap;
  readonly CancellationReasons?: readonly SdkCancellationReason[];
}

interface SdkCancellationReason {
  readonly Code?: string;
  readonly Message?: string;
  readonly Item?: SdkAttributeMap;
}

/** Network errors raised before a connection stood: nothing was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const LOST = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Gives an error of the SDK one of DynamoDB's names or one of ours, see `DynamoError`.
 * What is neither an answer nor a failed exchange (no credentials, no region) keeps its name.
 */
export function toDynamoError(
  thrown: unknown,
  context: { readonly signal: AbortSignal; readonly endpoint: string | undefined },
): DynamoError {
  const error = (thrown ?? {}) as SdkError;
  const message = error.message ?? String(thrown);
  const cause = thrown;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  if (error.$fault !== undefined || (status !== undefined && status >= 300)) {
    return new DynamoError(error.name ?? 'UnknownError', message, {
      status,
      item: error.Item && fromSdkMap(error.Item),
      reasons: error.CancellationReasons?.map(toCancellationReason),
      cause,
    });
  }
  if (context.signal.aborted) return new DynamoError('Aborted', 'The call was aborted.', { cause });
  const place = context.endpoint ?? placeOf(error);
  if (isNeverSent(error)) {
    return new DynamoError('ConnectionRefused', `No connection to DynamoDB at ${place}: ${message}`, { cause });
  }
  if (isLost(error) || status !== undefined) {
    return new DynamoError('ConnectionLost', `The answer of DynamoDB at ${place} was lost: ${message}`, { cause });
  }
  return new DynamoError(error.name ?? 'Error', message, { cause });
}

function isNeverSent(error: SdkError): boolean {
  if (error.code !== undefined) return NEVER_SENT.has(error.code);
  // The SDK's own timer; the message is all that tells it from the timer for an answer.
  return error.name === 'TimeoutError' && /establish a connection/.test(error.message ?? '');
}

function isLost(error: SdkError): boolean {
  return error.code !== undefined
    ? LOST.has(error.code)
    : error.name === 'TimeoutError' || error.name === 'SyntaxError';
}

function placeOf(error: SdkError): string {
  const host = error.address ?? error.hostname;
  if (host === undefined) return "the region's endpoint";
  return error.port === undefined ? host : `${host}:${error.port}`;
}

function toCancellationReason(reason: SdkCancellationReason): CancellationReason {
  return {
    code: reason.Code ?? 'None',
    message: reason.Message,
    item: reason.Item && fromSdkMap(reason.Item),
  };
}
