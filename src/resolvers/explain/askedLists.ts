import { getArgumentValues } from 'graphql';
import { planCollection } from '../../dynamo/plan/planCollection.js';
import type { ListPlan } from '../../dynamo/plan/listPlan.js';
import { planList, planScan } from '../../dynamo/plan/planList.js';
import {
  collectionOf,
  entityOf,
  typeOfSource,
  type Collection,
  type Entity,
  type ListSource,
} from '../../model/model.js';
import { segmentsOf } from '../listItems.js';
import { collectionRequest, listRequest, scanRequest, type AskedList } from '../listRequests.js';
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
  /** @param known  Fields of the key that the item above gives; with `hasStandIns` some of them are not known yet. */
  readonly plan: (known: Values, fields: ListSelection['fields'], hasStandIns: boolean) => ListPlan;
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
  const asked = askedWith(planning, outline);
  return {
    typeName: entity.name,
    members: [entity],
    args: asked({}).args,
    segments: 1,
    common: (known) => listRequest(entity, index, asked(known)).range.equal,
    plan: (known, fields, hasStandIns) =>
      planList(entity, { ...listRequest(entity, index, asked(known)), fields: fields(entity), hasStandIns }),
  };
}

function ofScan(planning: Planning, outline: OutlinedField, entity: Entity): ListAsked {
  const asked = askedWith(planning, outline)({});
  return {
    typeName: entity.name,
    members: [entity],
    args: asked.args,
    segments: segmentsOf(asked.args),
    common: () => ({}),
    plan: (_known, fields) => planScan(entity, { ...scanRequest(entity, asked), fields: fields(entity) }),
  };
}

function ofCollection(planning: Planning, outline: OutlinedField, collection: Collection): ListAsked {
  const { model } = planning;
  const asked = askedWith(planning, outline);
  const { args } = asked({});
  const given = Object.fromEntries([...collection.partitionFields.keys()].map((name) => [name, args[name]]));
  return {
    typeName: typeOfSource(model, { kind: 'collection', collection: collection.query }),
    members: collection.members.map((name) => entityOf(model, name)),
    args,
    segments: segmentsOf(args),
    common: (known) => ({ ...given, ...known }),
    plan: (known, fields, hasStandIns) =>
      planCollection(model, collection, { ...collectionRequest(collection, asked(known)), fields, hasStandIns }),
  };
}

function askedWith(planning: Planning, outline: OutlinedField): (known: Values) => AskedList {
  const { model, viewer, claimed } = planning;
  const args = argumentsOf(planning, outline);
  const consistent = readsConsistently(planning, outline.nodes);
  return (known) => ({ model, viewer, claimed, args, known, consistent });
}
