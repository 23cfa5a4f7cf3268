import type { ConstDirectiveNode, ConstValueNode, FieldDefinitionNode } from 'graphql';
import type { KeyPart, TextTemplate } from '../model/keyTemplate.js';
import type { ApiOperation, Collection, Generator, MapType, TypeMarker } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';
import type { AttributeDirective } from './directives/attribute.js';
import type { CollectionDirective } from './directives/collection.js';
import type { IndexDirective } from './directives/indexDirective.js';
import type { RelationDirective } from './directives/relation.js';
import type { TableDirective } from './directives/table.js';
import type { TtlDirective } from './directives/ttl.js';
import type { Problems } from './problems.js';
import type { AbstractShape, ObjectShape, TypeRegistry } from './typeRegistry.js';

/**
 * A schema on its way to the model: what each type says, with the nodes that
 * say it, so that rules can point at them. A draft may be wrong; a part that
 * makes no sense at all is left out of it, and has been reported.
 */
export interface SchemaDraft {
  readonly registry: TypeRegistry;
  /** In the order of the schema. */
  readonly entities: ReadonlyMap<string, EntityDraft>;
  /** Object types without `@table` that entities store. */
  readonly maps: ReadonlyMap<string, MapType>;
  /** Their fields with the nodes that declare them. */
  readonly mapFields: ReadonlyMap<string, readonly StoredDraft[]>;
  /** Those that hold, in the order of the schema. */
  readonly collections: readonly CollectionDraft[];
}

/** A rule looks at the whole schema and reports what breaks it. */
export type Rule = (draft: SchemaDraft, problems: Problems) => void;

/** One `@collection` of a union or interface. */
export interface CollectionDraft {
  readonly shape: AbstractShape;
  readonly directive: CollectionDirective;
  readonly query: string;
  readonly tableName: string;
  /** Undefined: the table. */
  readonly index: string | undefined;
  readonly reads: Collection['reads'];
  readonly members: readonly CollectionMember[];
  /** In the names of its arguments; empty for `ALL`. */
  readonly partition: readonly PartDraft[];
  /** Argument -> the field that stands in its place in the first member's key. */
  readonly arguments: ReadonlyMap<string, StoredDraft>;
}

export interface CollectionMember {
  readonly entity: EntityDraft;
  /** The member's key of the table or index that is read. */
  readonly key: KeyDraft;
}

export interface EntityDraft {
  readonly name: string;
  readonly plural: string;
  readonly shape: ObjectShape;
  readonly table: TableDirective;
  readonly tableName: string;
  readonly fields: ReadonlyMap<string, FieldDraft>;
  readonly key: KeyDraft;
  readonly indexes: readonly IndexDraft[];
  readonly marker: TypeMarker | undefined;
  readonly operations: ReadonlySet<ApiOperation>;
  readonly listField: string | undefined;
  readonly isNode: boolean;
}

export interface IndexDraft {
  readonly name: string;
  readonly directive: IndexDirective;
  readonly local: boolean;
  readonly key: KeyDraft;
  /** Fields this type asks for beside the keys; undefined: all. Types on one index add up. */
  readonly projectedFields: readonly string[] | undefined;
  readonly listField: string | undefined;
  readonly oneField: string | undefined;
}

export interface KeyDraft {
  /** Several on a global index only. Empty where one of them was left out. */
  readonly partition: readonly PartDraft[];
  readonly sort: readonly PartDraft[];
  /** False: a part of it was reported and left out; rules about whole keys pass it over. */
  readonly sound: boolean;
}

export interface PartDraft {
  readonly part: KeyPart;
  readonly node: ConstValueNode;
}

export type FieldDraft = StoredDraft | RelationDraft | OtherDraft;

export interface StoredDraft {
  readonly kind: 'stored';
  readonly name: string;
  readonly node: FieldDefinitionNode;
  readonly attribute: string;
  readonly type: ValueType;
  readonly required: boolean;
  readonly directive: AttributeDirective | undefined;
  readonly template: TextTemplate | undefined;
  readonly generated: Generator | undefined;
  readonly defaultValue: ConstValueNode | undefined;
  readonly version: boolean;
  readonly ttl: TtlDirective | undefined;
  readonly immutable: boolean;
  readonly readOnly: boolean;
  readonly unique: boolean;
}

export interface RelationDraft {
  readonly kind: 'relation';
  readonly name: string;
  readonly node: FieldDefinitionNode;
  readonly directive: RelationDirective;
}

/**
 * `own`: the user's own, needs a resolver. `globalId`: the `id` of a Node, made of its type and key.
 * `unsound`: was reported, and no rule says more about it.
 */
export interface OtherDraft {
  readonly kind: 'own' | 'globalId' | 'unsound';
  readonly name: string;
}

export function storedFields(entity: EntityDraft): readonly StoredDraft[] {
  return [...entity.fields.values()].filter((field) => field.kind === 'stored');
}

export function storedField(entity: EntityDraft, name: string): StoredDraft | undefined {
  const field = entity.fields.get(name);
  return field?.kind === 'stored' ? field : undefined;
}

/** The parts of a key that are there, partition first. */
export function partsOf(key: KeyDraft): readonly PartDraft[] {
  return [...key.partition, ...key.sort];
}

/** The parts of all keys of a type, the primary key's first. */
export function allParts(entity: EntityDraft): readonly PartDraft[] {
  return [entity.key, ...entity.indexes.map((index) => index.key)].flatMap(partsOf);
}

export function directiveNodes(entity: EntityDraft, name: string): readonly ConstDirectiveNode[] {
  return entity.shape.directives.filter((directive) => directive.name.value === name);
}

/** Whether an index of the type is not in its draft: GraphQL's own validation refused the directive. */
export function hasUnsoundIndex(entity: EntityDraft): boolean {
  return entity.indexes.length < directiveNodes(entity, 'index').length;
}
