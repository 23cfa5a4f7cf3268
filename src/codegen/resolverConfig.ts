import type { Model } from '../model/model.js';
import { generatedNames } from './generatedNames.js';
import { SCALAR_TYPES } from './valueTypeText.js';

type Config = Readonly<Record<string, unknown>>;

/**
 * Options of the typescript and typescript-resolvers plugins: types that pass the strictest compiler settings, and
 * resolvers whose items are the stored ones.
 *
 * @param given  What codegen.yml says under `config`: it wins; its `scalars` and `mappers` are added one by one.
 * @param itemsFrom  Import of items.ts, as resolvers.ts writes it.
 */
export function resolverConfig(model: Model, itemsFrom: string, given: Config): Record<string, unknown> {
  const stored = [...model.entities.keys(), ...model.maps.keys()].map((name) => [
    name,
    `${itemsFrom}#${generatedNames.stored(name)}`,
  ]);
  return {
    contextType: `${itemsFrom}#${generatedNames.context} as ${generatedNames.importedContext}`,
    useTypeImports: true,
    enumsAsTypes: true,
    immutableTypes: true,
    namingConvention: 'keep',
    defaultScalarType: 'unknown',
    // Types are imported as ES modules want them, with the extension.
    emitLegacyCommonJSImports: false,
    ...given,
    scalars: { ...SCALAR_TYPES, ...(given['scalars'] as Config | undefined) },
    mappers: { ...Object.fromEntries(stored), ...(given['mappers'] as Config | undefined) },
  };
}
