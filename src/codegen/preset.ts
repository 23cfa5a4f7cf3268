import { posix } from 'node:path';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import type { CodegenPlugin, Types } from '@graphql-codegen/plugin-helpers';
import { print } from 'graphql';
import { headerText } from './generatedNames.js';
import { ownResolvers } from './ownResolvers.js';
import { plugin } from './plugin.js';
import { resolverConfig } from './resolverConfig.js';
import { servedSchemaOf } from './servedSchema.js';

/** Options of the preset, in codegen.yml under `presetConfig`. */
export interface PresetConfig {
  /** Where the generated files import sortkey's types from. Default: `sortkey`. */
  readonly importFrom?: string;
}

/**
 * The graphql-codegen preset `sortkey/codegen`. Into the folder it is given it writes
 *
 * - `schema.graphql`, the SDL that clients see,
 * - `resolvers.ts`, the types of the served schema and its resolvers (typescript, typescript-resolvers),
 * - `items.ts`, stored items, keys, queries, writes and repositories (our plugin).
 */
export const preset: Types.OutputPreset<PresetConfig> = {
  buildGeneratesSection({ baseOutputDir, presetConfig, schema, schemaAst, documents, config }) {
    const { model, file, api } = servedSchemaOf(schemaAst);
    const header = `// ${headerText(file)}`;
    const output = (name: string, plugins: Readonly<Record<string, CodegenPlugin>>, options = config) => ({
      filename: posix.join(baseOutputDir, name),
      plugins: Object.keys(plugins).map((one) => ({ [one]: {} })),
      pluginMap: plugins,
      config: options,
      schema,
      ...(schemaAst === undefined ? {} : { schemaAst }),
      documents,
    });
    return [
      output('schema.graphql', { schema: { plugin: () => `# ${headerText(file)}\n\n${print(api)}\n` } }),
      output(
        'resolvers.ts',
        {
          header: { plugin: () => ({ prepend: [header], content: '' }) },
          typescript,
          typescriptResolvers,
          ownResolvers: { plugin: ownResolvers },
        },
        resolverConfig(model, './items.js', config),
      ),
      output('items.ts', { items: { plugin } }, presetConfig),
    ];
  },
};
