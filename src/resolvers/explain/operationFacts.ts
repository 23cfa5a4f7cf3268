import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { OperationFacts } from '../selectedFields.js';

/** An operation as a client sends it. */
export interface OperationRequest {
  /** The served one, with resolvers. */
  readonly schema: GraphQLSchema;
  /** Validated. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** As the client gives them. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** @throws {GraphQLError} for an operation that the document does not have, and for variables that do not fit. */
export function factsOf({ schema, document, operationName, variables }: OperationRequest): OperationFacts {
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw new GraphQLError(
      operationName ? `Unknown operation named "${operationName}".` : 'The document has several operations: name one.',
      { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
    );
  }
  return {
    schema,
    operation,
    fragments: fragmentsOf(document),
    variableValues: variableValuesOf(schema, operation, variables ?? {}),
  };
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

function variableValuesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given, { maxErrors: 50 });
  const [error] = errors ?? [];
  if (error !== undefined) {
    throw new GraphQLError(error.message, {
      ...(error.nodes !== undefined && { nodes: error.nodes }),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  return coerced ?? {};
}
