import type { FormattedExecutionResult } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import { toGraphQLError } from '../../errors/toGraphQLError.js';

/** The last result of a subscriber whose client does not read. */
export function tooManyWaiting(): FormattedExecutionResult {
  return ended(
    'Too many results were waiting for this subscriber. Read faster or ask for less (a filter, fewer events), and go on after the last cursor that came.',
  );
}

/** The last result of those whose changes take longer to execute than they come. */
export function tooMuchToExecute(): FormattedExecutionResult {
  return ended(
    'Changes came faster than what this subscription selects could be read. Select less of relations or ask for less (a filter, fewer events), and go on after the last cursor that came.',
  );
}

function ended(message: string): FormattedExecutionResult {
  return { errors: [toGraphQLError(new GatewayError('SLOW_CONSUMER', message)).formatted] };
}
