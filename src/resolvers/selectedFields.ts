import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What there is to know of an operation before it is executed. */
export type OperationFacts = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues'>;

/** Name -> nodes in the document, fragments taken together. */
export type SelectedFields = Map<string, FieldNode[]>;

/**
 * The fields that an operation selects of a type, with `@skip` and `@include` honoured.
 *
 * @param by  `name`: all aliases of a field together. `responseKey`: as they are executed, each alias by itself.
 */
export function selectedFields(
  facts: OperationFacts,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  by: 'name' | 'responseKey' = 'name',
): SelectedFields {
  const result: SelectedFields = new Map();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, facts.variableValues)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = by === 'name' ? selection.name.value : responseKeyOf(selection);
        const nodes = result.get(name) ?? [];
        nodes.push(selection);
        result.set(name, nodes);
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

/** The object types that a field of this type may give, behind lists and non-null. */
export function objectTypesOf(schema: GraphQLSchema, type: GraphQLOutputType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  return isObjectType(named) ? [named] : isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}

export function selectionSetsOf(fieldNodes: readonly FieldNode[]): readonly SelectionSetNode[] {
  return fieldNodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
}

function responseKeyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
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
