import type { Written } from './directives/readArguments.js';
import { isServableName } from './graphqlName.js';
import type { Problems } from './problems.js';

/**
 * A name that the schema gives to something served.
 *
 * @param example  What to write, for the message: `query: "allOrders"`.
 * @returns undefined for what GraphQL takes for no name, which is reported.
 */
export function servableName(
  { value, node }: Written<string>,
  example: string,
  problems: Problems,
): string | undefined {
  if (isServableName(value)) return value;
  problems.report(
    node,
    `"${value}" is no name in GraphQL: use letters, digits and _, no digit first and no "__", as in ${example}.`,
  );
  return undefined;
}
