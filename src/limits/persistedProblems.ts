import { type GraphQLSchema, GraphQLError, parse, validate } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import type { DocumentGate } from './documentGate.js';
import type { OperationManifest } from './operationManifest.js';

/** Why operations of a manifest could never run: one line each, with the place in the operation's document. */
export function persistedProblems(
  { bodies }: OperationManifest,
  schema: GraphQLSchema,
  gate: DocumentGate,
): readonly string[] {
  return [...bodies].flatMap(([id, body]) =>
    problemsOf(body, schema, gate).map((problem) => `Operation ${JSON.stringify(id)}: ${problem}`),
  );
}

function problemsOf(body: string, schema: GraphQLSchema, gate: DocumentGate): readonly string[] {
  try {
    gate.check({ query: body });
    return validate(schema, parse(body)).map(placed);
  } catch (error) {
    if (error instanceof GatewayError) return [error.message];
    if (error instanceof GraphQLError) return [placed(error)];
    throw error;
  }
}

function placed({ message, locations: [place] = [] }: GraphQLError): string {
  return place === undefined ? message : `${place.line}:${place.column} ${message}`;
}
