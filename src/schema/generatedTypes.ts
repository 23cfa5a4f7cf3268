import { nodeNames, sharedTypeNames, typeNames } from '../model/apiNames.js';
import { findDirective } from './directives/readArguments.js';
import type { TypeRegistry } from './typeRegistry.js';

export type GeneratedKind = 'object' | 'input' | 'enum' | 'interface';

export interface GeneratedType {
  readonly kind: GeneratedKind;
  /** What it is made for: `Product`, or undefined for a type of every schema. */
  readonly madeFor: string | undefined;
  /** The schema may define it as well, and is then served with its own definition. */
  readonly mayBeDefined: boolean;
}

/** Types of every served schema. */
const ALWAYS: readonly (readonly [string, GeneratedKind])[] = [
  [sharedTypeNames.pageInfo, 'object'],
  [sharedTypeNames.sortOrder, 'enum'],
  [sharedTypeNames.conflict, 'interface'],
  [sharedTypeNames.conflictReason, 'enum'],
  [sharedTypeNames.batchStatus, 'enum'],
  [sharedTypeNames.batchError, 'object'],
  [sharedTypeNames.transactWriteItem, 'input'],
  [sharedTypeNames.transactWritePayload, 'object'],
  [sharedTypeNames.transactWriteResult, 'object'],
  [sharedTypeNames.changeKind, 'enum'],
  [sharedTypeNames.sizeTest, 'input'],
];

/**
 * The types that the served schema adds, by name: users may refer to them, extend
 * them, and may not define others of the same name (save `Node`).
 *
 * @param leaves  Scalars and enums.
 * @param collections  Unions and interfaces with `@collection`.
 * @param onClash  Told where one name would be made for two types, or for one and for `every schema`.
 */
export function generatedTypes(
  entities: Iterable<string>,
  maps: Iterable<string>,
  leaves: Iterable<string>,
  collections: Iterable<string> = [],
  onClash: (name: string, madeFor: string, other: string) => void = () => {},
): ReadonlyMap<string, GeneratedType> {
  const types = new Map<string, GeneratedType>();
  for (const [name, kind] of ALWAYS) types.set(name, { kind, madeFor: undefined, mayBeDefined: false });
  types.set(nodeNames.type, { kind: 'interface', madeFor: undefined, mayBeDefined: true });
  const add = (madeFor: string, kind: GeneratedKind, makers: readonly ((name: string) => string)[]): void => {
    for (const make of makers) {
      const name = make(madeFor);
      const other = types.get(name);
      if (other !== undefined && other.madeFor !== madeFor) onClash(name, madeFor, other.madeFor ?? 'every schema');
      types.set(name, { kind, madeFor, mayBeDefined: false });
    }
  };
  for (const leaf of leaves) add(leaf, 'input', LEAF_INPUTS);
  for (const map of maps) add(map, 'input', [...INPUTS, typeNames.listFilter]);
  for (const entity of entities) {
    add(entity, 'input', [...INPUTS, typeNames.key, ...TRANSACT_INPUTS]);
    add(entity, 'object', [typeNames.connection, typeNames.edge, typeNames.payload, typeNames.conflict]);
    add(entity, 'object', [typeNames.batchPayload, typeNames.batchResult, typeNames.change]);
    add(entity, 'object', [typeNames.changeConnection, typeNames.changeEdge]);
    add(entity, 'enum', [typeNames.indexEnum]);
  }
  for (const collection of collections) {
    add(collection, 'object', [typeNames.connection, typeNames.edge]);
    add(collection, 'input', [typeNames.filter]);
    add(collection, 'enum', [typeNames.typeEnum]);
  }
  return types;
}

/** The unions and interfaces with `@collection`. */
export function collectionNames({ abstracts }: Pick<TypeRegistry, 'abstracts'>): readonly string[] {
  return [...abstracts.values()]
    .filter(({ directives }) => findDirective(directives, 'collection') !== undefined)
    .map(({ name }) => name);
}

const INPUTS = [
  typeNames.filter,
  typeNames.createInput,
  typeNames.setInput,
  typeNames.addInput,
  typeNames.removeInput,
  typeNames.appendInput,
] as const;

const TRANSACT_INPUTS = [
  typeNames.transactWrite,
  typeNames.transactCreate,
  typeNames.transactPut,
  typeNames.transactUpdate,
  typeNames.transactDelete,
  typeNames.transactCheck,
] as const;

const LEAF_INPUTS = [
  typeNames.keyCondition,
  typeNames.rangeCondition,
  typeNames.prefixCondition,
  typeNames.equalityCondition,
  typeNames.filter,
  typeNames.rangeFilter,
  typeNames.equalityFilter,
  typeNames.listFilter,
] as const;
