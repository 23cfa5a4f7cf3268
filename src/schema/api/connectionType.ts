import { typeNames } from '../../model/apiNames.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, objectType } from './definitions.js';
import { sharedType } from './sharedTypes.js';

/** What a list is of: an entity, or a union or interface with `@collection`. */
export interface Listed {
  readonly name: string;
  /** `products`, `OrderRecord items`: for descriptions. */
  readonly plural: string;
}

/** `ProductConnection`, with its edge: a page of a list. */
export function connectionType(api: ApiTypes, listed: Listed): string {
  const { name, plural } = listed;
  return ensureType(api, typeNames.connection(name), () =>
    objectType(typeNames.connection(name), `A page of ${plural}.`, [
      fieldDefinition('edges', `[${edgeType(api, listed)}!]!`, `The ${plural} of the page, each with its cursor.`),
      fieldDefinition('nodes', `[${name}]!`, `The ${plural} of the page.`),
      fieldDefinition('pageInfo', `${sharedType(api, 'pageInfo')}!`, 'Where the page stands in the list.'),
      fieldDefinition(
        'totalCount',
        'Int',
        'How many there are in all, whatever the page. Counting reads them all: null, with the reason in `extensions`, where that costs more than the read budget.',
      ),
    ]),
  );
}

function edgeType(api: ApiTypes, listed: Listed): string {
  const name = typeNames.edge(listed.name);
  return ensureType(api, name, () =>
    objectType(name, `One ${listed.name} in a list.`, [
      fieldDefinition('cursor', 'String!', 'Its place in the list, for `after` and `before`.'),
      fieldDefinition('node', listed.name, `The ${listed.name} itself.`),
    ]),
  );
}
