import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import { primaryKey } from '../keys/itemKey.js';

/** One item by its primary key. Gets of one wave share a BatchGetItem, so a plan names the key and not the command. */
export interface GetPlan {
  readonly entity: Entity;
  readonly table: string;
  readonly key: AttributeMap;
  readonly consistent: boolean;
}

/**
 * @param values  Every field of the primary key, by GraphQL name.
 * @param argument  Path of the argument that holds them.
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that cannot be a key.
 */
export function planGet(
  entity: Entity,
  values: Readonly<Record<string, unknown>>,
  options: { readonly consistent: boolean; readonly argument?: readonly (string | number)[] },
): GetPlan {
  return {
    entity,
    table: entity.table,
    key: primaryKey(entity, values, options.argument),
    consistent: options.consistent,
  };
}
