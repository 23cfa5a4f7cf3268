import { readFile } from 'node:fs/promises';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, Source, validate } from 'graphql';
import { UsageError } from './usageError.js';

/** @throws {UsageError} for a file that cannot be read. */
export async function readSource(file: string): Promise<Source> {
  const body = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`"${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  });
  return new Source(body, file);
}

/** The document, or what is wrong with it. */
export function parsed(source: Source): DocumentNode | readonly string[] {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof GraphQLError) return [problemText(error)];
    throw error;
  }
}

/** What of a document does not fit the schema, each with its place. */
export function problemsOf(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  return validate(schema, document).map(problemText);
}

/** `ops/cart.graphql:3:5 Cannot query field ...` */
function problemText({ message, source, nodes, locations, positions }: GraphQLError): string {
  const [location] = locations ?? [];
  const file = (source ?? nodes?.[0]?.loc?.source)?.name;
  if (file === undefined || positions === undefined) return message;
  return `${file}:${location?.line ?? 1}:${location?.column ?? 1} ${message}`;
}

/**
 * @param given  JSON, or the path of a file with JSON.
 * @throws {UsageError}
 */
export async function readJsonObject(given: string, flag: string): Promise<Readonly<Record<string, unknown>>> {
  const text = given.trimStart().startsWith('{') ? given : (await readSource(given)).body;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new UsageError(`${flag} takes a JSON object, or the path of a file that holds one.`);
}
