import type { GraphQLField } from 'graphql';
import type { Write } from '../../dynamo/plan/write.js';
import { nodeNames, rootFieldNames, transactWriteField } from '../../model/apiNames.js';
import { changedByFieldsOf } from '../../model/changedByFields.js';
import type { Collection, Entity, Model, Relation, UniqueField } from '../../model/model.js';
import { isUsersOwn } from '../userResolvers.js';

/** What a field does, as far as calls go. */
export type FieldKind =
  | { readonly kind: 'byKeys' }
  | { readonly kind: 'unique'; readonly entity: Entity; readonly field: UniqueField }
  | { readonly kind: 'list'; readonly entity: Entity; readonly index: string | undefined }
  | { readonly kind: 'first'; readonly entity: Entity; readonly index: string }
  | { readonly kind: 'scan'; readonly entity: Entity }
  | { readonly kind: 'collection'; readonly collection: Collection }
  | { readonly kind: 'relation'; readonly entity: Entity; readonly relation: Relation }
  | { readonly kind: 'write'; readonly entity: Entity; readonly write: Write['kind'] }
  | { readonly kind: 'transactWrite' }
  | { readonly kind: 'batchWrite'; readonly entity: Entity }
  | { readonly kind: 'changes'; readonly entity: Entity }
  | { readonly kind: 'missedChanges'; readonly entity: Entity }
  /** A resolver of the user's own. */
  | { readonly kind: 'own' }
  /** It shows what is there already. */
  | { readonly kind: 'plain' };

const PLAIN: FieldKind = { kind: 'plain' };
const OWN: FieldKind = { kind: 'own' };

const rootKindsOfModel = new WeakMap<Model, ReadonlyMap<string, FieldKind>>();

/** @param typeName  Of the object that has the field. @param isRoot  That is Query, Mutation or Subscription. */
export function fieldKindOf(
  model: Model,
  typeName: string,
  isRoot: boolean,
  field: GraphQLField<unknown, unknown>,
): FieldKind {
  // Of a schema that is only looked at, nobody has given resolvers; its own fields are known all the same.
  if (isRoot) return isUsersOwn(field) ? OWN : (rootKinds(model).get(field.name) ?? OWN);
  const entity = model.entities.get(typeName);
  if (isUsersOwn(field) || entity?.ownFields.has(field.name) === true) return OWN;
  const relation = entity?.relations.get(field.name);
  return entity === undefined || relation === undefined ? PLAIN : { kind: 'relation', entity, relation };
}

/** Whether the gateway itself serves a root field. */
export function isServedRoot(model: Model, name: string): boolean {
  return rootKinds(model).has(name);
}

function rootKinds(model: Model): ReadonlyMap<string, FieldKind> {
  let kinds = rootKindsOfModel.get(model);
  if (kinds === undefined) {
    kinds = collectRootKinds(model);
    rootKindsOfModel.set(model, kinds);
  }
  return kinds;
}

const WRITES = ['create', 'put', 'update', 'delete', 'check'] as const;

function collectRootKinds(model: Model): ReadonlyMap<string, FieldKind> {
  const kinds = new Map<string, FieldKind>([
    [nodeNames.one, { kind: 'byKeys' }],
    [nodeNames.many, { kind: 'byKeys' }],
    [transactWriteField, { kind: 'transactWrite' }],
  ]);
  for (const entity of model.entities.values()) {
    kinds.set(rootFieldNames.get(entity), { kind: 'byKeys' });
    kinds.set(rootFieldNames.byKeys(entity), { kind: 'byKeys' });
    kinds.set(rootFieldNames.scan(entity), { kind: 'scan', entity });
    kinds.set(rootFieldNames.changed(entity), { kind: 'changes', entity });
    for (const { name } of changedByFieldsOf(entity)) kinds.set(name, { kind: 'changes', entity });
    kinds.set(rootFieldNames.changes(entity), { kind: 'missedChanges', entity });
    kinds.set(rootFieldNames.batchWrite(entity), { kind: 'batchWrite', entity });
    for (const write of WRITES) kinds.set(rootFieldNames[write](entity), { kind: 'write', entity, write });
    for (const field of entity.uniqueFields) {
      if (field.lookupField !== undefined) kinds.set(field.lookupField, { kind: 'unique', entity, field });
    }
    if (entity.listField !== undefined) kinds.set(entity.listField, { kind: 'list', entity, index: undefined });
    for (const { name, listField, oneField } of entity.indexes.values()) {
      if (listField !== undefined) kinds.set(listField, { kind: 'list', entity, index: name });
      if (oneField !== undefined) kinds.set(oneField, { kind: 'first', entity, index: name });
    }
  }
  for (const [name, collection] of model.collections) {
    kinds.set(name, collection.reads === 'ITEM' ? { kind: 'byKeys' } : { kind: 'collection', collection });
  }
  return kinds;
}
