import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';
import { enumValueName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import { listArguments } from '../../model/listArguments.js';
import { entityOf, fieldOf, type Entity, type HasMany } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { connectionType } from './connectionType.js';
import { enumType, enumValue, fieldDefinition, inputValue } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { keyConditionType } from './keyConditionType.js';
import { scalarName } from './scalarName.js';
import { sharedType } from './sharedTypes.js';

/** `productsByCategory(...)`: one partition of the table, or of an index, as a connection. */
export function listField(api: ApiTypes, entity: Entity, index: string | undefined, name: string): FieldDefinitionNode {
  return fieldDefinition(
    name,
    connectionType(api, entity),
    `The ${entity.plural} ${partitionWords(entity, index)}, a page at a time.`,
    listInputs(api, entity, index, new Set()),
  );
}

/** `productBySku(...)`: the first item of an index partition. */
export function oneField(api: ApiTypes, entity: Entity, index: string, name: string): FieldDefinitionNode {
  return fieldDefinition(
    name,
    entity.name,
    `The ${entity.name} ${partitionWords(entity, index)}: the first in the order of ${index}, or null.`,
    keyArguments(api, entity, index, new Set()),
  );
}

/** `reviews(...)` of a product: the connection that a `@hasMany` field is served as. */
export function relationField(
  api: ApiTypes,
  relation: HasMany,
  description: string | undefined,
): { readonly type: string; readonly description: string; readonly args: readonly InputValueDefinitionNode[] } {
  const target = entityOf(api.model, relation.target);
  return {
    type: connectionType(api, target),
    description: description ?? `Its ${target.plural}, a page at a time.`,
    args: listInputs(api, target, relation.index, new Set(relation.with.keys())),
  };
}

/** `scanProducts(...)`: every item, in no order. */
export function scanField(api: ApiTypes, entity: Entity): FieldDefinitionNode {
  return fieldDefinition(
    rootFieldNames.scan(entity),
    connectionType(api, entity),
    `All ${entity.plural}, in no order, a page at a time. It reads the whole table or index: costly, and meant for tools.`,
    [
      ...(entity.indexes.size === 0
        ? []
        : [
            inputValue(
              'index',
              indexEnum(api, entity),
              'Reads this index in place of the table: only what stands in it.',
            ),
          ]),
      filterInput(api, entity),
      ...forwardInputs(),
    ],
  );
}

/**
 * @param without  Key fields that are known already and so are no arguments.
 */
function listInputs(
  api: ApiTypes,
  entity: Entity,
  index: string | undefined,
  without: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const { bothDirections } = listArguments(entity, index);
  return [
    ...keyArguments(api, entity, index, without),
    filterInput(api, entity),
    ...(bothDirections
      ? [inputValue('order', sharedType(api, 'sortOrder'), 'The direction of the sort key.', 'ASC')]
      : []),
    ...forwardInputs(),
    ...(bothDirections ? backwardInputs() : []),
  ];
}

function keyArguments(
  api: ApiTypes,
  entity: Entity,
  index: string | undefined,
  without: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const { partition, sort } = listArguments(entity, index);
  const open = sort.filter(({ field }) => !without.has(field));
  return [
    ...partition
      .filter((name) => !without.has(name))
      .map((name) => {
        const { type, description } = fieldOf(entity, name);
        return inputValue(name, `${scalarName(type)}!`, description ?? `Equal to \`${name}\`.`);
      }),
    ...open.map(({ field, operators }, position) => {
      const { type, description } = fieldOf(entity, field);
      const before = open.slice(0, position).map((earlier) => `\`${earlier.field}\``);
      const hint = before.length === 0 ? '' : ` It needs an \`eq\` of ${before.join(' and ')} as well.`;
      return inputValue(
        field,
        keyConditionType(api, type, operators),
        `${description === undefined ? '' : `${description}\n\n`}Narrows the range of the sort key.${hint}`,
      );
    }),
  ];
}

function filterInput(api: ApiTypes, entity: Entity): InputValueDefinitionNode {
  return inputValue(
    'filter',
    objectFilter(api, entity.name, entity.fields),
    `Keeps the ${entity.plural} that match. A page is filled with matches; what is passed over costs reads all the same.`,
  );
}

function forwardInputs(): readonly InputValueDefinitionNode[] {
  return [
    inputValue('first', 'Int', 'How many, from the start or from `after` on.'),
    inputValue('after', 'String', 'Cursor of the edge to go on behind.'),
  ];
}

function backwardInputs(): readonly InputValueDefinitionNode[] {
  return [
    inputValue('last', 'Int', 'How many, up to the end or up to `before`. Not together with `first`.'),
    inputValue('before', 'String', 'Cursor of the edge to stop in front of.'),
  ];
}

/** `ProductIndex`: the names of the indexes, as GraphQL can write them. */
function indexEnum(api: ApiTypes, entity: Entity): string {
  return ensureType(api, typeNames.indexEnum(entity.name), () =>
    enumType(
      typeNames.indexEnum(entity.name),
      `The indexes of ${entity.name}.`,
      [...entity.indexes.keys()].map((name) => enumValue(enumValueName(name), `The index "${name}".`)),
    ),
  );
}

function partitionWords(entity: Entity, index: string | undefined): string {
  const { partition } = listArguments(entity, index);
  if (partition.length === 0) return `in ${index ?? entity.table}`;
  return `with this ${partition.map((name) => `\`${name}\``).join(' and ')}`;
}
