import { GatewayError } from '../../errors/gatewayError.js';

const THROTTLES: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** Part of a long reader's life: the position is found again without anyone's help. */
const RENEWALS: ReadonlySet<string> = new Set(['ExpiredIteratorException', 'TrimmedDataAccessException']);

/** The error's name, by which alone AWS's errors are told apart. */
export function nameOf(error: unknown): string {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : '';
}

/** Nothing to report: throttles and lost positions belong to normal running. */
export function isExpected(error: unknown): boolean {
  return THROTTLES.has(nameOf(error)) || RENEWALS.has(nameOf(error));
}

/** True where the same request may succeed later: expected errors, 5xx, and exchanges without an answer. */
export function isTransient(error: unknown): boolean {
  if (error instanceof GatewayError) return false;
  const { code, $metadata } = (error ?? {}) as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (isExpected(error) || (status !== undefined && status >= 500)) return true;
  return status === undefined && (typeof code === 'string' || nameOf(error) === 'TimeoutError');
}
