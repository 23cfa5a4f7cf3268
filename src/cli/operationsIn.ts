import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
} from 'graphql';
import { parsed, problemsOf, readSource } from './readOperations.js';
import { UsageError } from './usageError.js';

export interface FoundOperation {
  /** For people: an operation without a name has words in its place. */
  readonly name: string;
  readonly file: string;
  /** The operation with the fragments it needs, of whichever file. */
  readonly document: DocumentNode;
  /** The document as a client would send it, and as a manifest has it. */
  readonly body: string;
  readonly operation: OperationDefinitionNode;
}

export interface FolderOfOperations {
  /** Those that fit the schema. */
  readonly operations: readonly FoundOperation[];
  /** What cannot be parsed or does not fit, each with file, line and column. */
  readonly problems: readonly string[];
}

/**
 * The operations of a folder's *.graphql files, those of folders inside it too. A fragment may stand in any of them.
 *
 * @throws {UsageError} for a folder that cannot be read or has no such file.
 */
export async function operationsIn(folder: string, schema: GraphQLSchema): Promise<FolderOfOperations> {
  const problems: string[] = [];
  const documents: { readonly file: string; readonly document: DocumentNode }[] = [];
  for (const file of await filesIn(folder)) {
    const document = parsed(await readSource(file));
    if ('kind' in document) documents.push({ file, document });
    else problems.push(...document);
  }
  const fragments = documents.flatMap(({ document }) =>
    document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
  );
  const operations = documents.flatMap(({ file, document }) =>
    document.definitions.flatMap((operation): FoundOperation[] => {
      if (operation.kind !== Kind.OPERATION_DEFINITION) return [];
      const all: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
      const own = separateOperations(all)[operation.name?.value ?? ''] ?? all;
      const wrong = problemsOf(schema, own);
      problems.push(...wrong);
      const name = operation.name?.value ?? 'an operation without a name';
      return wrong.length > 0 ? [] : [{ name, file, document: own, body: print(own), operation }];
    }),
  );
  return { operations, problems };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(
      `The folder "${folder}" cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  });
  const files = names.filter((name) => name.endsWith('.graphql')).sort();
  if (files.length === 0) throw new UsageError(`The folder "${folder}" has no *.graphql files.`);
  return files.map((name) => join(folder, name));
}
