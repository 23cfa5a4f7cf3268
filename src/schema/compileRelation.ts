import { Kind, type TypeNode } from 'graphql';
import { fieldsOfParts } from '../model/keyTemplate.js';
import type { BelongsTo, ListSource, RelatedKey, Relation } from '../model/model.js';
import { oneOf } from './didYouMean.js';
import { hasUnsoundIndex, storedField, type EntityDraft, type RelationDraft, type SchemaDraft } from './drafts.js';
import { keyFields, pairFields, readPairs, type RelationContext, type TheirKey } from './pairFields.js';
import type { Problems } from './problems.js';
import { itemKeyOf, relatedCollection } from './relatedCollection.js';
import type { AbstractShape } from './typeRegistry.js';
import { isEntity, isKnownType, namedTypeOf } from './valueTypeOf.js';

/** What a relation leads to: an entity, or a union or interface of entities. */
type Target =
  | { readonly kind: 'entity'; readonly name: string; readonly entity: EntityDraft }
  | { readonly kind: 'abstract'; readonly name: string; readonly shape: AbstractShape };

/** @returns undefined for a relation that does not hold, which is reported. */
export function compileRelation(
  entity: EntityDraft,
  relation: RelationDraft,
  draft: SchemaDraft,
  problems: Problems,
): Relation | undefined {
  const context = { entity, relation, label: `${entity.name}.${relation.name}`, problems, draft };
  const target = targetOf(context);
  if (target === undefined || !hasFittingType(context, target.name)) return undefined;
  if (relation.directive.kind === 'belongsTo') return compileBelongsTo(context, target);
  return target.kind === 'entity' ? compileList(context, target.entity) : compileCollectionList(context, target.shape);
}

function targetOf({ relation, label, problems, draft }: RelationContext): Target | undefined {
  const name = namedTypeOf(relation.node.type);
  const entity = draft.entities.get(name);
  if (entity !== undefined) return { kind: 'entity', name, entity };
  const shape = draft.registry.abstracts.get(name);
  if (shape !== undefined) return { kind: 'abstract', name, shape };
  // A type whose @table is broken, or that is not there at all, has been reported as such.
  if (isKnownType(name, draft.registry) && !isEntity(name, draft.registry)) {
    problems.report(
      relation.node.type,
      `${label} is a relation to ${name}, which is no type with @table. Relate to one, or leave @${relation.directive.kind} out.`,
    );
  }
  return undefined;
}

function hasFittingType({ relation, label, problems }: RelationContext, target: string): boolean {
  const { kind } = relation.directive;
  if (isList(relation.node.type) === (kind === 'hasMany')) return true;
  const has = { belongsTo: `belongs to one ${target}`, hasOne: `has one ${target}`, hasMany: 'has many' }[kind];
  problems.report(
    relation.node.type,
    kind === 'hasMany'
      ? `${label} ${has}: write ${relation.name}: [${target}!]!. For one item, use @belongsTo or @hasOne.`
      : `${label} ${has}: write ${relation.name}: ${target}. For a list, use @hasMany.`,
  );
  return false;
}

function compileBelongsTo(context: RelationContext, target: Target): BelongsTo | undefined {
  const { relation } = context;
  const members = target.kind === 'entity' ? [target.entity] : membersOf(context, target.shape);
  if (members === undefined || members.some(({ key }) => !key.sound)) return undefined;
  const keys = members.map((member) => ({ ...primaryKeyOf(member), what: `${member.name}'s key` }));
  const what = target.kind === 'entity' ? `${target.name}'s key` : `a key of ${target.name}`;
  const said = readPairs(context, { owner: target.name, what }, keys);
  if (said === undefined) return undefined;
  const related = keys.map((key): RelatedKey | undefined => {
    const pairs = pairFields(context, key, said);
    return pairs && { entity: key.owner, with: pairs };
  });
  if (!related.every((key) => key !== undefined)) return undefined;
  return { kind: 'belongsTo', field: relation.name, target: target.name, keys: related };
}

/** The types that a union or interface may be, each of which is read by its key. */
function membersOf(
  { relation, label, problems, draft }: RelationContext,
  shape: AbstractShape,
): EntityDraft[] | undefined {
  const without = shape.members.find(({ type }) => draft.registry.objects.has(type) && !isEntity(type, draft.registry));
  if (without !== undefined) {
    problems.report(
      relation.node.type,
      `${label} belongs to one ${shape.name}, which may be ${without.type}, and that has no @table and no key to read it by. Relate to a union of types with @table.`,
    );
    return undefined;
  }
  if (shape.members.length === 0 && shape.kind === 'interface') {
    problems.report(
      relation.node.type,
      `${label} is a relation to ${shape.name}, which no type implements: write "implements ${shape.name}" on the types it may be.`,
    );
  }
  const members = shape.members.flatMap(({ type }) => draft.entities.get(type) ?? []);
  return members.length === 0 || members.length < shape.members.length ? undefined : members;
}

