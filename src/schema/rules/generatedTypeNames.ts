import { Kind } from 'graphql';
import type { Rule } from '../drafts.js';
import { collectionNames, generatedTypes } from '../generatedTypes.js';
import { BUILT_IN_SCALARS, LIBRARY_SCALARS } from '../libraryScalars.js';

/** The user's types leave the names of the served schema's own types alone. */
export const generatedTypeNames: Rule = ({ entities, maps, registry }, problems) => {
  const collections = collectionNames(registry);
  const leaves = [...BUILT_IN_SCALARS.keys(), ...LIBRARY_SCALARS.keys(), ...registry.scalars, ...registry.enums.keys()];
  const generated = generatedTypes(entities.keys(), maps.keys(), leaves, collections, (name, madeFor, other) => {
    const defined = registry.definitions.get(madeFor) ?? registry.definitions.get(other);
    if (defined === undefined) return;
    problems.report(
      defined.nameNode,
      `The gateway would make the type "${name}" both for ${madeFor} and for ${other}. Name one of them otherwise.`,
    );
  });
  for (const [name, { nameNode, kind }] of registry.definitions) {
    const clash = generated.get(name);
    if (clash !== undefined && !clash.mayBeDefined) {
      const what = clash.madeFor === undefined ? 'every schema' : clash.madeFor;
      problems.report(nameNode, `"${name}" is a type that the gateway makes for ${what}. Name your type otherwise.`);
    } else if (BUILT_IN_SCALARS.has(name) || (LIBRARY_SCALARS.has(name) && kind !== Kind.SCALAR_TYPE_DEFINITION)) {
      problems.report(nameNode, `"${name}" is a scalar that every schema has. Name your type otherwise.`);
    }
  }
};
