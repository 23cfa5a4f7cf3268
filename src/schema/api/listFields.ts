import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';
import { enumValueName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import { tenantFields } from '../../model/claimedFields.js';
import { listArguments } from '../../model/listArguments.js';
import { collectionOf, entityOf, fieldOf, type Entity, type HasMany } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { collectionInputs, listedCollection } from './collectionFields.js';
import { connectionType } from './connectionType.js';
import { enumType, enumValue, fieldDefinition, inputValue } from './definitions.js';
import { keyConditionType } from './keyConditionType.js';
import { filterInput, pageInputs, partitionInput, partitionWords, scanInputs } from './listInputs.js';

/** `productsByCategory(...)`: one partition of the table, or of an index, as a connection. */
export function listField(api: ApiTypes, entity: Entity, index: string | undefined, name: string): FieldDefinitionNode {
  return fieldDefinition(
    name,
    connectionType(api, entity),
    `The ${entity.plural} ${wordsOfPartition(entity, index)}, a page at a time.`,
    listInputs(api, entity, index, new Set()),
  );
}

/** `productBySku(...)`: the first item of an index partition. */
export function oneField(api: ApiTypes, entity: Entity, index: string, name: string): FieldDefinitionNode {
  return fieldDefinition(
    name,
    entity.name,
    `The ${entity.name} ${wordsOfPartition(entity, index)}: the first in the order of ${index}, or null.`,
    keyArguments(api, entity, index, new Set()),
  );
}

/** `reviews(...)` of a product: the connection that a `@hasMany` field is served as. */
export function relationField(
  api: ApiTypes,
  { reads, with: given }: HasMany,
  description: string | undefined,
): { readonly type: string; readonly description: string; readonly args: readonly InputValueDefinitionNode[] } {
  const known = new Set(given.keys());
  if (reads.kind === 'collection') {
    const collection = collectionOf(api.model, reads.collection);
    const listed = listedCollection(collection);
    return {
      type: connectionType(api, listed),
      description: description ?? `Its ${listed.plural}, a page at a time.`,
      args: collectionInputs(api, collection, known),
    };
  }
  const target = entityOf(api.model, reads.entity);
  return {
    type: connectionType(api, target),
    description: description ?? `Its ${target.plural}, a page at a time.`,
    args: listInputs(api, target, reads.index, known),
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
      filterInput(api, entity, entity.fields),
      ...scanInputs(),
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
  return [
    ...keyArguments(api, entity, index, without),
    filterInput(api, entity, entity.fields),
    ...pageInputs(api, listArguments(entity, index).bothDirections),
  ];
}

function keyArguments(
  api: ApiTypes,
  entity: Entity,
  index: string | undefined,
  without: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const { partition, sort } = listArguments(entity, index);
  const tenants = tenantFields(entity);
  const open = sort.filter(({ field }) => !without.has(field));
  return [
    ...partition
      .filter((name) => !without.has(name))
      .map((name) => partitionInput(fieldOf(entity, name), tenants.get(name))),
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

function wordsOfPartition(entity: Entity, index: string | undefined): string {
  return partitionWords(listArguments(entity, index).partition, index ?? entity.table);
}
