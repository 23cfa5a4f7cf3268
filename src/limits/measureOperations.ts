import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is, with its fragments put in wherever they are spread. */
export interface OperationFigures {
  /** Levels of fields. `__schema` and `__type` are one level each. */
  readonly depth: number;
  /** Levels of fields below `__schema` and `__type`. */
  readonly introspectionDepth: number;
  /** Fields and fragment spreads. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
}

export interface DocumentFigures {
  /** By name; `''` without one. */
  readonly operations: ReadonlyMap<string, OperationFigures>;
  /** The most levels below any operation or fragment, used or not: validation looks at all of them. */
  readonly deepest: number;
}

/**
 * The figures of each operation of a document.
 *
 * Every fragment is measured once, after those it spreads, and its figures are
 * added where it is spread. So a document in which each fragment spreads the
 * next one twice costs no more than its length, and a long chain of them is no
 * deep recursion; the sums may become Infinity. A fragment inside itself
 * counts as nothing: validation refuses it.
 */
export function measureOperations(document: DocumentNode): DocumentFigures {
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, OperationFigures>();

  function ofSelection(selection: SelectionNode): OperationFigures {
    switch (selection.kind) {
      case Kind.FIELD:
        return withDirectives(ofField(selection.name.value, selection), selection);
      case Kind.INLINE_FRAGMENT:
        return withDirectives(ofSelections(selection.selectionSet), selection);
      case Kind.FRAGMENT_SPREAD: {
        const spread = measured.get(selection.name.value) ?? NOTHING;
        return withDirectives({ ...spread, selections: spread.selections + 1 }, selection);
      }
    }
  }

  function ofField(
    name: string,
    field: { readonly alias?: unknown; readonly selectionSet?: SelectionSetNode | undefined },
  ) {
    const below = field.selectionSet === undefined ? NOTHING : ofSelections(field.selectionSet);
    const introspects = name === '__schema' || name === '__type';
    return {
      ...below,
      depth: introspects ? 1 : below.depth + 1,
      introspectionDepth: introspects ? below.depth : below.introspectionDepth,
      selections: below.selections + 1,
      aliases: below.aliases + (field.alias === undefined ? 0 : 1),
      rootFields: 1,
    };
  }

  const ofSelections = ({ selections }: SelectionSetNode) => selections.map(ofSelection).reduce(sum, NOTHING);

  for (const fragment of inOrder(fragments)) {
    measured.set(fragment.name.value, withDirectives(ofSelections(fragment.selectionSet), fragment));
  }
  const figures = operations.map((operation) => withDirectives(ofSelections(operation.selectionSet), operation));
  const byName = new Map<string, OperationFigures>();
  for (const [at, ofOne] of figures.entries()) {
    const name = operations[at]?.name?.value ?? '';
    // Validation refuses a second one of a name, and looks at both before it does.
    byName.set(name, sum(byName.get(name) ?? NOTHING, ofOne));
  }
  return {
    operations: byName,
    deepest: [...measured.values(), ...figures]
      .map(({ depth, introspectionDepth }) => Math.max(depth, introspectionDepth))
      .reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Each fragment after those that it spreads, as far as they do not go round in a circle. */
function inOrder(fragments: ReadonlyMap<string, FragmentDefinitionNode>): readonly FragmentDefinitionNode[] {
  const ordered: FragmentDefinitionNode[] = [];
  const begun = new Set<string>();
  for (const start of fragments.keys()) {
    const path = [{ name: start, left: [start] }];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const name = last.left.pop();
      const fragment = name === undefined ? undefined : fragments.get(name);
      if (name === undefined) {
        path.pop();
        const done = path.length === 0 ? undefined : fragments.get(last.name);
        if (done !== undefined) ordered.push(done);
      } else if (fragment !== undefined && !begun.has(name)) {
        begun.add(name);
        path.push({ name, left: spreadsIn(fragment.selectionSet) });
      }
    }
  }
  return ordered;
}

/** The names of the fragments that are spread in a selection set, at any level. */
function spreadsIn({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value];
    return selection.selectionSet === undefined ? [] : spreadsIn(selection.selectionSet);
  });
}

const NOTHING: OperationFigures = {
  depth: 0,
  introspectionDepth: 0,
  selections: 0,
  aliases: 0,
  directives: 0,
  rootFields: 0,
};

/** Of two that stand side by side. */
function sum(a: OperationFigures, b: OperationFigures): OperationFigures {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    selections: a.selections + b.selections,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    rootFields: a.rootFields + b.rootFields,
  };
}

function withDirectives(
  figures: OperationFigures,
  { directives = [] }: { readonly directives?: readonly unknown[] | undefined },
): OperationFigures {
  return directives.length === 0 ? figures : { ...figures, directives: figures.directives + directives.length };
}
