import type { PutRequest } from '../dynamo/plan/planWrite.js';
import type { UpdateRequest } from '../dynamo/plan/updateRequest.js';
import type { Entity, Model } from '../model/model.js';
import { toFilter } from './filterInput.js';

/** What is asked of a write: the arguments of a mutation and the parts of a repository's call have the same names. */
type Values = Readonly<Record<string, unknown>>;

export function putRequest(asked: Values): PutRequest {
  return { input: inputOf(asked), expectedVersion: expectedVersion(asked) };
}

/** Empty of a type of which everything is made by the gateway: it has no such argument. */
export function inputOf(asked: Values): Values {
  return (asked['input'] as Values | undefined) ?? {};
}

export function changesOf(asked: Values): Pick<UpdateRequest, 'set' | 'setIfAbsent' | 'add' | 'remove' | 'append'> {
  const change = (name: string): Values => (asked[name] as Values | null | undefined) ?? {};
  return {
    set: change('set'),
    setIfAbsent: change('setIfAbsent'),
    add: change('add'),
    remove: change('remove'),
    append: change('append'),
  };
}

export function conditionsOf(
  entity: Entity,
  model: Model,
  asked: Values,
): Pick<UpdateRequest, 'expectedVersion' | 'if'> {
  const filter = asked['if'] as Values | null | undefined;
  return { expectedVersion: expectedVersion(asked), if: toFilter(entity.fields, model, filter, ['if']) };
}

export function expectedVersion(asked: Values): number | undefined {
  const expected = asked['expectedVersion'];
  return typeof expected === 'number' ? expected : undefined;
}
