import { badInput } from '../../errors/gatewayError.js';
import type { Filter } from '../../model/filter.js';
import { fieldOf, type Entity, type Field } from '../../model/model.js';
import { checkPlainKeys } from './derivedAttributes.js';

type Values = Readonly<Record<string, unknown>>;

/** Null is in `set` only: by any other change it asks for nothing, so it is left out. */
/** Null has a meaning in `set` only; the other parts have none. */
export interface UpdateRequest {
  /** The primary key's fields. */
  readonly key: Values;
  /** Null takes the field away. */
  readonly set: Values;
  readonly setIfAbsent: Values;
  /** Numbers to add, also negative, and elements to put into sets. */
  readonly add: Values;
  /** Elements to take out of sets. */
  readonly remove: Values;
  /** Elements to put at the end of lists. */
  readonly append: Values;
  readonly expectedVersion: number | undefined;
  readonly if: Filter | undefined;
  /** As of `GuardedRequest`. */
  readonly checks?: boolean;
}

/**
 * Refuses what is wrong whatever is stored.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for an empty update, two changes of one field, or a value that cannot be an index key.
 */
export function checkRequest(entity: Entity, request: UpdateRequest): void {
  const seen = new Set<string>();
  for (const part of ['set', 'setIfAbsent', 'add', 'remove', 'append'] as const) {
    for (const name of givenNames(request[part])) {
      if (seen.has(name)) {
        throw badInput(`Two changes of one update touch "${name}"; keep one of them.`, [part, name]);
      }
      seen.add(name);
    }
  }
  if (seen.size === 0) {
    throw badInput(`This update of ${entity.name} changes nothing. Give at least one field to change.`, ['set']);
  }
  checkPlainKeys(entity, request.set, 'set');
  checkPlainKeys(entity, request.setIfAbsent, 'setIfAbsent');
}

/** The fields that a part of the request changes, with what it says of each. */
export function givenFields(entity: Entity, values: Values): [Field, unknown][] {
  return givenNames(values).map((name) => [fieldOf(entity, name), values[name]]);
}

export function givenNames(values: Values): string[] {
  return Object.keys(values).filter((name) => values[name] !== undefined);
}
