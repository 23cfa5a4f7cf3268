import { getDirectiveValues } from 'graphql';
import type { OperationFacts } from './selectedFields.js';

/** What `@transaction` on an operation says. */
export interface TransactionDirective {
  readonly token: string | undefined;
}

/** Undefined where the operation is none. */
export function transactionDirective(facts: OperationFacts): TransactionDirective | undefined {
  const { operation, schema, variableValues } = facts;
  if (operation.directives === undefined || operation.directives.length === 0) return undefined;
  const definition = schema.getDirective('transaction');
  if (definition === undefined || definition === null) return undefined;
  const values = getDirectiveValues(definition, operation, variableValues);
  return values && { token: (values['token'] as string | null | undefined) ?? undefined };
}
