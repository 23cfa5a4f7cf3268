import {
  getArgumentValues,
  GraphQLError,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { rulesOut } from '../dynamo/plan/accessChecks.js';
import { itemIdentity } from '../dynamo/keys/itemIdentity.js';
import type { GetPlan } from '../dynamo/plan/planGet.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import { keyFieldsOf, type BelongsTo, type Entity, type Model } from '../model/model.js';
import { keyedRootFields, type KeyedRead } from './keyedRootFields.js';
import { planBelongsTo } from './relation.js';
import type { RequestInternals } from './requestInternals.js';
import type { Runtime } from './runtime.js';
import { objectTypesOf, selectedFields, selectionSetsOf, type OperationFacts } from './selectedFields.js';
import { plainShaper } from './shapeItem.js';
import { isUsersOwn } from './userResolvers.js';

type SnapshotInternals = Pick<RequestInternals, 'claimed' | 'viewer'> & {
  readonly runtime: Pick<Runtime, 'model'>;
};

/** What a query with `@transaction` reads. */
export interface SnapshotPlan {
  /** In the order of the document; one item may be there several times, as several types too. */
  readonly plans: readonly GetPlan[];
  /** A resolver of the user's own runs: it may look at any of these items, and at anything of them. */
  readonly readsAll: boolean;
}

/**
 * Finds every item that a query reads before it is executed: those of root fields that read by key, and of relations
 * whose keys follow from those keys. A root field whose arguments are no key reads nothing, and nothing below it: its
 * own resolver says what is wrong.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` naming the first field of the document, by its path, that reads otherwise.
 */
export function planSnapshot(internals: SnapshotInternals, facts: OperationFacts): SnapshotPlan {
  const { schema, operation } = facts;
  const { model } = internals.runtime;
  const queryType = schema.getQueryType();
  const rootFields = keyedRootFields(model);
  const plans: GetPlan[] = [];
  let readsAll = false;
  const isNew = createVisits();

  /** @param items  What stands there; undefined for what a resolver of the user's own or an item itself holds. */
  function visit(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
    items: readonly GetPlan[] | undefined,
    path: readonly string[],
  ): void {
    if (!isNew(type, selectionSets, items)) return;
    for (const [responseKey, nodes] of selectedFields(facts, type, selectionSets, 'responseKey')) {
      const [node] = nodes;
      const definition = node && type.getFields()[node.name.value];
      // What is left is `__typename` and introspection.
      if (node === undefined || definition === undefined) continue;
      const place = [...path, responseKey];
      const isOwn = isUsersOwn(definition);
      readsAll ||= isOwn;
      const read = isOwn ? undefined : readOf({ type, definition, node, items, place });
      const below = selectionSetsOf(nodes);
      if (read === undefined) {
        for (const object of objectTypesOf(schema, definition.type)) visit(object, below, undefined, place);
        continue;
      }
      plans.push(...read);
      for (const [name, ofType] of byTypeName(read)) {
        const object = schema.getType(name);
        if (isObjectType(object)) visit(object, below, ofType, place);
      }
    }
  }

  /** Undefined for a field that reads nothing. */
  function readOf(field: SnapshotField): readonly GetPlan[] | undefined {
    const read =
      field.type === queryType
        ? readOfRoot(rootFields.get(field.definition.name), field, internals, facts)
        : readOfRelation(model, field);
    // Under other keys rules leave nothing: whoever resolves the field knows it without a read.
    return read?.filter(({ entity, key }) => !rulesOut(internals.viewer.may(entity, 'READ'), key));
  }

  if (queryType) visit(queryType, [operation.selectionSet], undefined, []);
  return { plans, readsAll };
}

/** A field of the document, at its place. */
interface SnapshotField {
  readonly type: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** Those that it is a field of; undefined where they are not known. */
  readonly items: readonly GetPlan[] | undefined;
  readonly place: readonly string[];
}

function readOfRoot(
  plan: KeyedRead | undefined,
  { definition, node, place }: SnapshotField,
  { claimed }: SnapshotInternals,
  { schema, variableValues }: OperationFacts,
): readonly GetPlan[] {
  if (plan === undefined) throw notByKey(place);
  return unlessRefused(() => plan(getArgumentValues(definition, node, variableValues), schema, claimed));
}

function readOfRelation(
  model: Model,
  { type, definition, items, place }: SnapshotField,
): readonly GetPlan[] | undefined {
  const entity = model.entities.get(type.name);
  const relation = entity?.relations.get(definition.name);
  if (entity === undefined || relation === undefined) return undefined;
  if (relation.kind !== 'belongsTo') throw notByKey(place);
  const unknown = items === undefined ? ownFieldsOf(relation) : ownFieldsOf(relation).filter(isNoKeyOf(entity));
  if (items === undefined || unknown.length > 0) throw notKnown(place, entity, unknown);
  const shapeKey = plainShaper(model, entity, new Set(keyFieldsOf(entity)));
  // A stored item that holds nothing but its key would say the same.
  return items.flatMap(({ key }) =>
    unlessRefused(() => planBelongsTo(model, relation, shapeKey(key), { consistent: true })),
  );
}

/**
 * Whether a place of the document is looked at for the first time: fragments lead to one place on many ways, and their
 * number doubles with each level.
 */
function createVisits() {
  const numbers = new Map<SelectionSetNode, number>();
  const known = new Set<string>();
  const numberOf = (set: SelectionSetNode): number => {
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    return number;
  };
  return (type: GraphQLObjectType, sets: readonly SelectionSetNode[], items: readonly GetPlan[] | undefined) => {
    const keys = items?.map(({ table, key }) => itemIdentity(table, key)) ?? null;
    const identity = JSON.stringify([type.name, sets.map(numberOf), keys]);
    if (known.has(identity)) return false;
    known.add(identity);
    return true;
  };
}

/** Nothing where the arguments do not fit, or the key is none: whoever resolves the field says so. */
function unlessRefused(plan: () => readonly GetPlan[]): readonly GetPlan[] {
  try {
    return plan();
  } catch (error) {
    if (error instanceof GatewayError || error instanceof GraphQLError) return [];
    throw error;
  }
}

function byTypeName(plans: readonly GetPlan[]): ReadonlyMap<string, readonly GetPlan[]> {
  const groups = new Map<string, GetPlan[]>();
  for (const plan of plans) {
    const group = groups.get(plan.entity.name) ?? [];
    groups.set(plan.entity.name, group);
    group.push(plan);
  }
  return groups;
}

/** The fields of this type that hold the other's key, each once. */
function ownFieldsOf({ keys }: BelongsTo): readonly string[] {
  return [...new Set(keys.flatMap((key) => [...key.with.values()]))];
}

function isNoKeyOf(entity: Entity): (field: string) => boolean {
  const keyFields = keyFieldsOf(entity);
  return (field) => !keyFields.includes(field);
}

function notByKey(place: readonly string[]): GatewayError {
  return refused(
    place,
    'it is not read by a primary key that the arguments give. Ask for items by their keys, or for this field in a query without @transaction.',
  );
}

function notKnown(place: readonly string[], entity: Entity, fields: readonly string[]): GatewayError {
  const names = fields.map((name) => `"${name}"`).join(', ');
  return refused(
    place,
    `its key is in ${names} of the ${entity.name}, which is not known before that is read. Give the key yourself in a field of its own, or ask for this one in a query without @transaction.`,
  );
}

function refused(place: readonly string[], why: string): GatewayError {
  return badInput(`"${place.join('.')}" cannot be read in a query with @transaction: ${why}`, []);
}
