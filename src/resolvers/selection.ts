import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { holdsSelection, type FieldSelection } from '../dynamo/plan/selectedAttributes.js';
import { nodeNames, sharedTypeNames, typeNames } from '../model/apiNames.js';
import { indexOf, keyFieldsOf, type Entity, type Model, type Relation } from '../model/model.js';
import { relationRead, rootReads, type FieldRead } from './fieldReads.js';
import { selectedFields, selectionSetsOf, type OperationFacts, type SelectedFields } from './selectedFields.js';

/** What one field selects of items of an entity. */
export interface ItemSelection {
  readonly fields: FieldSelection;
  /** Relations are selected (or a field of the user's own, whose resolver may load): the items lead to further loads. */
  readonly leadsOn: boolean;
}

/** What a field selects of items that may be of several types. */
export interface ListSelection {
  /** The same set each time. */
  readonly fields: (entity: Entity) => FieldSelection;
  /** As `ItemSelection.leadsOn`, of any of the types. */
  readonly leadsOn: boolean;
}

/** What a connection field selects. */
export interface ConnectionSelection extends ListSelection {
  /** False where nothing of the page itself is selected: `{ totalCount }`. */
  readonly wantsPage: boolean;
  readonly wantsNext: boolean;
  readonly wantsPrevious: boolean;
}

/** What one operation selects, asked of its document once and remembered. */
export interface OperationSelection {
  /**
   * What the whole document selects of items it reads by key, also to hydrate what an index lacks: they share
   * batches, so they share a projection.
   */
  byKey(entity: Entity): FieldSelection;
  /** Below a field that gives items of the entity, among others. */
  ofItem(entity: Entity, fieldNodes: readonly FieldNode[]): ItemSelection;
  /** Below a field that gives one item, read from a list. */
  ofFirst(members: readonly Entity[], fieldNodes: readonly FieldNode[]): ListSelection;
  /** Below a field that gives a connection. @param typeName  Of its nodes: the entity, union or interface. */
  ofConnection(typeName: string, members: readonly Entity[], fieldNodes: readonly FieldNode[]): ConnectionSelection;
  /** Names of the fields selected below a field that gives an object type. */
  namesBelow(typeName: string, fieldNodes: readonly FieldNode[]): ReadonlySet<string>;
}

export function createOperationSelection(model: Model, facts: OperationFacts): OperationSelection {
  const connections = new WeakMap<readonly FieldNode[], ConnectionSelection>();
  const firsts = new WeakMap<readonly FieldNode[], ListSelection>();
  const items = new Map<Entity, WeakMap<readonly FieldNode[], ItemSelection>>();
  let byKey: ReadonlyMap<string, FieldSelection> | undefined;

  return {
    byKey(entity) {
      byKey ??= selectedByKey(model, facts);
      return byKey.get(entity.name) ?? new Set();
    },
    ofItem(entity, fieldNodes) {
      const known = items.get(entity) ?? new WeakMap<readonly FieldNode[], ItemSelection>();
      items.set(entity, known);
      return remembered(known, fieldNodes, () => itemSelection(entity, below(facts, entity.name, fieldNodes)));
    },
    ofFirst(members, fieldNodes) {
      return remembered(firsts, fieldNodes, () => listSelection(facts, members, fieldNodes));
    },
    ofConnection(typeName, members, fieldNodes) {
      return remembered(connections, fieldNodes, () => {
        const { nodes, edges, pageInfo } = partsOfConnection(facts, typeName, fieldNodes);
        return {
          ...listSelection(facts, members, nodes),
          wantsPage: nodes.length > 0 || edges.size > 0 || pageInfo.size > 0,
          wantsNext: pageInfo.has('hasNextPage'),
          wantsPrevious: pageInfo.has('hasPreviousPage'),
        };
      });
    },
    namesBelow: (typeName, fieldNodes) => new Set(below(facts, typeName, fieldNodes).keys()),
  };
}

/** The nodes that select items of a connection, and what is selected of its edges and its page info. */
function partsOfConnection(
  facts: OperationFacts,
  typeName: string,
  fieldNodes: readonly FieldNode[],
): { readonly nodes: readonly FieldNode[]; readonly edges: SelectedFields; readonly pageInfo: SelectedFields } {
  const selected = below(facts, typeNames.connection(typeName), fieldNodes);
  const edges = below(facts, typeNames.edge(typeName), selected.get('edges') ?? []);
  return {
    nodes: [...(edges.get('node') ?? []), ...(selected.get('nodes') ?? [])],
    edges,
    pageInfo: below(facts, sharedTypeNames.pageInfo, selected.get('pageInfo') ?? []),
  };
}

function listSelection(facts: OperationFacts, members: readonly Entity[], nodes: readonly FieldNode[]): ListSelection {
  const selections = new Map(
    members.map((member) => [member, itemSelection(member, below(facts, member.name, nodes))] as const),
  );
  const none: FieldSelection = new Set();
  return {
    fields: (entity) => selections.get(entity)?.fields ?? none,
    leadsOn: [...selections.values()].some(({ leadsOn }) => leadsOn),
  };
}

