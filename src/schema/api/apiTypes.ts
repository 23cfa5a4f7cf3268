import type { InputValueDefinitionNode, TypeDefinitionNode } from 'graphql';
import type { Model } from '../../model/model.js';
import { inputType } from './definitions.js';

/**
 * The types that the API needs beside the user's own, collected while its
 * fields are written: whoever refers to a type makes sure that it is here.
 */
export interface ApiTypes {
  readonly model: Model;
  /** By name, in the order they were first needed: `making` for one that is on its way, `empty` for one that would have no fields. */
  readonly types: Map<string, TypeDefinitionNode | 'making' | 'empty'>;
}

/**
 * Adds a type unless it is there. Its name is taken before it is made, so that
 * a type may refer to itself.
 *
 * @returns The type's name, for the one who refers to it.
 */
export function ensureType(api: ApiTypes, name: string, make: () => TypeDefinitionNode): string {
  if (!api.types.has(name)) {
    api.types.set(name, 'making');
    api.types.set(name, make());
  }
  return name;
}

/** The same for an input whose fields may turn out to be none: then there is no such type, and undefined is returned. */
export function ensureInput(
  api: ApiTypes,
  name: string,
  description: string,
  fields: () => readonly InputValueDefinitionNode[],
): string | undefined {
  if (!api.types.has(name)) {
    api.types.set(name, 'making');
    const made = fields();
    api.types.set(name, made.length === 0 ? 'empty' : inputType(name, description, made));
  }
  return api.types.get(name) === 'empty' ? undefined : name;
}

/** What was collected. */
export function collectedTypes(api: ApiTypes): readonly TypeDefinitionNode[] {
  return [...api.types.values()].filter((type) => typeof type !== 'string');
}
