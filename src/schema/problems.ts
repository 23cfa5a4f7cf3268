import { getLocation, type GraphQLError, type Location } from 'graphql';
import type { SchemaProblem } from './schemaError.js';

/** A node of the parsed schema. Nodes that were made up have no place, and no problem can be theirs. */
export interface Located {
  readonly loc?: Location | undefined;
}

/** Collects what is wrong, so that everything can be reported together. */
export interface Problems {
  report(at: Located, message: string): void;
  /** At the error's first place in the text; an error without one is left out. */
  reportGraphQLError(error: GraphQLError, message?: string): void;
  /** Without repeats, in the order of the sources and of their text. */
  list(): readonly SchemaProblem[];
}

export function createProblems(sourceNames: readonly string[]): Problems {
  const found = new Map<string, SchemaProblem>();
  const add = (problem: SchemaProblem): void => {
    found.set(JSON.stringify(problem), problem);
  };
  return {
    report(at, message) {
      if (at.loc === undefined) throw new Error(`No place in the schema for: ${message}`);
      const { line, column } = getLocation(at.loc.source, at.loc.start);
      add({ source: at.loc.source.name, line, column, message });
    },
    reportGraphQLError(error, message = error.message) {
      const [place] = error.locations ?? [];
      const source = error.source?.name;
      if (place === undefined || source === undefined || !sourceNames.includes(source)) return;
      add({ source, ...place, message });
    },
    list() {
      const order = new Map(sourceNames.map((name, at) => [name, at]));
      return [...found.values()].sort(
        (a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || a.line - b.line || a.column - b.column,
      );
    },
  };
}
