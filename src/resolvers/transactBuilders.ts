import { planWrite } from '../dynamo/plan/planWrite.js';
import type { Write } from '../dynamo/plan/write.js';
import type { Entity } from '../model/model.js';
import { coercedRequest } from './repositoryRequest.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';
import { writeOf, writing } from './writeRequest.js';
import type { AnyWriteTypes, WriteTypes } from './writeTypes.js';

type Values = Readonly<Record<string, unknown>>;

/** One write of a transaction, for `context.transact`. Nothing is sent before. */
export interface TransactWrite<Item = unknown> {
  readonly [ASKED]: Write;
  /** What is written, for the types alone. */
  readonly [ITEM]?: Item;
}

/** A write of a whole item. */
export interface TransactPut<Item> extends TransactWrite<Item> {
  /** The item as it will be stored, with what is generated: its key is known before the transaction. */
  readonly item: Item;
}

/** The writes of a repository as parts of a transaction. Each throws `BAD_USER_INPUT` for a value that does not fit. */
export interface TransactBuilders<Item, Key, Types extends WriteTypes> {
  create(input: Types['input']): TransactPut<Item>;
  put(input: Types['input'], ...options: Types['put']): TransactPut<Item>;
  update(key: Key, changes: Types['changes'], conditions?: Types['conditions']): TransactWrite<Item>;
  delete(key: Key, conditions?: Types['conditions']): TransactWrite<Item>;
  /** Changes nothing: the others are done only if the item is there and the conditions hold. */
  check(key: Key, conditions?: Types['conditions']): TransactWrite<Item>;
}

const ASKED: unique symbol = Symbol('sortkey write');
declare const ITEM: unique symbol;

export function createTransactBuilders(
  entity: Entity,
  internal: RequestInternals,
): TransactBuilders<ShapedItem, Values, AnyWriteTypes> {
  const { runtime, viewer } = internal;
  const { model } = runtime;

  function asked(kind: Write['kind'], request: Values): Write {
    const coerced = coercedRequest(model, entity, kind, request);
    return writeOf(
      entity,
      kind,
      coerced,
      { ...writing(internal), returnsItem: false },
      coerced['key'] as Values | undefined,
    );
  }

  const change = (kind: Write['kind'], request: Values): TransactWrite<ShapedItem> => ({
    [ASKED]: asked(kind, request),
  });

  function whole(kind: 'create' | 'put', request: Values): TransactPut<ShapedItem> {
    const write = asked(kind, request);
    // What is stored changes nothing of it but the markers of its unique values.
    const plan = planWrite(write, model, viewer, { item: undefined });
    if (plan.action !== 'PutItem') throw new Error('An item is written whole by a PutItem.');
    return { [ASKED]: write, item: itemShaper(model, entity, 'ALL', viewer)(plan.input.Item) };
  }

  return {
    create: (input) => whole('create', { input }),
    put: (input, options) => whole('put', { ...options, input }),
    update: (key, changes, conditions) => change('update', { ...changes, ...conditions, key }),
    delete: (key, conditions) => change('delete', { ...conditions, key }),
    check: (key, conditions) => change('check', { ...conditions, key }),
  };
}

/** @throws {TypeError} For what no repository has made. */
export function askedOf(given: TransactWrite): Write {
  const asked = given?.[ASKED];
  if (asked === undefined) {
    throw new TypeError(
      'context.transact takes what repositories.x.transact.create, put, update, delete and check make.',
    );
  }
  return asked;
}
