/** What GraphQL takes as a name. Names that start with `__` are its own. */
export const GRAPHQL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function isServableName(name: string): boolean {
  return GRAPHQL_NAME.test(name) && !name.startsWith('__');
}
