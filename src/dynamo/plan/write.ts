import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import { completeValues, type Generators } from './itemToStore.js';
import type { UpdateRequest } from './updateRequest.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * A write as it is asked for, before anything is known of what is stored. It is planned into commands anew for each
 * attempt; what is generated is in it already, so every attempt writes the same.
 */
export type Write = CreateWrite | PutWrite | UpdateWrite | DeleteWrite | CheckWrite;

export interface CreateWrite {
  readonly kind: 'create';
  readonly entity: Entity;
  /** Complete: with defaults and generated values, without nulls. */
  readonly values: Values;
}

export interface PutWrite {
  readonly kind: 'put';
  readonly entity: Entity;
  /** As a create's. */
  readonly values: Values;
  readonly expectedVersion: ExpectedVersion;
}

/** 0: absent, or stored without a version. `ANY`: whatever is stored, and the version rises by 1. Undefined where the type has none. */
export type ExpectedVersion = number | 'ANY' | undefined;

export interface UpdateWrite {
  readonly kind: 'update';
  readonly entity: Entity;
  readonly request: UpdateRequest;
}

export interface DeleteWrite {
  readonly kind: 'delete';
  readonly entity: Entity;
  readonly request: GuardedRequest;
}

/** Changes nothing, and stands in a transaction only: the others happen if it holds. */
export interface CheckWrite {
  readonly kind: 'check';
  readonly entity: Entity;
  readonly request: GuardedRequest;
}

/** Of an item that must be there. */
export interface GuardedRequest {
  /** The primary key's fields. */
  readonly key: Values;
  readonly expectedVersion: number | undefined;
  readonly if: Filter | undefined;
  /** Whether the item is asked for: after a check, before a delete. */
  readonly returnsItem: boolean;
}

/**
 * @param input  Coerced create input, by field name.
 * @throws {GatewayError} `BAD_USER_INPUT` for null in a required field.
 */
export function createWrite(entity: Entity, input: Values, generators: Generators): CreateWrite {
  return { kind: 'create', entity, values: completeValues(entity, input, generators) };
}

/** As `createWrite`. */
export function putWrite(
  entity: Entity,
  request: { readonly input: Values; readonly expectedVersion: ExpectedVersion },
  generators: Generators,
): PutWrite {
  const { input, expectedVersion } = request;
  return { kind: 'put', entity, values: completeValues(entity, input, generators), expectedVersion };
}
