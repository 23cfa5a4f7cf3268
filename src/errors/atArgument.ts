import { GatewayError } from './gatewayError.js';

/**
 * Runs something, with the paths in its errors put under the place that its arguments have in the whole request:
 * `['input', 'price']` becomes `['items', 3, 'product', 'create', 'input', 'price']`.
 */
export function atArgument<T>(place: readonly (string | number)[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof GatewayError ? placedAt(place, error) : error;
  }
}

export function placedAt(place: readonly (string | number)[], error: GatewayError): GatewayError {
  const argument = [...place, ...(error.details.argument ?? [])];
  return new GatewayError(error.code, error.message, { ...error.details, argument }, { cause: error.cause });
}