function primaryKeyOf(entity: EntityDraft): Omit<TheirKey, 'what'> {
  return { owner: entity.name, needed: keyFields(entity), leading: [], typeOf: typesOf(entity) };
}

/** `@hasMany` or `@hasOne` to an entity. */
function compileList(context: RelationContext, target: EntityDraft): Relation | undefined {
  const { relation, label, problems } = context;
  const { kind } = relation.directive;
  const written = relation.directive.index;
  const index = target.indexes.find(({ name }) => name === written?.value);
  if (index === undefined && hasUnsoundIndex(target)) return undefined;
  if (written !== undefined && index === undefined) {
    const names = target.indexes.map(({ name }) => name);
    problems.report(written.node, `${target.name} has no index "${written.value}".${oneOf(written.value, names)}`);
    return undefined;
  }
  const key = index?.key ?? target.key;
  if (!key.sound) return undefined;
  if (index === undefined && key.sort.length === 0 && kind === 'hasMany') {
    problems.report(
      relation.directive.node,
      `${label} lists a partition of ${target.name}'s table, which has no sort key: one item at most. Use @belongsTo, or name an index: @hasMany(index: "...").`,
    );
    return undefined;
  }
  const needed = fieldsOfParts(key.partition.map(({ part }) => part));
  const theirs: TheirKey = {
    owner: target.name,
    what:
      index === undefined ? `${target.name}'s partition` : `the partition of ${target.name}'s index "${index.name}"`,
    needed,
    leading: fieldsOfParts(key.sort.map(({ part }) => part)).filter((field) => !needed.includes(field)),
    typeOf: typesOf(target),
  };
  const said = readPairs(context, theirs, [theirs]);
  const pairs = said && pairFields(context, theirs, said);
  if (pairs === undefined) return undefined;
  if (kind === 'hasOne' && index === undefined && keyFields(target).every((field) => pairs.has(field))) {
    const keys = [{ entity: target.name, with: pairs }];
    return { kind: 'belongsTo', field: relation.name, target: target.name, keys };
  }
  return listRelation(relation, { kind: 'entity', entity: target.name, index: index?.name }, pairs);
}

/** `@hasMany` or `@hasOne` to a union or interface: one of its collections. */
function compileCollectionList(context: RelationContext, shape: AbstractShape): Relation | undefined {
  const { relation, label, problems } = context;
  const collection = relatedCollection(context, shape);
  if (collection === undefined) return undefined;
  if (collection.reads === 'ITEM' && relation.directive.kind === 'hasMany') {
    problems.report(
      relation.directive.node,
      `${label} lists a partition of the table "${collection.tableName}", which has no sort key: one item at most. Use @hasOne, or a @collection on an index of it.`,
    );
    return undefined;
  }
  const theirs: TheirKey = {
    owner: shape.name,
    what: `the partition of the collection "${collection.query}"`,
    needed: [...collection.arguments.keys()],
    leading: [],
    typeOf: (field) => collection.arguments.get(field)?.type,
  };
  const said = readPairs(context, theirs, [theirs]);
  const pairs = said && pairFields(context, theirs, said);
  if (pairs === undefined) return undefined;
  if (collection.reads === 'ITEM') {
    const keys = collection.members.map((member) => itemKeyOf(collection, member, pairs));
    return { kind: 'belongsTo', field: relation.name, target: shape.name, keys };
  }
  return listRelation(relation, { kind: 'collection', collection: collection.query }, pairs);
}

function listRelation(
  { name, directive }: RelationDraft,
  reads: ListSource,
  pairs: ReadonlyMap<string, string>,
): Relation {
  return { kind: directive.kind === 'hasOne' ? 'hasOne' : 'hasMany', field: name, reads, with: pairs };
}

function typesOf(entity: EntityDraft): TheirKey['typeOf'] {
  return (field) => storedField(entity, field)?.type;
}

function isList(node: TypeNode): boolean {
  return node.kind === Kind.NON_NULL_TYPE ? isList(node.type) : node.kind === Kind.LIST_TYPE;
}
