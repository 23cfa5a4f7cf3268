import { GraphQLError, Kind, parse, Source, type DocumentNode } from 'graphql';
import type { Problems } from './problems.js';

export interface SchemaSource {
  /** Shown in messages: `schema.graphql`. */
  readonly name: string;
  readonly body: string;
}

/** All sources as one document. A source that is no GraphQL is reported, with its place, and left out. */
export function parseSources(sources: readonly SchemaSource[], problems: Problems): DocumentNode {
  const definitions = sources.flatMap(({ name, body }) => {
    try {
      return parse(new Source(body, name)).definitions;
    } catch (error) {
      // A file with comments only is an empty schema, which GraphQL's grammar does not know.
      if (body.replace(/#[^\n\r]*/g, '').replace(/[\s,\uFEFF]/g, '') === '') return [];
      if (!(error instanceof GraphQLError)) throw error;
      problems.reportGraphQLError(error);
      return [];
    }
  });
  return { kind: Kind.DOCUMENT, definitions };
}
