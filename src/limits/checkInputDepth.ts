import type { DocumentLimits } from './documentLimits.js';
import { tooDeepValue } from './scanDocument.js';

/**
 * graphql-js and the scalars call themselves for every list and object of a
 * variable.
 *
 * @throws {GatewayError} `LIMIT_EXCEEDED` where more than `inputDepthMax` of them are inside each other.
 */
export function checkInputDepth(variables: unknown, limits: DocumentLimits): void {
  if (typeof variables !== 'object' || variables === null) return;
  for (const [name, value] of Object.entries(variables)) {
    if (isDeeper(value, limits.inputDepthMax)) throw tooDeepValue(`The variable "$${name.slice(0, 100)}"`, limits);
  }
}

/** Goes no further in than the limit, so its own recursion is bounded. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
