import { primaryKey } from '../dynamo/keys/itemKey.js';
import { checkRequest, type UpdateRequest } from '../dynamo/plan/updateRequest.js';
import { createWrite, putWrite, type GuardedRequest, type Write } from '../dynamo/plan/write.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import { badInput } from '../errors/gatewayError.js';
import { keyFieldsOf, type Entity, type Model } from '../model/model.js';
import { toCondition } from './conditionInput.js';

/** What is asked of a write: the arguments of a mutation and the parts of a repository's call have the same names. */
type Values = Readonly<Record<string, unknown>>;

export interface WriteContext {
  readonly model: Model;
  readonly generators: Generators;
  /** Whether the written item is asked for. */
  readonly returnsItem: boolean;
}

/**
 * @param asked  Coerced by the types of the schema.
 * @param key  The primary key's fields, where the write has them apart from the input. Default: those among `asked`.
 * @throws {GatewayError} `BAD_USER_INPUT` for what is wrong whatever is stored.
 */
export function writeOf(
  entity: Entity,
  kind: Write['kind'],
  asked: Values,
  { model, generators, returnsItem }: WriteContext,
  key: Values = keyArguments(entity, asked),
): Write {
  switch (kind) {
    case 'create':
      return createWrite(entity, inputOf(asked), generators, returnsItem);
    case 'put':
      return putWrite(
        entity,
        { input: inputOf(asked), expectedVersion: expectedVersion(asked) },
        generators,
        returnsItem,
      );
    case 'update': {
      const request = { key, ...changesOf(asked), ...conditionsOf(entity, model, asked) };
      checkRequest(entity, request);
      return { kind, entity, key: primaryKey(entity, key), request, returnsItem };
    }
    case 'delete':
    case 'check':
      return {
        kind,
        entity,
        key: primaryKey(entity, key),
        request: conditionsOf(entity, model, asked),
        returnsItem,
      };
  }
}

function keyArguments(entity: Entity, asked: Values): Values {
  return Object.fromEntries(keyFieldsOf(entity).map((name) => [name, asked[name]]));
}

/** Empty of a type of which everything is made by the gateway: it has no such argument. */
function inputOf(asked: Values): Values {
  return (asked['input'] as Values | undefined) ?? {};
}

function changesOf(asked: Values): Pick<UpdateRequest, 'set' | 'setIfAbsent' | 'add' | 'remove' | 'append'> {
  const given = (name: string): Values => (asked[name] as Values | null | undefined) ?? {};
  const change = (name: string): Values =>
    Object.fromEntries(Object.entries(given(name)).filter(([, value]) => value !== null));
  return {
    set: given('set'),
    setIfAbsent: change('setIfAbsent'),
    add: change('add'),
    remove: change('remove'),
    append: change('append'),
  };
}

function conditionsOf(entity: Entity, model: Model, asked: Values): GuardedRequest {
  const filter = asked['if'] as Values | null | undefined;
  return { expectedVersion: expectedVersion(asked), if: toCondition(entity.fields, model, filter, ['if']) };
}

/** As the request gives it; undefined where it gives none. */
function expectedVersion(asked: Values): number | undefined {
  const expected = asked['expectedVersion'];
  if (typeof expected !== 'number') return undefined;
  if (expected < 0) {
    throw badInput(
      `"expectedVersion" must not be below 0; it is ${expected}. 0 means that nothing is stored, or an item without a version.`,
      ['expectedVersion'],
    );
  }
  return expected;
}
