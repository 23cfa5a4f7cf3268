import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';
import { typeNames } from '../../model/apiNames.js';
import { tenantArguments } from '../../model/claimedFields.js';
import { collectionArguments } from '../../model/listArguments.js';
import type { Collection } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { connectionType, type Listed } from './connectionType.js';
import { enumType, enumValue, fieldDefinition, inputValue } from './definitions.js';
import { keyConditionType } from './keyConditionType.js';
import { filterInput, pageInputs, partitionInput, partitionWords, scanInputs } from './listInputs.js';

/** `orderRecords(...)`: what a union or interface with `@collection` is read by. */
export function collectionField(api: ApiTypes, collection: Collection): FieldDefinitionNode {
  const { name, query, reads, partitionFields } = collection;
  const listed = listedCollection(collection);
  const words = partitionWords([...partitionFields.keys()], collection.index ?? collection.table);
  switch (reads) {
    case 'ITEM':
      return fieldDefinition(
        query,
        name,
        `The ${name} ${words}; null where there is none.`,
        partitionInputs(api, collection, new Set()),
      );
    case 'PARTITION':
      return fieldDefinition(
        query,
        connectionType(api, listed),
        `The ${listed.plural} ${words}, a page at a time.`,
        collectionInputs(api, collection, new Set()),
      );
    case 'ALL':
      return fieldDefinition(
        query,
        connectionType(api, listed),
        `All ${listed.plural}, in no order, a page at a time. It reads the whole table or index: costly, and meant for tools.`,
        [...choiceInputs(api, collection), ...scanInputs()],
      );
  }
}

/**
 * The arguments of a collection's connection.
 *
 * @param without  Fields of the partition that are known already and so are no arguments.
 */
export function collectionInputs(
  api: ApiTypes,
  collection: Collection,
  without: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const { sortKey, bothDirections } = collectionArguments(collection);
  return [
    ...partitionInputs(api, collection, without),
    ...(sortKey === undefined
      ? []
      : [
          inputValue(
            'sortKey',
            keyConditionType(api, sortKey.type, sortKey.operators),
            'Narrows the range of the sort key, as it is stored, whatever the types.',
          ),
        ]),
    ...choiceInputs(api, collection),
    ...pageInputs(api, bothDirections),
  ];
}

function partitionInputs(
  { model }: ApiTypes,
  collection: Collection,
  without: ReadonlySet<string>,
): readonly InputValueDefinitionNode[] {
  const tenants = tenantArguments(model, collection);
  return [...collection.partitionFields.values()]
    .filter(({ name }) => !without.has(name))
    .map((field) => partitionInput(field, tenants.get(field.name)));
}

/** A collection among lists: its items have no plural of their own. */
export function listedCollection({ name }: Collection): Listed {
  return { name, plural: `${name} items` };
}

function choiceInputs(api: ApiTypes, collection: Collection): readonly InputValueDefinitionNode[] {
  // A field that exists inside keys alone is in no filter, and a filter without fields would be none.
  const hasFilter = [...collection.fields.values()].some(({ stored }) => stored);
  return [
    ...(hasFilter ? [filterInput(api, listedCollection(collection), collection.fields)] : []),
    inputValue('type', `[${typeEnum(api, collection)}!]`, 'Only items of these types; all when not given.'),
  ];
}

/** `OrderRecordType`: the names of the types that a collection may hold. */
function typeEnum(api: ApiTypes, { name, members }: Collection): string {
  return ensureType(api, typeNames.typeEnum(name), () =>
    enumType(
      typeNames.typeEnum(name),
      `The types of ${name}.`,
      members.map((member) => enumValue(member, `Items of the type ${member}.`)),
    ),
  );
}
