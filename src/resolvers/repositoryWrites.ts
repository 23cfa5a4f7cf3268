import { runWrite } from '../dynamo/execute/runWrites.js';
import { expectedVersionOf, type Write } from '../dynamo/plan/write.js';
import { badInput, type GatewayError } from '../errors/gatewayError.js';
import { uncapitalised } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import { coercedRequest } from './repositoryRequest.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';
import { createTransactBuilders, type TransactBuilders } from './transactBuilders.js';
import { writeIo } from './writeIo.js';
import { conflictError, conflictOf } from './writeConflict.js';
import { writeOf, writing } from './writeRequest.js';
import type { AnyWriteTypes, WriteTypes } from './writeTypes.js';

type Values = Readonly<Record<string, unknown>>;

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
  /** The same writes as parts of a transaction: give them to `context.transact`. */
  readonly transact: TransactBuilders<Item, Key, Types>;
}

export function createWrites(
  entity: Entity,
  internal: RequestInternals,
): RepositoryWrites<ShapedItem, Values, AnyWriteTypes> {
  const { runtime, viewer, loader } = internal;
  const { model } = runtime;
  const shape = itemShaper(model, entity, 'ALL', viewer);

  async function written(kind: Exclude<Write['kind'], 'check'>, asked: Values): Promise<ShapedItem> {
    if (internal.transaction.joint !== undefined) throw besideTransaction(entity, kind);
    const request = coercedRequest(model, entity, kind, asked);
    const key = request['key'] as Values | undefined;
    const write = writeOf(entity, kind, request, { ...writing(internal), returnsItem: true }, key);
    try {
      const outcome = await runWrite(writeIo(internal), write);
      if (outcome.kind === 'refused') throw conflictError(conflictOf(entity, outcome, shape, expectedVersionOf(write)));
      if (outcome.unread !== undefined) throw outcome.unread;
      if (outcome.item === undefined) {
        // Written, and not to be read by whoever wrote it: the key is what they know.
        if (internal.viewer.may(entity, 'READ') !== undefined) return shape(write.key);
        throw goneAgain(entity);
      }
      return shape(outcome.item);
    } finally {
      // Also where the answer was lost: it may have happened.
      loader.forget(entity, write.key);
    }
  }

  return {
    create: (input) => written('create', { input }),
    put: (input, options) => written('put', { ...options, input }),
    update: (key, changes, conditions) => written('update', { ...changes, ...conditions, key }),
    delete: (key, conditions) => written('delete', { ...conditions, key }),
    transact: createTransactBuilders(entity, internal),
  };
}

/** An update in a transaction of its own is read after it, and somebody else's delete may come first. */
function goneAgain({ name }: Entity): GatewayError {
  return conflictError({
    reason: 'NOT_FOUND',
    message: `The ${name} was written, and deleted by somebody else before it could be read again.`,
    fields: [],
    current: null,
  });
}

function besideTransaction({ name }: Entity, kind: Write['kind']): GatewayError {
  const repository = `repositories.${uncapitalised(name)}`;
  return badInput(
    `${repository}.${kind} writes by itself, and a mutation with @transaction is one transaction: make the write with ${repository}.transact.${kind} and give it to context.transact.`,
    [],
  );
}
