import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { itemsFile } from './itemsFile.js';

/** Options of the plugin, in codegen.yml under `config`. */
export interface ItemsPluginConfig {
  /** Where `GatewayContext` and `Repository` are imported from. Default: `sortkey`. */
  readonly importFrom?: string;
  /** The file that the typescript plugin writes, as an import. Default: `./resolvers.js`. */
  readonly typesFrom?: string;
}

/**
 * The graphql-codegen plugin `sortkey/codegen`: stored item types, key types, queries, writes, `Repositories` and `Context`.
 *
 * @throws {Error} where the schema was loaded without our loader.
 */
export const plugin: PluginFunction<ItemsPluginConfig, string> = (schema, _documents, config) =>
  itemsFile(schema, {
    importFrom: config.importFrom ?? 'sortkey',
    typesFrom: config.typesFrom ?? './resolvers.js',
  });
