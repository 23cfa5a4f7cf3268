import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import { GatewayError } from '../errors/gatewayError.js';
import { createBoundedCache, LEAST_CHARACTERS } from '../limits/boundedCache.js';
import type { DocumentGate } from '../limits/documentGate.js';

export interface OperationSource {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A document that parses, fits the schema, and has the operation asked for. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Holds to the limits, parses and validates; the errors carry their codes. */
export type PrepareOperation = (request: OperationSource) => PreparedOperation | readonly GraphQLError[];

export interface PrepareParts {
  readonly schema: GraphQLSchema;
  readonly gate: DocumentGate;
  /** Beside those of GraphQL's specification. */
  readonly ownRules: readonly ValidationRule[];
  readonly settings: Pick<GatewaySettings, 'documentLimitTokens' | 'production'>;
}

/** Characters of the documents that are kept: subscribers of one document share its AST. */
const KEPT_CHARACTERS = 1_000_000;

export function createPrepareOperation({ schema, gate, ownRules, settings }: PrepareParts): PrepareOperation {
  const rules = [...specifiedRules, ...ownRules];
  const valid = createBoundedCache<DocumentNode>(KEPT_CHARACTERS);

  function validDocument(query: string): DocumentNode | readonly GraphQLError[] {
    const kept = valid.get(query);
    if (kept !== undefined) return kept;
    const document = parseDocument(query, parseOptionsOf(settings));
    if (document instanceof GraphQLError) return [document];
    const problems = validate(schema, document, rules, { hideSuggestions: settings.production });
    if (problems.length > 0) return problems.map((problem) => withCode(problem, 'GRAPHQL_VALIDATION_FAILED'));
    valid.set(query, document, Math.max(query.length, LEAST_CHARACTERS));
    return document;
  }

  return ({ query, operationName, variables }) => {
    try {
      gate.check({ query: query ?? '', variables });
    } catch (error) {
      return [refusalOf(error)];
    }
    const document = validDocument(query ?? '');
    if (!('kind' in document)) return document;
    const operation = getOperationAST(document, operationName);
    return operation ? { document, operation } : [noOperation(operationName)];
  };
}

export function parseOptionsOf({ documentLimitTokens }: PrepareParts['settings']): { readonly maxTokens: number } {
  return { maxTokens: documentLimitTokens };
}

/** A refusal as one of the errors that validation gives. @throws what is none. */
export function refusalOf(error: unknown): GraphQLError {
  if (error instanceof GatewayError) return new GraphQLError(error.message, { originalError: error });
  throw error;
}

function parseDocument(source: string, options: { readonly maxTokens: number }): DocumentNode | GraphQLError {
  try {
    return parse(source, options);
  } catch (error) {
    return withCode(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, {
    ...(nodes === undefined ? { source, positions } : { nodes }),
    originalError: error,
    extensions: { code },
  });
}

function noOperation(name: string | null | undefined): GraphQLError {
  const message = name
    ? `Unknown operation named "${name}".`
    : 'Must provide operation name if query contains multiple operations.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
