import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';

/** Where the one root field of a subscription takes its `after` from. */
export interface ResumeArgument {
  /** The variable that is given as `after` and stands nowhere else: subscribers may share whatever its value is. */
  readonly ownVariable: string | undefined;
  /** @param variables  Coerced, with defaults. */
  readonly valueIn: (variables: Readonly<Record<string, unknown>>) => string | undefined;
}

const NAME = 'after';

export function resumeArgumentOf(document: DocumentNode, operation: OperationDefinitionNode): ResumeArgument {
  const value = afterOf(document, operation.selectionSet);
  if (value?.kind === Kind.STRING) return { ownVariable: undefined, valueIn: () => value.value };
  if (value?.kind !== Kind.VARIABLE) return { ownVariable: undefined, valueIn: () => undefined };
  const name = value.name.value;
  return {
    ownVariable: usesOf(name, document) === 1 ? name : undefined,
    valueIn(variables) {
      const cursor = variables[name];
      return typeof cursor === 'string' ? cursor : undefined;
    },
  };
}

/** A valid subscription has one root field, which may stand in fragments. */
function afterOf(document: DocumentNode, { selections }: SelectionSetNode): ValueNode | undefined {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) return selection.arguments?.find(({ name }) => name.value === NAME)?.value;
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(document, selection.name.value);
    const found = inner && afterOf(document, inner.selectionSet);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fragmentOf(document: DocumentNode, name: string) {
  return document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) as
    { readonly selectionSet: SelectionSetNode } | undefined;
}

function usesOf(variable: string, document: DocumentNode): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      if (name.value === variable) uses += 1;
    },
  });
  return uses;
}
