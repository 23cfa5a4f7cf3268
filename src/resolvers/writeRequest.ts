import { primaryKey } from '../dynamo/keys/itemKey.js';
import { refuseForbidden } from '../dynamo/plan/accessChecks.js';
import type { AuthOperation } from '../model/auth.js';
import { checkRequest, type UpdateRequest } from '../dynamo/plan/updateRequest.js';
import { createWrite, putWrite, type GuardedRequest, type Write } from '../dynamo/plan/write.js';
import type { Generators } from '../dynamo/plan/itemToStore.js';
import { badInput } from '../errors/gatewayError.js';
import { keyFieldsOf, type Entity, type Model } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';
import type { ClaimedValues } from './claimedValues.js';
import { toCondition } from './conditionInput.js';
import { seenFields } from './filterInput.js';
import type { RequestInternals } from './requestInternals.js';

/** What is asked of a write: the arguments of a mutation and the parts of a repository's call have the same names. */
type Values = Readonly<Record<string, unknown>>;

export interface WriteContext {
  readonly model: Model;
  readonly viewer: Viewer;
  readonly claimed: ClaimedValues;
  /** As of `RequestInternals`. */
  readonly writesAs?: Viewer | undefined;
  readonly generators: Generators;
  /** Whether the written item is asked for. */
  readonly returnsItem: boolean;
}

/** What writes are made with, whatever is asked of each. */
export type Writing = Omit<WriteContext, 'returnsItem'>;

/** @param generators  For this write's values, where they are noted; default: the request's. */
export function writing(
  { runtime, viewer, claimed, writesAs, generators: ofRequest }: RequestInternals,
  generators: Generators = ofRequest,
): Writing {
  return { model: runtime.model, viewer, claimed, writesAs, generators };
}

/**
 * @param asked  Coerced by the types of the schema.
 * @param key  The primary key's fields, where the write has them apart from the input. Default: those among `asked`.
 * @throws {GatewayError} `FORBIDDEN` for what no rule could allow; `BAD_USER_INPUT` for what is wrong whatever is stored.
 */
export function writeOf(
  entity: Entity,
  kind: Write['kind'],
  asked: Values,
  context: WriteContext,
  key?: Values,
): Write {
  const write = askedWrite(entity, kind, asked, context, key);
  return context.writesAs === undefined ? write : { ...write, viewer: context.writesAs };
}

function askedWrite(
  entity: Entity,
  kind: Write['kind'],
  asked: Values,
  { model, viewer, claimed, generators, returnsItem }: WriteContext,
  givenKey: Values = keyArguments(entity, asked),
): Write {
  refuseForbidden(entity, OPERATIONS[kind], viewer);
  // Empty of a type of which everything is made by the gateway: it has no such argument.
  const given = (asked['input'] as Values | undefined) ?? {};
  const keyOf = () => claimed.inKey(entity, givenKey);
  switch (kind) {
    case 'create': {
      const { input, filled } = claimed.inInput(entity, given);
      return { ...createWrite(entity, input, generators, returnsItem), filled };
    }
    case 'put': {
      const { input, filled } = claimed.inInput(entity, given);
      const request = { input, expectedVersion: expectedVersion(asked) };
      return { ...putWrite(entity, request, generators, returnsItem), filled };
    }
    case 'update': {
      const key = keyOf();
      const request = { key, ...changesOf(asked), ...conditionsOf(entity, model, viewer, asked) };
      checkRequest(entity, request);
      return { kind, entity, key: primaryKey(entity, key), request, returnsItem };
    }
    case 'delete':
    case 'check':
      return {
        kind,
        entity,
        key: primaryKey(entity, keyOf()),
        request: conditionsOf(entity, model, viewer, asked),
        returnsItem,
      };
  }
}

/** What a write may come to, as rules name it. */
const OPERATIONS: Readonly<Record<Write['kind'], readonly AuthOperation[]>> = {
  create: ['CREATE'],
  put: ['CREATE', 'UPDATE'],
  update: ['UPDATE'],
  delete: ['DELETE'],
  check: ['READ'],
};

function keyArguments(entity: Entity, asked: Values): Values {
  return Object.fromEntries(keyFieldsOf(entity).map((name) => [name, asked[name]]));
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

function conditionsOf(entity: Entity, model: Model, viewer: Viewer, asked: Values): GuardedRequest {
  const filter = asked['if'] as Values | null | undefined;
  return {
    expectedVersion: expectedVersion(asked),
    if: toCondition(entity.fields, model, filter, ['if'], seenFields([entity], viewer)),
  };
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
