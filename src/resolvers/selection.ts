import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { FieldSelection } from '../dynamo/plan/selectedAttributes.js';
import { rootFieldNames, typeNames } from '../model/apiNames.js';
import type { Entity, Model } from '../model/model.js';

type OperationFacts = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues'>;

/** What one field selects of items of an entity. */
export interface ItemSelection {
  readonly fields: FieldSelection;
  /** Relations are selected (or a field of the user's own, whose resolver may load): the items lead to further loads. */
  readonly leadsOn: boolean;
}

/** What a connection field selects. */
export interface ConnectionSelection extends ItemSelection {
  readonly wantsNext: boolean;
  readonly wantsPrevious: boolean;
}

/** What one operation selects, asked of its document once and remembered. */
export interface OperationSelection {
  /** What the whole document selects of items it reads by key: they share batches, so they share a projection. */
  byKey(entity: Entity): FieldSelection;
  /** Below a field that gives items of the entity itself. */
  ofItem(entity: Entity, fieldNodes: readonly FieldNode[]): ItemSelection;
  /** Below a field that gives a connection of the entity. */
  ofConnection(entity: Entity, fieldNodes: readonly FieldNode[]): ConnectionSelection;
  /** Names of the fields selected below a field that gives an object type. */
  namesBelow(typeName: string, fieldNodes: readonly FieldNode[]): ReadonlySet<string>;
}

export function createOperationSelection(model: Model, facts: OperationFacts): OperationSelection {
  const connections = new WeakMap<readonly FieldNode[], ConnectionSelection>();
  const items = new WeakMap<readonly FieldNode[], ItemSelection>();
  let byKey: ReadonlyMap<string, FieldSelection> | undefined;

  function below(typeName: string, fieldNodes: readonly FieldNode[]): SelectedFields {
    const type = facts.schema.getType(typeName);
    return isObjectType(type)
      ? selectedFields(facts, type, selectionSetsOf(fieldNodes))
      : new Map<string, FieldNode[]>();
  }

  return {
    byKey(entity) {
      byKey ??= selectedByKey(model, facts);
      return byKey.get(entity.name) ?? new Set();
    },
    ofItem(entity, fieldNodes) {
      return remembered(items, fieldNodes, () => itemSelection(entity, below(entity.name, fieldNodes)));
    },
    ofConnection(entity, fieldNodes) {
      return remembered(connections, fieldNodes, () => {
        const selected = below(typeNames.connection(entity.name), fieldNodes);
        const edges = below(typeNames.edge(entity.name), selected.get('edges') ?? []);
        const nodes = [...(edges.get('node') ?? []), ...(selected.get('nodes') ?? [])];
        const pageInfo = below('PageInfo', selected.get('pageInfo') ?? []);
        return {
          ...itemSelection(entity, below(entity.name, nodes)),
          wantsNext: pageInfo.has('hasNextPage'),
          wantsPrevious: pageInfo.has('hasPreviousPage'),
        };
      });
    },
    namesBelow: (typeName, fieldNodes) => new Set(below(typeName, fieldNodes).keys()),
  };
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
      for (const own of relation.with.values()) fields.add(own);
    } else if (name !== '__typename') {
      // A resolver of the user's own may look at any field.
      leadsOn = true;
      readsAll = true;
    }
  }
  return { fields: readsAll ? 'ALL' : fields, leadsOn };
}

/** Field name -> its nodes in the document, aliases and fragments taken together. */
type SelectedFields = Map<string, FieldNode[]>;

function selectionSetsOf(fieldNodes: readonly FieldNode[]): readonly SelectionSetNode[] {
  return fieldNodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
}

function selectedFields(
  facts: OperationFacts,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): SelectedFields {
  const result: SelectedFields = new Map();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, facts.variableValues)) continue;
      if (selection.kind === Kind.FIELD) {
        const nodes = result.get(selection.name.value) ?? [];
        nodes.push(selection);
        result.set(selection.name.value, nodes);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? facts.fragments[selection.name.value] : selection;
      if (fragment !== undefined && applies(facts.schema, fragment.typeCondition?.name.value, type)) {
        collect(fragment.selectionSet);
      }
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return result;
}

function isIncluded(node: FieldNode | { kind: Kind }, variables: Readonly<Record<string, unknown>>): boolean {
  const selection = node as FieldNode;
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] !== false
  );
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditional = schema.getType(condition);
  return isAbstractType(conditional) && schema.isSubType(conditional, type);
}

/** Walks the operation once and adds up, per entity, what is selected of items that are read by key. */
function selectedByKey(model: Model, facts: OperationFacts): ReadonlyMap<string, FieldSelection> {
  const result = new Map<string, FieldSelection>();
  const keyedRootFields = new Set(
    [...model.entities.values()].flatMap((entity) => [rootFieldNames.get(entity), rootFieldNames.byKeys(entity)]),
  );
  const queryName = facts.schema.getQueryType()?.name;

  const isByKey = (parent: GraphQLObjectType, name: string): boolean =>
    parent.name === queryName
      ? keyedRootFields.has(name)
      : model.entities.get(parent.name)?.relations.get(name)?.kind === 'belongsTo';

  const walk = (type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): void => {
    for (const [name, nodes] of selectedFields(facts, type, selectionSets)) {
      const definition = type.getFields()[name];
      if (definition === undefined) continue;
      const named = getNamedType(definition.type);
      const objects = isObjectType(named)
        ? [named]
        : isInterfaceType(named) || isAbstractType(named)
          ? facts.schema.getPossibleTypes(named)
          : [];
      const sets = selectionSetsOf(nodes);
      for (const object of objects) {
        const entity = model.entities.get(object.name);
        if (entity !== undefined && isByKey(type, name)) {
          const selected = itemSelection(entity, selectedFields(facts, object, sets)).fields;
          result.set(entity.name, union(result.get(entity.name), selected));
        }
        walk(object, sets);
      }
    }
  };

  const root = facts.schema.getRootType(facts.operation.operation);
  if (root !== undefined && root !== null) walk(root, [facts.operation.selectionSet]);
  return result;
}

function union(one: FieldSelection | undefined, other: FieldSelection): FieldSelection {
  if (one === undefined) return other;
  return one === 'ALL' || other === 'ALL' ? 'ALL' : new Set([...one, ...other]);
}
