import { codegen } from '@graphql-codegen/core';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { getCachedDocumentNodeFromSchema } from '@graphql-codegen/plugin-helpers';
import { preset, type PresetConfig } from '../../../src/codegen/index.js';

/**
 * Runs the preset as graphql-codegen does, without writing.
 *
 * @param schema  As our loader gives it.
 * @returns Content by file name, without the folder.
 */
export async function generateFiles(
  schema: GraphQLSchema,
  presetConfig: PresetConfig = {},
  config: Readonly<Record<string, unknown>> = {},
): Promise<ReadonlyMap<string, string>> {
  const schemaAst = lexicographicSortSchema(schema);
  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: 'generated',
    presetConfig,
    schema: getCachedDocumentNodeFromSchema(schemaAst),
    schemaAst,
    documents: [],
    config: { ...config },
    plugins: [],
    pluginMap: {},
  });
  const files = outputs.map(
    async (output) => [output.filename.replace(/^generated\//, ''), await codegen(output)] as const,
  );
  return new Map(await Promise.all(files));
}
