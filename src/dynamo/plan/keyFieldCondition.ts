import { badInput } from '../../errors/gatewayError.js';
import type { KeyOperator } from '../../model/listArguments.js';

/** What a client asks of one sort field: `eq` alone, `beginsWith` alone, `between` alone, or at most one bound on each side. */
export type KeyFieldCondition = { readonly [operator in KeyOperator]?: unknown };

/** One side of a range, as the client gave it. */
export interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
  readonly operator: KeyOperator;
}

export function boundsOf(
  field: string,
  condition: KeyFieldCondition,
): { low: Bound | undefined; high: Bound | undefined } {
  if (condition.between !== undefined) {
    const values = condition.between as readonly unknown[];
    if (values.length !== 2) {
      throw badInput(`"between" takes two values, the lower and the upper bound; it has ${values.length}.`, [
        field,
        'between',
      ]);
    }
    return {
      low: { value: values[0], inclusive: true, operator: 'between' },
      high: { value: values[1], inclusive: true, operator: 'between' },
    };
  }
  const bound = (inclusive: 'ge' | 'le', exclusive: 'gt' | 'lt'): Bound | undefined => {
    if (condition[inclusive] !== undefined)
      return { value: condition[inclusive], inclusive: true, operator: inclusive };
    if (condition[exclusive] !== undefined)
      return { value: condition[exclusive], inclusive: false, operator: exclusive };
    return undefined;
  };
  return { low: bound('ge', 'gt'), high: bound('le', 'lt') };
}

/** An operator whose value is null is one that is not given. */
export function givenOperators(condition: KeyFieldCondition | undefined): KeyFieldCondition {
  return Object.fromEntries(
    Object.entries(condition ?? {}).filter(([, value]) => value !== undefined && value !== null),
  );
}

const LOWER: readonly string[] = ['gt', 'ge'];
const UPPER: readonly string[] = ['lt', 'le'];

/** @throws {GatewayError} `BAD_USER_INPUT` for an operator that the key does not allow, and for several that are no range. */
export function assertOperators(field: string, condition: KeyFieldCondition, allowed: readonly KeyOperator[]): void {
  const given = Object.keys(condition) as readonly KeyOperator[];
  const unknown = given.find((operator) => !allowed.includes(operator));
  if (unknown !== undefined) {
    throw badInput(`"${field}" cannot be asked with "${unknown}" here; its key allows ${allowed.join(', ')}.`, [
      field,
      unknown,
    ]);
  }
  const onePerSide =
    given.length === 1 ||
    (given.length === 2 &&
      given.some((operator) => LOWER.includes(operator)) &&
      given.some((operator) => UPPER.includes(operator)));
  if (!onePerSide) {
    throw badInput(
      `"${field}" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has ${given.join(', ')}.`,
      [field],
    );
  }
}
