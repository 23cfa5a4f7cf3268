import type { AuthOperation } from './auth.js';
import type { Filter } from './filter.js';
import type { Entity } from './model.js';

/**
 * For whom, and when, items are looked at. What has expired and what rules hide is absent: for reads, for the conditions
 * of writes and for what writes give back.
 */
export interface Viewer {
  /** The moment of the request: what expired before is absent. */
  readonly now: Date;
  /** True of the items of a type that may be treated so; undefined where all may, `NOTHING` where none may. */
  readonly may: (entity: Entity, operation: AuthOperation) => Filter | undefined;
  /** The same of one field of the type, beside `may`. @param field  Stored, a relation, or the user's own. */
  readonly mayField: (entity: Entity, field: string, operation: AuthOperation) => Filter | undefined;
}

/** Somebody whom no rule holds back: the gateway itself, and everybody where the schema has no rules. */
export function unrestricted(now: Date): Viewer {
  return { now, may: () => undefined, mayField: () => undefined };
}
