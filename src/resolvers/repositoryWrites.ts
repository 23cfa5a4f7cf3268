import { runUpdate } from '../dynamo/execute/runUpdate.js';
import { runWrite, type WriteOutcome } from '../dynamo/execute/runWrite.js';
import { primaryKey } from '../dynamo/keys/itemKey.js';
import { planCreate, planDelete, planPut } from '../dynamo/plan/planWrite.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { Entity } from '../model/model.js';
import { coercedRequest } from './repositoryRequest.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';
import { conflictError, conflictOf } from './writeConflict.js';
import { changesOf, conditionsOf, expectedVersion, inputOf, putRequest } from './writeRequest.js';

type Values = Readonly<Record<string, unknown>>;

/** The types of one entity's writes, as codegen makes them from the schema. */
export interface WriteTypes {
  /** A whole new item. */
  readonly input: object;
  /** What `put` takes behind the input: the expected version, where the type has one. */
  readonly put: readonly unknown[];
  /** Of an update; `never` where nothing of a stored item can change. */
  readonly changes: object;
  /** What an item that is changed or deleted must meet. */
  readonly conditions: object;
}

/** The same of an entity that is known at run time only. */
export interface AnyWriteTypes {
  readonly input: Values;
  readonly put: readonly [options?: { readonly expectedVersion?: number }];
  readonly changes: Readonly<Partial<Record<'set' | 'setIfAbsent' | 'add' | 'remove' | 'append', Values>>>;
  readonly conditions: { readonly expectedVersion?: number; readonly if?: Values };
}

/**
 * Writes of a repository: the same commands, conditions and generated values as the mutations of the served schema,
 * also where its `operations` leave those out. Later reads of the same request do not answer from before a write.
 *
 * Each of them throws a GatewayError: `CONFLICT` where the write is refused, with `details.conflict` saying why and
 * what is stored now; `BAD_USER_INPUT` for a value that does not fit, before anything is sent; `OUTCOME_UNKNOWN` where
 * the answer was lost.
 */
export interface RepositoryWrites<Item, Key, Types extends WriteTypes> {
  /** Stores a new item and gives it back; refused where its key is taken. */
  create(input: Types['input']): Promise<Item>;
  /** Stores an item as a whole, in place of one with the same key if there is one, and gives it back. */
  put(input: Types['input'], ...options: Types['put']): Promise<Item>;
  /** Changes fields of a stored item and gives it back as it is then; refused where there is none. */
  update(key: Key, changes: Types['changes'], conditions?: Types['conditions']): Promise<Item>;
  /** Deletes an item and gives it back as it was; refused where there is none. */
  delete(key: Key, conditions?: Types['conditions']): Promise<Item>;
}

export function createWrites(
  entity: Entity,
  internal: RequestInternals,
): RepositoryWrites<ShapedItem, Values, AnyWriteTypes> {
  const { runtime, generators, callOptions, loader } = internal;
  const { model, caller } = runtime;
  const shape = itemShaper(model, entity, 'ALL');

  async function written(key: AttributeMap, request: Values, write: () => Promise<WriteOutcome>): Promise<ShapedItem> {
    let outcome: WriteOutcome;
    try {
      outcome = await write();
    } finally {
      // Also where the answer was lost: it may have happened.
      loader.forget(entity, key);
    }
    if (outcome.kind === 'refused') {
      throw conflictError(conflictOf(entity, outcome, shape, expectedVersion(request)));
    }
    if (outcome.item === undefined) throw new Error(`DynamoDB did not give back the ${entity.name} that it wrote.`);
    return shape(outcome.item);
  }

  return {
    async create(input) {
      const request = coercedRequest(model, entity, 'create', { input });
      const plan = planCreate(entity, model, inputOf(request), generators);
      return written(plan.key, request, () => runWrite(caller, plan, callOptions));
    },
    async put(input, options) {
      const request = coercedRequest(model, entity, 'put', { ...options, input });
      const plan = planPut(entity, model, putRequest(request), generators);
      return written(plan.key, request, () => runWrite(caller, plan, callOptions));
    },
    async update(key, changes, given) {
      const request = coercedRequest(model, entity, 'update', { ...changes, ...given, key });
      const asked = {
        key: request['key'] as Values,
        ...changesOf(request),
        ...conditionsOf(entity, model, request),
        returnsItem: true,
      };
      return written(primaryKey(entity, asked.key), request, () =>
        runUpdate(caller, entity, model, asked, generators, callOptions),
      );
    },
    async delete(key, given) {
      const request = coercedRequest(model, entity, 'delete', { ...given, key });
      const asked = { key: request['key'] as Values, ...conditionsOf(entity, model, request), returnsItem: true };
      const plan = planDelete(entity, asked, generators.now);
      return written(plan.key, request, () => runWrite(caller, plan, callOptions));
    },
  };
}