function below(facts: OperationFacts, typeName: string, fieldNodes: readonly FieldNode[]): SelectedFields {
  const type = facts.schema.getType(typeName);
  return isObjectType(type) ? selectedFields(facts, type, selectionSetsOf(fieldNodes)) : new Map<string, FieldNode[]>();
}

/** graphql-js gives sibling items the same array of field nodes, so an answer is worked out once for all of them. */
function remembered<T>(known: WeakMap<readonly FieldNode[], T>, fieldNodes: readonly FieldNode[], workOut: () => T): T {
  let result = known.get(fieldNodes);
  if (result === undefined) {
    result = workOut();
    known.set(fieldNodes, result);
  }
  return result;
}

function itemSelection(entity: Entity, selected: SelectedFields): ItemSelection {
  const fields = new Set<string>();
  let leadsOn = false;
  let readsAll = false;
  for (const name of selected.keys()) {
    const relation = entity.relations.get(name);
    if (entity.fields.has(name)) fields.add(name);
    else if (relation !== undefined) {
      leadsOn = true;
      // No stored field; but what its rules ask must be read.
      if (entity.fieldRules.has(name)) fields.add(name);
      for (const own of ownFieldsOf(relation)) fields.add(own);
    } else if (entity.isNode && name === nodeNames.id) {
      for (const own of keyFieldsOf(entity)) fields.add(own);
    } else if (name !== '__typename') {
      // A resolver of the user's own may look at any field.
      leadsOn = true;
      readsAll = true;
    }
  }
  return { fields: readsAll ? 'ALL' : fields, leadsOn };
}

/** The fields of this type that hold the other's key. */
function ownFieldsOf(relation: Relation): readonly string[] {
  const pairs = relation.kind === 'belongsTo' ? relation.keys.map((key) => key.with) : [relation.with];
  return pairs.flatMap((pair) => [...pair.values()]);
}

/**
 * Walks the operation once and adds up, per entity, what is selected of items that are read by key: keyed root
 * fields, relations to a whole key, and lists of an index that does not hold all that is asked of it.
 */
function selectedByKey(model: Model, facts: OperationFacts): ReadonlyMap<string, FieldSelection> {
  const result = new Map<string, FieldSelection>();
  const rootFields = rootReads(model);
  const queryName = facts.schema.getQueryType()?.name;

  const readOf = (parent: GraphQLObjectType, name: string): FieldRead | undefined =>
    parent.name === queryName ? rootFields.get(name) : relationRead(model, parent.name, name);

  // What all types of an interface select leads to the same place from each: walked again, work would double with every level.
  const walked = new Map<GraphQLObjectType, (readonly SelectionSetNode[])[]>();
  const isNew = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): boolean => {
    const known = walked.get(type) ?? [];
    if (known.some((other) => other.length === sets.length && other.every((set, at) => set === sets[at]))) return false;
    walked.set(type, [...known, sets]);
    return true;
  };

  const walk = (type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): void => {
    if (!isNew(type, selectionSets)) return;
    for (const [name, nodes] of selectedFields(facts, type, selectionSets)) {
      const definition = type.getFields()[name];
      if (definition === undefined) continue;
      const read = readOf(type, name);
      const named = getNamedType(definition.type);
      if (read !== undefined) {
        const of = read.connectionOf === undefined ? nodes : partsOfConnection(facts, read.connectionOf, nodes).nodes;
        for (const entity of read.entities) {
          const { fields } = itemSelection(entity, below(facts, entity.name, of));
          if (
            read.indexes.length === 0 ||
            read.indexes.some((index) => mayHydrate(read, entity, index, fields, nodes))
          ) {
            result.set(entity.name, union(result.get(entity.name), fields));
          }
        }
      }
      const objects = isObjectType(named) ? [named] : isAbstractType(named) ? facts.schema.getPossibleTypes(named) : [];
      for (const object of objects) walk(object, selectionSetsOf(nodes));
    }
  };

  const root = facts.schema.getRootType(facts.operation.operation);
  if (root !== undefined && root !== null) walk(root, [facts.operation.selectionSet]);
  return result;
}

/**
 * A list of an index fetches items from the table where the index lacks what is selected, or may lack what tells the
 * listed items: of any type, for all rows are then read by key.
 */
function mayHydrate(
  { entities }: FieldRead,
  entity: Entity,
  index: string,
  fields: FieldSelection,
  nodes: readonly FieldNode[],
): boolean {
  const { local, projection } = indexOf(entity, index);
  if (local || projection.kind === 'ALL') return false;
  const filters = nodes.some((node) => node.arguments?.some((argument) => argument.name.value === 'filter') === true);
  // Of what rules ask, an index surely holds that of the type and of the fields in it, and not that of relations.
  const asksRules = [...entity.relations.keys()].some((name) => entity.fieldRules.has(name));
  return (
    filters || asksRules || entities.some(({ ttl }) => ttl !== undefined) || !holdsSelection(entity, index, fields)
  );
}

function union(one: FieldSelection | undefined, other: FieldSelection): FieldSelection {
  if (one === undefined) return other;
  return one === 'ALL' || other === 'ALL' ? 'ALL' : new Set([...one, ...other]);
}
