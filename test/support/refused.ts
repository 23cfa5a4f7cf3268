import type { Scenario } from './scenario.js';

/** A scenario of an operation that is refused before anything is sent. */
export function refused(
  fixture: Pick<Scenario, 'schema' | 'items'>,
  title: string,
  operation: string,
  message: string,
  more: Pick<Scenario, 'variables' | 'limits'> & { readonly code?: string } = {},
): Scenario {
  const { code = 'BAD_USER_INPUT', ...others } = more;
  return { ...fixture, ...others, title, operation, commands: [], errors: [{ code, message }] };
}
