import { Kind, type TypeNode } from 'graphql';
import { nodeNames } from '../../model/apiNames.js';
import type { Rule } from '../drafts.js';

/** A `Node` of the schema's own shows the global id that the gateway gives the types that implement it. */
export const nodeInterface: Rule = ({ registry, entities }, problems) => {
  const shape = registry.abstracts.get(nodeNames.type);
  if (shape === undefined || !registry.definitions.has(shape.name)) return;
  if (![...entities.values()].some(({ isNode }) => isNode)) return;
  const id = shape.fields.get(nodeNames.id);
  if (id !== undefined && isRequiredId(id.type)) return;
  problems.report(
    id?.type ?? shape.nameNode,
    `${shape.name} is the interface of types with a global id, and ${id === undefined ? 'has none' : 'its "id" is of another type'}: write id: ID! in it, or leave it out for the one that the gateway adds. An interface that means something else needs another name.`,
  );
};

function isRequiredId(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE && type.type.name.value === 'ID';
}
