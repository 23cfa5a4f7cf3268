import { readFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { buildASTSchema, GraphQLSchema, Kind, type DocumentNode } from 'graphql';
import type { Model } from '../model/model.js';
import { repositoryInputTypes } from '../resolvers/repositoryInputTypes.js';
import { buildApi } from '../schema/api/buildApi.js';
import { compileSchema } from '../schema/compileSchema.js';

/** What the generated files are made from. */
export interface ServedSchema {
  /** The schema file, as the configuration names it. */
  readonly file: string;
  readonly model: Model;
  /** What the user wrote. */
  readonly document: DocumentNode;
  /** What clients see. */
  readonly api: DocumentNode;
}

const EXTENSION = 'sortkey';

/**
 * The schema as clients see it, for graphql-codegen, and the input types that only repositories take: of operations
 * that are not served. The model is an extension of it: codegen hands plugins the GraphQLSchema alone, and `@table`
 * and its like are no longer in it.
 *
 * @throws {SchemaError} with every problem, each with line and column.
 */
export function toServedSchema(file: string, body: string): GraphQLSchema {
  const { model, document } = compileSchema([{ name: file, body }]);
  const api = buildApi(model, document);
  const served: ServedSchema = { file, model, document, api };
  const schema = buildASTSchema(withRepositoryInputs(api, model));
  return new GraphQLSchema({ ...schema.toConfig(), extensions: { [EXTENSION]: served } });
}

function withRepositoryInputs(api: DocumentNode, model: Model): DocumentNode {
  const names = new Set(api.definitions.flatMap((node) => ('name' in node && node.name?.value) || []));
  const more = repositoryInputTypes(model, model.entities.values()).filter(({ name }) => !names.has(name.value));
  return { kind: Kind.DOCUMENT, definitions: [...api.definitions, ...more] };
}

/**
 * The loader that codegen.yml names beside the schema file.
 *
 * @param file  Relative to the folder of codegen.yml.
 */
export async function loadServedSchema(file: string, options: { readonly cwd?: string } = {}): Promise<GraphQLSchema> {
  const path = isAbsolute(file) ? file : join(options.cwd ?? process.cwd(), file);
  return toServedSchema(normalize(file), await readFile(path, 'utf8'));
}

/** @throws {Error} where the schema was not loaded by `loadServedSchema`, alone. */
export function servedSchemaOf(schema: GraphQLSchema | undefined): ServedSchema {
  const served = schema?.extensions[EXTENSION];
  if (served !== undefined) return served as ServedSchema;
  throw new Error(
    'sortkey/codegen needs the schema from its own loader. Write in codegen.yml, as the only schema: ' +
      '"schema: { ./schema.graphql: { loader: sortkey/codegen } }".',
  );
}
