import type { GraphQLResolveInfo } from 'graphql';

/** Whether `@consistent` stands on the operation or on the field itself. */
export function isConsistent({ operation, fieldNodes }: GraphQLResolveInfo): boolean {
  return [operation, ...fieldNodes].some((node) =>
    node.directives?.some((directive) => directive.name.value === 'consistent'),
  );
}
