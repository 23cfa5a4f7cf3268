import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { primaryKey } from '../keys/itemKey.js';
import { completeValues, type Generators } from './itemToStore.js';
import type { UpdateRequest } from './updateRequest.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * A write as it is asked for, before anything is known of what is stored. It is planned into commands anew for each
 * attempt; what is generated is in it already, so every attempt writes the same.
 */
export type Write = CreateWrite | PutWrite | UpdateWrite | DeleteWrite | CheckWrite;

interface WriteBase {
  readonly entity: Entity;
  /** The primary key, as it is stored. */
  readonly key: AttributeMap;
  /** Who writes, where it is not who asks: a resolver of the user's own, for the gateway's own business. */
  readonly viewer?: Viewer;
  /** Whether the item is asked for: as it is then, or as it was before a delete. */
  readonly returnsItem: boolean;
}

export interface CreateWrite extends WriteBase {
  readonly kind: 'create';
  /** Complete: with defaults and generated values, without nulls. */
  readonly values: Values;
  /** Fields that nobody gave: what they have was claimed, generated or the default. */
  readonly filled?: ReadonlySet<string>;
}

export interface PutWrite extends WriteBase {
  readonly kind: 'put';
  /** As a create's. */
  readonly values: Values;
  readonly filled?: ReadonlySet<string>;
  readonly expectedVersion: ExpectedVersion;
}

/** 0: absent, or stored without a version. `ANY`: whatever is stored, and the version rises by 1. Undefined where the type has none. */
export type ExpectedVersion = number | 'ANY' | undefined;

export interface UpdateWrite extends WriteBase {
  readonly kind: 'update';
  readonly request: UpdateRequest;
}

export interface DeleteWrite extends WriteBase {
  readonly kind: 'delete';
  readonly request: GuardedRequest;
}

/** Changes nothing, and stands in a transaction only: the others happen if it holds. */
export interface CheckWrite extends WriteBase {
  readonly kind: 'check';
  readonly request: GuardedRequest;
}

/** Of an item that must be there. */
export interface GuardedRequest {
  readonly expectedVersion: number | undefined;
  readonly if: Filter | undefined;
  /** A check is part of it, which asks that whoever writes may read the item. */
  readonly checks?: boolean;
}

/**
 * @param input  Coerced create input, by field name.
 * @throws {GatewayError} `BAD_USER_INPUT` for null in a required field, and for values that make no key.
 */
export function createWrite(entity: Entity, input: Values, generators: Generators, returnsItem = true): CreateWrite {
  const values = completeValues(entity, input, generators);
  return { kind: 'create', entity, key: primaryKey(entity, values, ['input']), values, returnsItem };
}

/** As `createWrite`. */
export function putWrite(
  entity: Entity,
  request: { readonly input: Values; readonly expectedVersion: ExpectedVersion },
  generators: Generators,
  returnsItem = true,
): PutWrite {
  const { input, expectedVersion } = request;
  const { key, values } = createWrite(entity, input, generators);
  return { kind: 'put', entity, key, values, expectedVersion, returnsItem };
}

/** What the stored version is expected to be; undefined where nothing is. */
export function expectedVersionOf(write: Write): number | undefined {
  if (write.kind === 'create') return undefined;
  const expected = write.kind === 'put' ? write.expectedVersion : write.request.expectedVersion;
  return typeof expected === 'number' ? expected : undefined;
}
