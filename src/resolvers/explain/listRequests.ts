import { getArgumentValues } from 'graphql';
import { planCollection } from '../../dynamo/plan/planCollection.js';
import type { KeyFieldCondition } from '../../dynamo/plan/keyFieldCondition.js';
import type { ListPlan } from '../../dynamo/plan/listPlan.js';
import { planList, planScan } from '../../dynamo/plan/planList.js';
import { enumValueName } from '../../model/apiNames.js';
import { listArguments } from '../../model/listArguments.js';
import {
  collectionOf,
  entityOf,
  typeOfSource,
  type Collection,
  type Entity,
  type Field,
  type ListSource,
} from '../../model/model.js';
import { seenFields, toFilter } from '../filterInput.js';
import { segmentsOf } from '../listItems.js';
import type { ListSelection } from '../selection.js';
import type { OutlinedField } from './outlineOperation.js';
import { readsConsistently, type Planning } from './planning.js';

export type Values = Readonly<Record<string, unknown>>;

/** A list as a field asks for it. */
export interface ListAsked {
  /** The union or interface of a collection, else the type of its items. */
  readonly typeName: string;
  readonly members: readonly Entity[];
  readonly args: Values;
  readonly segments: number;
  /** What its items have in common, by field name. */
  readonly common: (known: Values) => Values;
  /** @param known  Fields of the key that the item above gives. */
  readonly plan: (known: Values, fields: ListSelection['fields']) => ListPlan;
}

/** Of a root field or relation that lists; as `listItems`, `listCollection` and `scanItemsResolver` ask for it. */
export function listAsked(planning: Planning, outline: OutlinedField): ListAsked {
  const { kind } = outline;
  switch (kind.kind) {
    case 'list':
    case 'first':
      return ofEntity(planning, outline, kind.entity, kind.index);
    case 'scan':
      return ofScan(planning, outline, kind.entity);
    case 'collection':
      return ofCollection(planning, outline, kind.collection);
    case 'relation':
      if (kind.relation.kind !== 'belongsTo') return ofSource(planning, outline, kind.relation.reads);
      break;
    default:
  }
  throw new Error(`${outline.typeName}.${outline.definition.name} is no list.`);
}

function ofSource(planning: Planning, outline: OutlinedField, source: ListSource): ListAsked {
  return source.kind === 'entity'
    ? ofEntity(planning, outline, entityOf(planning.model, source.entity), source.index)
    : ofCollection(planning, outline, collectionOf(planning.model, source.collection));
}

export function argumentsOf({ facts }: Planning, { definition, nodes }: OutlinedField): Values {
  const [node] = nodes;
  return node === undefined ? {} : getArgumentValues(definition, node, facts.variableValues);
}

function ofEntity(planning: Planning, outline: OutlinedField, entity: Entity, index: string | undefined): ListAsked {
  const { viewer, claimed } = planning;
  const args = argumentsOf(planning, outline);
  const { partition, sort } = listArguments(entity, index);
  const equalWith = (known: Values) =>
    claimed.inKey(entity, { ...Object.fromEntries(partition.map((name) => [name, args[name]])), ...known });
  const conditions = sort.flatMap(({ field }) =>
    args[field] ? [[field, args[field] as KeyFieldCondition] as const] : [],
  );
  const filter = filterOf(planning, [entity], entity.fields, args);
  const consistent = readsConsistently(planning, outline.nodes);
  return {
    typeName: entity.name,
    members: [entity],
    args,
    segments: 1,
    common: equalWith,
    plan: (known, fields) =>
      planList(entity, {
        index,
        range: { equal: equalWith(known), sort: Object.fromEntries(conditions) },
        filter,
        order: args['order'] === 'DESC' ? 'DESC' : 'ASC',
        consistent,
        viewer,
        fields: fields(entity),
      }),
  };
}

function ofScan(planning: Planning, outline: OutlinedField, entity: Entity): ListAsked {
  const { viewer } = planning;
  const args = argumentsOf(planning, outline);
  const index = [...entity.indexes.keys()].find((name) => enumValueName(name) === args['index']);
  const filter = filterOf(planning, [entity], entity.fields, args);
  const consistent = readsConsistently(planning, outline.nodes);
  return {
    typeName: entity.name,
    members: [entity],
    args,
    segments: segmentsOf(args),
    common: () => ({}),
    plan: (_known, fields) => planScan(entity, { index, filter, consistent, viewer, fields: fields(entity) }),
  };
}

function ofCollection(planning: Planning, outline: OutlinedField, collection: Collection): ListAsked {
  const { model, viewer } = planning;
  const args = argumentsOf(planning, outline);
  const types = args['type'] as readonly string[] | null | undefined;
  const members = collection.members.map((name) => entityOf(model, name));
  const filter = filterOf(planning, members, collection.fields, args);
  const consistent = readsConsistently(planning, outline.nodes);
  const given = Object.fromEntries([...collection.partitionFields.keys()].map((name) => [name, args[name]]));
  return {
    typeName: typeOfSource(model, { kind: 'collection', collection: collection.query }),
    members,
    args,
    segments: segmentsOf(args),
    common: (known) => ({ ...given, ...known }),
    plan: (known, fields) =>
      planCollection(model, collection, {
        equal: { ...args, ...known },
        sortKey: (args['sortKey'] as KeyFieldCondition | null | undefined) ?? undefined,
        types: types ?? undefined,
        filter,
        order: args['order'] === 'DESC' ? 'DESC' : 'ASC',
        consistent,
        viewer,
        fields,
      }),
  };
}

function filterOf(
  { model, viewer }: Planning,
  members: readonly Entity[],
  fields: ReadonlyMap<string, Field>,
  args: Values,
) {
  return toFilter(fields, model, args['filter'] as Values | undefined, ['filter'], seenFields(members, viewer));
}
