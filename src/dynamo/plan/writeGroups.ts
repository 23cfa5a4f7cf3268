import { badInput } from '../../errors/gatewayError.js';
import { allOf, type Filter } from '../../model/filter.js';
import type { Viewer } from '../../model/viewer.js';
import { itemIdentity } from '../keys/itemIdentity.js';
import type { WriteCondition } from './conditions.js';
import { guardedOperation, guards } from './planGuarded.js';
import { givenNames } from './updateRequest.js';
import { WriteFailure } from './writeFailure.js';
import type { CheckWrite, DeleteWrite, GuardedRequest, UpdateWrite, Write } from './write.js';

type Values = Readonly<Record<string, unknown>>;

/** The writes of a transaction to one item, as the one action that DynamoDB takes. */
export interface WriteGroup {
  readonly write: Write;
  /** The writes it is made of, in their order. */
  readonly members: readonly GroupMember[];
}

export interface GroupMember {
  /** Its place among all writes. */
  readonly at: number;
  /** What it asks of the stored item: where these are several, a refusal is that member's. */
  readonly guards: readonly WriteCondition[];
  /** The fields it writes. */
  readonly fields: ReadonlySet<string>;
}

/**
 * Puts writes to one item together: checks with one another and with an update or delete, updates of different fields
 * with one another.
 *
 * @throws {WriteFailure} for the later of two writes to one item that cannot be one.
 */
export function groupWrites(writes: readonly Write[], viewer: Viewer): readonly WriteGroup[] {
  const groups = new Map<string, OpenGroup>();
  for (const [at, write] of writes.entries()) {
    const identity = itemIdentity(write.entity.table, write.key);
    const group = groups.get(identity);
    const member = memberOf(write, at, viewer);
    const filter = 'request' in write ? write.request.if : undefined;
    if (group === undefined) groups.set(identity, { write, members: [member], filters: [filter] });
    else {
      group.write = merged(group.write, write, at);
      group.members.push(member);
      group.filters.push(filter);
    }
  }
  return [...groups.values()].map(({ write, members, filters }) => ({
    write: members.length > 1 ? withFilters(write, filters) : write,
    members,
  }));
}

/** Filled in place: a document may check one item thousands of times. */
interface OpenGroup {
  /** Of several, under the `if` of one of them. */
  write: Write;
  readonly members: GroupMember[];
  readonly filters: (Filter | undefined)[];
}

function withFilters(write: Write, filters: readonly (Filter | undefined)[]): Write {
  switch (write.kind) {
    case 'update':
      return { ...write, request: { ...write.request, if: allOf(filters) } };
    case 'delete':
    case 'check':
      return { ...write, request: { ...write.request, if: allOf(filters) } };
    default:
      return write;
  }
}

/**
 * The place of the write that an error of its group is about: the one that gives what is named, else the last one that
 * changes the item.
 *
 * @param argument  Path of the argument, where the error has one.
 */
export function placeAtFault(
  { members }: Pick<WriteGroup, 'members'>,
  argument: readonly (string | number)[] = [],
): number {
  const isNamed = ({ fields, guards: own }: GroupMember): boolean =>
    argument[0] === 'if'
      ? own.some(({ reason }) => reason === 'CONDITION_FAILED')
      : argument.some((step) => fields.has(String(step)));
  const member = members.findLast(isNamed) ?? members.findLast(({ fields }) => fields.size > 0) ?? members.at(-1);
  return member?.at ?? 0;
}

function memberOf(write: Write, at: number, viewer: Viewer): GroupMember {
  if (write.kind === 'create' || write.kind === 'put') {
    return { at, guards: [], fields: new Set(Object.keys(write.values)) };
  }
  const { request } = write;
  const fields = write.kind === 'update' ? PARTS.flatMap((part) => givenNames(write.request[part])) : [];
  return {
    at,
    guards: guards(write.entity, guardedOperation(write.kind), request, write.viewer ?? viewer),
    fields: new Set(fields),
  };
}

function merged(first: Write, second: Write, at: number): Write {
  const refuse = (why: string): never => {
    throw new WriteFailure(
      at,
      badInput(
        `Two writes of this transaction touch the same ${first.entity === second.entity ? first.entity.name : 'item'}, and DynamoDB takes one action for each item: ${why}`,
        [],
      ),
    );
  };
  if (first.entity !== second.entity) {
    return refuse(`one is of the type ${first.entity.name}, the other of ${second.entity.name}.`);
  }
  if (first.kind === 'check' && second.kind !== 'create' && second.kind !== 'put')
    return guarded(second, first, refuse);
  if (second.kind === 'check' && first.kind !== 'create' && first.kind !== 'put') return guarded(first, second, refuse);
  if (first.kind === 'update' && second.kind === 'update') return bothUpdates(first, second, refuse);
  return refuse(`"${first.kind}" and "${second.kind}" cannot be made one. Keep one of them.`);
}

type Refuse = (why: string) => never;
type GuardedWrite = UpdateWrite | DeleteWrite | CheckWrite;

/** A write under the conditions of both, save their `if`. */
function guarded(write: GuardedWrite, other: GuardedWrite, refuse: Refuse): Write {
  const expectedVersion = bothVersions(write.request, other.request, refuse);
  if (write.viewer !== other.viewer) return refuse('one is made by context.unrestricted, the other is not.');
  const checks = other.kind === 'check';
  // A check of what is deleted has no item to show, whether or not the delete goes as a call of its own.
  const returnsItem = write.returnsItem || (write.kind !== 'delete' && other.returnsItem);
  return write.kind === 'update'
    ? { ...write, returnsItem, request: { ...write.request, expectedVersion, checks } }
    : { ...write, returnsItem, request: { ...write.request, expectedVersion, checks } };
}

function bothVersions(first: GuardedRequest, second: GuardedRequest, refuse: Refuse): number | undefined {
  const expected = [first.expectedVersion, second.expectedVersion].filter((version) => version !== undefined);
  if (new Set(expected).size > 1) {
    return refuse(
      `one expects version ${Math.min(...expected)}, the other version ${Math.max(...expected)}. Expect one.`,
    );
  }
  return expected[0];
}

const PARTS = ['set', 'setIfAbsent', 'add', 'remove', 'append'] as const;

function bothUpdates(first: UpdateWrite, second: UpdateWrite, refuse: Refuse): UpdateWrite {
  if (first.viewer !== second.viewer) return refuse('one is made by context.unrestricted, the other is not.');
  const changed = new Set(PARTS.flatMap((part) => givenNames(first.request[part])));
  const twice = PARTS.flatMap((part) => givenNames(second.request[part])).find((name) => changed.has(name));
  if (twice !== undefined) return refuse(`both change "${twice}". Keep one of the changes.`);
  const part = (name: (typeof PARTS)[number]): Values => ({ ...first.request[name], ...second.request[name] });
  return {
    ...first,
    returnsItem: first.returnsItem || second.returnsItem,
    request: {
      ...first.request,
      expectedVersion: bothVersions(first.request, second.request, refuse),
      set: part('set'),
      setIfAbsent: part('setIfAbsent'),
      add: part('add'),
      remove: part('remove'),
      append: part('append'),
    },
  };
}
