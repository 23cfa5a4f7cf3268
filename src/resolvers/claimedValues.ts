import { claimValueOf } from '../auth/claimOf.js';
import { claimAsField } from '../dynamo/values/claimAsField.js';
import { badInput } from '../errors/gatewayError.js';
import { claimedFields, tenantArguments, tenantFields } from '../model/claimedFields.js';
import { fieldOf, type Collection, type Entity, type Field, type Model } from '../model/model.js';
import type { Principal } from '../model/principal.js';

type Values = Readonly<Record<string, unknown>>;

/** Fills in what rules tie to claims: arguments and inputs may leave it out, for who asks brings it along. */
export interface ClaimedValues {
  /**
   * @param values  Of a key or partition, by field name.
   * @throws {GatewayError} `BAD_USER_INPUT` for a field that is neither given nor claimed.
   */
  inKey(entity: Entity, values: Values, argument?: readonly (string | number)[]): Values;
  /** @param args  Of a collection's root field. */
  inPartition(model: Model, collection: Collection, args: Values): Values;
  /**
   * @param input  Of a new item.
   * @throws {GatewayError} `BAD_USER_INPUT` for a required field that is neither given nor claimed.
   */
  inInput(entity: Entity, input: Values): FilledInput;
}

export interface FilledInput {
  readonly input: Values;
  /** The fields that nobody gave a value: those that claims, defaults and generators may fill. */
  readonly filled: ReadonlySet<string>;
}

export function createClaimedValues({ claims }: Principal): ClaimedValues {
  function filled(of: Owner, fields: ReadonlyMap<string, string>, values: Values): Values {
    if (fields.size === 0) return values;
    const result: Record<string, unknown> = { ...values };
    for (const [field, claim] of fields) {
      if (isGiven(result[field]) || !of.fields.has(field)) continue;
      const value = claimValueOf(claims, claim);
      const claimed = value === undefined ? undefined : claimAsField(fieldOf(of, field).type, value);
      if (claimed !== undefined) result[field] = claimed;
    }
    return result;
  }
  function complete(
    of: Owner,
    fields: ReadonlyMap<string, string>,
    values: Values,
    argument: readonly (string | number)[],
  ): Values {
    const result = filled(of, fields, values);
    for (const [field, claim] of fields) {
      if (Object.hasOwn(values, field) && !isGiven(result[field])) throw neededField(field, claim, argument);
    }
    return result;
  }
  return {
    inKey: (entity, values, argument = []) => complete(entity, tenantFields(entity), values, argument),
    inPartition(model, collection, args) {
      const of = { name: collection.name, fields: collection.partitionFields };
      return complete(of, tenantArguments(model, collection), args, []);
    },
    inInput(entity, given) {
      const fields = claimedFields(entity);
      const input = filled(entity, fields, given);
      for (const [field, claim] of fields) {
        if (entity.fields.get(field)?.required === true && !isGiven(input[field])) {
          throw neededField(field, claim, ['input']);
        }
      }
      return { input, filled: new Set([...entity.fields.keys()].filter((name) => !isGiven(given[name]))) };
    },
  };
}

interface Owner {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function neededField(field: string, claim: string, argument: readonly (string | number)[]) {
  return badInput(
    `"${field}" is needed: who asks has no claim "${claim}" that would give it. Give it, or ask as somebody who has.`,
    [...argument, field],
  );
}
