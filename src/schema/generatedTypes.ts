import { sharedTypeNames, typeNames } from '../model/apiNames.js';

export type GeneratedKind = 'object' | 'input' | 'enum' | 'interface';

export interface GeneratedType {
  readonly kind: GeneratedKind;
  /** What it is made for: `Product`, or undefined for a type of every schema. */
  readonly madeFor: string | undefined;
}

/** Types of every served schema. */
const ALWAYS: readonly (readonly [string, GeneratedKind])[] = [
  [sharedTypeNames.pageInfo, 'object'],
  [sharedTypeNames.sortOrder, 'enum'],
  [sharedTypeNames.conflict, 'interface'],
  [sharedTypeNames.conflictReason, 'enum'],
  [sharedTypeNames.changeKind, 'enum'],
  [sharedTypeNames.sizeTest, 'input'],
];

/**
 * The types that the served schema adds, by name: users may refer to them, extend
 * them, and may not define others of the same name.
 *
 * @param leaves  Scalars and enums.
 * @param onClash  Told where one name would be made for two types.
 */
export function generatedTypes(
  entities: Iterable<string>,
  maps: Iterable<string>,
  leaves: Iterable<string>,
  onClash: (name: string, madeFor: string, other: string) => void = () => {},
): ReadonlyMap<string, GeneratedType> {
  const types = new Map<string, GeneratedType>();
  for (const [name, kind] of ALWAYS) types.set(name, { kind, madeFor: undefined });
  const add = (madeFor: string, kind: GeneratedKind, makers: readonly ((name: string) => string)[]): void => {
    for (const make of makers) {
      const name = make(madeFor);
      const other = types.get(name)?.madeFor;
      if (other !== undefined && other !== madeFor) onClash(name, madeFor, other);
      types.set(name, { kind, madeFor });
    }
  };
  for (const leaf of leaves) add(leaf, 'input', LEAF_INPUTS);
  for (const map of maps) add(map, 'input', [...INPUTS, typeNames.listFilter]);
  for (const entity of entities) {
    add(entity, 'input', [...INPUTS, typeNames.key]);
    add(entity, 'object', [typeNames.connection, typeNames.edge, typeNames.payload, typeNames.conflict]);
    add(entity, 'object', [typeNames.change]);
    add(entity, 'enum', [typeNames.indexEnum]);
  }
  return types;
}

const INPUTS = [
  typeNames.filter,
  typeNames.createInput,
  typeNames.setInput,
  typeNames.addInput,
  typeNames.removeInput,
  typeNames.appendInput,
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
