/** One mistake in the schema. Lines and columns count from 1. */
export interface SchemaProblem {
  /** Name of the source, as `compileSchema` was given it. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** Names the thing and says what to write instead. */
  readonly message: string;
}

/** Everything that is wrong in a schema, in the order of the text. Its message has one line a problem: `schema.graphql:12:3 message`. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly problems: readonly SchemaProblem[];

  constructor(problems: readonly SchemaProblem[]) {
    super(problems.map(({ source, line, column, message }) => `${source}:${line}:${column} ${message}`).join('\n'));
    this.problems = problems;
  }
}
