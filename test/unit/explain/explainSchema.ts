import { type DocumentNode, parse } from 'graphql';
import { createExecutableSchema } from '../../../src/resolvers/createExecutableSchema.js';
import type { ExplainRequest } from '../../../src/resolvers/explain/explainOperation.js';
import { standInResolvers } from '../../../src/resolvers/explain/standInResolvers.js';
import { unrestricted } from '../../../src/model/viewer.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { libraryScalars } from '../../../src/schema/scalars/libraryScalars.js';
import { TEST_NOW } from '../../support/moments.js';

/** What plans of operations on a schema are asked with. */
export function explainRequests(sdl: string): (operation: string, variables?: object) => ExplainRequest {
  const { model, document: compiled } = compileSchema([{ name: 'schema.graphql', body: sdl }]);
  const api = buildApi(model, compiled);
  const userResolvers = standInResolvers(model, api);
  const schema = createExecutableSchema({ model, api, userResolvers, scalars: libraryScalars });
  const parsed = new Map<string, DocumentNode>();
  return (operation, variables = {}) => {
    const document = parsed.get(operation) ?? parse(operation);
    parsed.set(operation, document);
    return {
      model,
      schema,
      document,
      variables: variables as Readonly<Record<string, unknown>>,
      viewer: unrestricted(TEST_NOW),
      limits: {
        defaultPageSizeItems: 20,
        maxPageSizeItems: 100,
        readBudgetUnits: 512,
        maxReadUnits: 5000,
        maxKeys: 1000,
      },
    };
  };
}
