import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);

/**
 * Refuses a subscription whose root field may be left out: it would be one to nothing. So has the specification it since
 * 2025; validation by graphql-js 16 throws at a condition with a variable, whichever operation of the document is run.
 *
 * @throws {GatewayError} `GRAPHQL_VALIDATION_FAILED`
 */
export function refuseConditionalSubscription({ definitions }: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const subscriptions: OperationDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION) {
      subscriptions.push(definition);
    }
  }
  for (const { name, selectionSet } of subscriptions) {
    if (!hasCondition(selectionSet, fragments)) continue;
    throw new GatewayError(
      'GRAPHQL_VALIDATION_FAILED',
      `${name === undefined ? 'A subscription' : `The subscription "${name.value}"`} cannot have @skip or @include at its root field or around it. Decide it where you subscribe: leave the subscription out.`,
    );
  }
}

function hasCondition(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  met = new Set<string>(),
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value))) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return hasCondition(selection.selectionSet, fragments, met);
    const name = selection.name.value;
    const fragment = fragments.get(name);
    if (fragment === undefined || met.has(name)) return false;
    met.add(name);
    return hasCondition(fragment.selectionSet, fragments, met);
  });
}
