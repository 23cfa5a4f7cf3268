import type { Refused } from '../dynamo/execute/writeOutcome.js';
import { GatewayError } from '../errors/gatewayError.js';
import { capitalised } from '../model/apiNames.js';
import { fieldOf, type Entity } from '../model/model.js';
import { withArticle } from '../model/withArticle.js';
import type { ItemShaper, ShapedItem } from './shapeItem.js';

/** `XConflict`: why a write was refused, and what stands there. */
export interface Conflict<Item = ShapedItem> {
  readonly reason: Exclude<Refused['reason'], 'IMMUTABLE'> | 'TRANSACTION_CANCELLED';
  /** In words, with what would be needed. */
  readonly message: string;
  readonly fields: readonly string[];
  readonly current: Item | null;
}

/** Of a write that nothing stood in the way of, but of another one of its transaction. */
export const CANCELLED: Conflict = {
  reason: 'TRANSACTION_CANCELLED',
  message: 'Another write of the same transaction could not be done, so nothing was written.',
  fields: [],
  current: null,
};

/** @param expectedVersion  As the request gave it, for the message. */
export function conflictOf(
  entity: Entity,
  refused: Refused,
  shape: ItemShaper,
  expectedVersion: number | undefined,
): Conflict {
  const { fields, current } = refused;
  const shown = current === undefined ? null : shape(current);
  const reason = refused.reason === 'IMMUTABLE' ? 'CONDITION_FAILED' : refused.reason;
  return { reason, message: messageOf(entity, refused, shown, expectedVersion), fields, current: shown };
}

/** The conflict for those who do not ask for it as data: nobody takes a refusal for success. */
export function conflictError({ reason, message, fields, current }: Conflict): GatewayError {
  return new GatewayError('CONFLICT', message, { conflict: { reason, fields, current: plain(current) } });
}

function messageOf(
  entity: Entity,
  { reason, fields }: Refused,
  current: ShapedItem | null,
  expectedVersion: number | undefined,
): string {
  switch (reason) {
    case 'ALREADY_EXISTS':
      return current === null
        ? `${entity.rules.length === 0 ? `An item that is no ${entity.name}` : 'Something'} is stored under this key already. Choose another key.`
        : `There is ${withArticle(entity.name)} with this key already.${howToReplace(entity)}`;
    case 'NOT_FOUND':
      return `There is no ${entity.name} with this key${entity.rules.length === 0 ? '' : ', or no rule lets you do this to it'}.${howToStore(entity)}`;
    case 'VERSION_MISMATCH':
      return `The ${entity.name} was expected to have version ${String(expectedVersion)}; ${storedVersion(current, fieldOf(entity, fields[0] ?? '').name)}.`;
    case 'UNIQUE_VALUE_TAKEN':
      return `Another ${entity.name} has this "${fields.join('", "')}" already. Choose another value.`;
    case 'CONDITION_FAILED':
      return `The ${entity.name} does not meet the condition${fields.length === 0 ? '' : ` on ${fields.join(', ')}`}${orRules(entity, fields)}.`;
    case 'IMMUTABLE':
      return immutableMessage(entity, fields[0] ?? '', current);
  }
}

function howToReplace({ operations, fields }: Entity): string {
  const isChangeable = [...fields.values()].some(
    ({ readOnly, immutable, inPrimaryKey }) => !readOnly && !immutable && !inPrimaryKey,
  );
  const ways = [
    ...(operations.has('UPDATE') && isChangeable ? ['update it'] : []),
    ...(operations.has('PUT') ? ['put it to replace it'] : []),
  ];
  return ways.length === 0 ? '' : ` ${capitalised(ways.join(', or '))}.`;
}

/** A put is refused by rules without a field: it replaces all of them. */
function orRules({ rules }: Entity, fields: readonly string[]): string {
  return rules.length === 0 || fields.length > 0 ? '' : ', or no rule lets you change all of its fields';
}

function howToStore({ operations }: Entity): string {
  const ways = [...(operations.has('CREATE') ? ['a create'] : []), ...(operations.has('PUT') ? ['a put'] : [])];
  return ways.length === 0 ? '' : ` ${capitalised(ways.join(' or '))} would store one.`;
}

function immutableMessage(entity: Entity, field: string, current: ShapedItem | null): string {
  const before =
    current !== null && (current[field] ?? null) === null
      ? 'the item was created without it, and this put would give it'
      : 'it was given when the item was created, and this put would change it';
  return `"${field}" of this ${entity.name} is immutable: ${before}.`;
}

function storedVersion(current: ShapedItem | null, field: string): string {
  if (current === null) return 'there is none';
  const version = current[field] ?? 0;
  return version instanceof Error ? `what is stored as "${field}" is no version` : `it is ${String(version)}`;
}

/** For `extensions`: the item without fields that could not be read. */
function plain(item: ShapedItem | null): Readonly<Record<string, unknown>> | null {
  return (
    item &&
    Object.fromEntries(
      Object.entries(item).filter(([name, value]) => name !== '__typename' && !(value instanceof Error)),
    )
  );
}
