import { GatewayError } from '../errors/gatewayError.js';
import { type DocumentLimits, INTROSPECTION_DEPTH } from './documentLimits.js';
import { limitExceeded } from './limitExceeded.js';
import type { OperationFigures } from './measureOperations.js';

/** Figure, setting, and the words of the message: `The operation has 120 aliases`. */
const LIMITS = [
  ['depth', 'documentLimitDepth', 'levels of fields inside each other', 'Ask for fewer levels'],
  ['rootFields', 'documentLimitRootFields', 'root fields', 'Send several operations'],
  ['aliases', 'documentLimitAliases', 'aliases', 'Send several operations'],
  ['directives', 'documentLimitDirectives', 'directives', 'Use fewer'],
  ['selections', 'documentLimitSelections', 'fields and fragments', 'Ask for fewer'],
] as const;

/**
 * @param name  Of the operation, for the message; `''` without one.
 * @throws {GatewayError} `LIMIT_EXCEEDED`
 */
export function checkOperation(figures: OperationFigures, name: string, limits: DocumentLimits): void {
  const subject = name === '' ? 'The operation' : `The operation "${name}"`;
  for (const [figure, setting, counted, wayOut] of LIMITS) {
    const [actual, max] = [figures[figure], limits[setting]];
    if (actual <= max) continue;
    // Where fragments multiply, the number is none that a person reads.
    const count = Number.isSafeInteger(actual) ? String(actual) : 'countless';
    throw limitExceeded({ name: setting, max, actual, what: `${subject} has ${count} ${counted}`, wayOut });
  }
  if (figures.introspectionDepth > INTROSPECTION_DEPTH) {
    throw new GatewayError(
      'LIMIT_EXCEEDED',
      `${subject} has ${figures.introspectionDepth} levels below __schema or __type; at most ${INTROSPECTION_DEPTH} may be. Ask for fewer levels.`,
      { limit: { name: 'introspectionDepth', max: INTROSPECTION_DEPTH, actual: figures.introspectionDepth } },
    );
  }
}
