import type { Scenario } from './scenario.js';

/** A scenario of an operation that is refused before anything is sent. */
export function refused(
  fixture: Pick<Scenario, 'schema' | 'items'>,
  title: string,
  operation: string,
  message: string,
  more: Pick<Scenario, 'variables' | 'limits'> = {},
): Scenario {
  return { ...fixture, ...more, title, operation, commands: [], errors: [{ code: 'BAD_USER_INPUT', message }] };
}
