import type { ValueType } from '../../model/valueType.js';

/**
 * The GraphQL name of a scalar or enum.
 *
 * @throws {Error} for a map or list: they cannot be keys.
 */
export function scalarName(type: ValueType): string {
  if (type.kind === 'scalar') return type.scalar;
  if (type.kind === 'enum') return type.enum;
  throw new Error(`A ${type.kind} cannot be part of a key.`);
}
