import { compileSchema } from '../../src/schema/compileSchema.js';
import { SchemaError } from '../../src/schema/schemaError.js';

/** What is wrong with a schema, as `line:column message`; nothing for a schema that compiles. */
export function problemsOf(body: string): readonly string[] {
  try {
    compileSchema([{ name: 'schema.graphql', body }]);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
}

/** `make(1)` to `make(count)`, one a line. */
export function numbered(count: number, make: (n: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at + 1)).join('\n');
}
