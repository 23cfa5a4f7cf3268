import type { ScalarStorage } from '../model/valueType.js';

/** How the scalars of GraphQL are stored where no `@attribute(as:)` says otherwise. */
export const BUILT_IN_SCALARS: ReadonlyMap<string, ScalarStorage> = new Map([
  ['ID', 'S'],
  ['String', 'S'],
  ['Int', 'N'],
  ['Float', 'N'],
  ['Boolean', 'BOOL'],
]);

/** The same for the scalars of `directives.graphql`. */
export const LIBRARY_SCALARS: ReadonlyMap<string, ScalarStorage> = new Map([
  ['DateTime', 'S'],
  ['LocalDateTime', 'S'],
  ['Date', 'S'],
  ['JSON', 'DOCUMENT'],
  ['Bytes', 'B'],
  ['BigInt', 'N'],
  ['Decimal', 'N'],
  ['Duration', 'S'],
]);

/** A scalar that the user's schema declares. */
export function isOwnScalar(name: string): boolean {
  return !BUILT_IN_SCALARS.has(name) && !LIBRARY_SCALARS.has(name);
}
