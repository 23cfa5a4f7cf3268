import type { InputValueDefinitionNode } from 'graphql';
import type { Field } from '../../model/model.js';
import type { ApiTypes } from './apiTypes.js';
import type { Listed } from './connectionType.js';
import { inputValue } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { keyValue } from './inputTypes.js';
import { sharedType } from './sharedTypes.js';

/** A field of a partition as an argument. @param claim  Of a TENANT rule: then it may be left out. */
export function partitionInput(field: Field, claim: string | undefined): InputValueDefinitionNode {
  return keyValue(field, field.description ?? `Equal to \`${field.name}\`.`, claim);
}

/** `with this `orderId``, for descriptions; a partition without fields is the whole `place`. */
export function partitionWords(fields: readonly string[], place: string): string {
  return fields.length === 0 ? `in ${place}` : `with this ${fields.map((name) => `\`${name}\``).join(' and ')}`;
}

export function filterInput(
  api: ApiTypes,
  { name, plural }: Listed,
  fields: ReadonlyMap<string, Field>,
): InputValueDefinitionNode {
  return inputValue(
    'filter',
    objectFilter(api, name, fields),
    `Keeps the ${plural} that match. A page is filled with matches; what is passed over costs reads all the same.`,
  );
}

/** `order` and the arguments of a page, backward ones only where the list goes `bothDirections`. */
export function pageInputs(api: ApiTypes, bothDirections: boolean): readonly InputValueDefinitionNode[] {
  if (!bothDirections) return FORWARD;
  const order = inputValue('order', sharedType(api, 'sortOrder'), 'The direction of the sort key.', 'ASC');
  return [order, ...FORWARD, ...BACKWARD];
}

/** Of a scan, which has no order. */
export function scanInputs(): readonly InputValueDefinitionNode[] {
  return [
    inputValue('segments', 'Int', 'Reads in this many parts at once: sooner done, at the same cost. 1 when not given.'),
    ...FORWARD,
  ];
}

const FORWARD = [
  inputValue('first', 'Int', 'How many, from the start or from `after` on.'),
  inputValue('after', 'String', 'Cursor of the edge to go on behind.'),
];

const BACKWARD = [
  inputValue('last', 'Int', 'How many, up to the end or up to `before`. Not together with `first`.'),
  inputValue('before', 'String', 'Cursor of the edge to stop in front of.'),
];
