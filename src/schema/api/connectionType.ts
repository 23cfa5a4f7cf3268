import { typeNames } from '../../model/apiNames.js';
import type { Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, objectType } from './definitions.js';
import { sharedType } from './sharedTypes.js';

/** `ProductConnection`, with its edge: a page of a list. */
export function connectionType(api: ApiTypes, entity: Entity): string {
  const { name } = entity;
  return ensureType(api, typeNames.connection(name), () =>
    objectType(typeNames.connection(name), `A page of ${entity.plural}.`, [
      fieldDefinition(
        'edges',
        `[${edgeType(api, entity)}!]!`,
        `The ${entity.plural} of the page, each with its cursor.`,
      ),
      fieldDefinition('nodes', `[${name}]!`, `The ${entity.plural} of the page.`),
      fieldDefinition('pageInfo', `${sharedType(api, 'pageInfo')}!`, 'Where the page stands in the list.'),
    ]),
  );
}

function edgeType(api: ApiTypes, entity: Entity): string {
  const name = typeNames.edge(entity.name);
  return ensureType(api, name, () =>
    objectType(name, `One ${entity.name} in a list.`, [
      fieldDefinition('cursor', 'String!', 'Its place in the list, for `after` and `before`.'),
      fieldDefinition('node', entity.name, `The ${entity.name} itself.`),
    ]),
  );
}
