import { type DocumentNode, parse } from 'graphql';
import { createBoundedCache, LEAST_CHARACTERS } from './boundedCache.js';
import { checkInputDepth } from './checkInputDepth.js';
import { checkOperation } from './checkOperation.js';
import { type DocumentLimits, MAX_NESTED_BRACES } from './documentLimits.js';
import { measureOperations, type OperationFigures } from './measureOperations.js';
import { refuseConditionalSubscription } from './refuseConditionalSubscription.js';
import { scanDocument, tooDeepSelections } from './scanDocument.js';

/** An operation as a request asks for it. */
export interface DocumentRequest {
  readonly query: string;
  readonly variables?: unknown;
}

/** Stands before validation, parts of which take time with the square of a document's length, or throw. */
export interface DocumentGate {
  /**
   * Lets pass what is within limits, and text that is no GraphQL, which cannot be run anyway. Each operation of the
   * document is measured by itself, whichever is asked for; tokens are those of the whole document.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED`; `GRAPHQL_VALIDATION_FAILED` for what validation would throw at.
   */
  check(operation: DocumentRequest): void;
}

/** Characters of the documents whose figures are remembered. */
const REMEMBERED_CHARACTERS = 4_000_000;

export function createDocumentGate(limits: DocumentLimits): DocumentGate {
  const remembered = createBoundedCache<ReadonlyMap<string, OperationFigures>>(REMEMBERED_CHARACTERS);

  function figuresOf(query: string): ReadonlyMap<string, OperationFigures> | undefined {
    const known = remembered.get(query);
    if (known !== undefined) return known;
    const document = scanDocument(query, limits) ? parsed(query) : undefined;
    if (document === undefined) return undefined;
    const { operations, deepest } = measureOperations(document);
    // Validation calls itself for every level, also below what does not run.
    if (deepest > MAX_NESTED_BRACES) throw tooDeepSelections();
    refuseConditionalSubscription(document);
    remembered.set(query, operations, Math.max(query.length, operations.size * LEAST_CHARACTERS));
    return operations;
  }

  return {
    check({ query, variables }) {
      checkInputDepth(variables, limits);
      // Those that are not asked for are validated, too.
      for (const [name, figures] of figuresOf(query) ?? []) checkOperation(figures, name, limits);
    },
  };
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return undefined;
  }
}
