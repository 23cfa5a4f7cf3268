import type { FieldDefinitionNode } from 'graphql';
import { rootFieldNames } from '../../model/apiNames.js';
import { fieldOf, keyFieldsOf, type Entity } from '../../model/model.js';
import type { ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue } from './definitions.js';
import { keyInput, keyInputs } from './inputTypes.js';
import { listField, oneField, scanField } from './listFields.js';
import { scalarName } from './scalarName.js';
import { missedChangesField } from './subscriptionFields.js';

/** The root fields that read an entity, as far as its `operations` and `scan` allow them. */
export function queryFields(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  const { name, operations } = entity;
  const fields: FieldDefinitionNode[] = [];
  if (operations.has('GET')) {
    fields.push(
      fieldDefinition(
        rootFieldNames.get(entity),
        name,
        `One ${name} by its key; null where there is none.`,
        keyInputs(entity),
      ),
    );
  }
  // Of a type whose key is constant there is one item, and a key input would have no field.
  if (operations.has('BATCH_GET') && keyFieldsOf(entity).length > 0) {
    fields.push(
      fieldDefinition(
        rootFieldNames.byKeys(entity),
        `[${name}]`,
        `Any number of ${entity.plural} by their keys, in the order of the keys; null where there is none.`,
        [inputValue('keys', `[${keyInput(api, entity)}!]!`, 'The keys; one may occur more than once.')],
      ),
    );
  }
  for (const unique of entity.uniqueFields) {
    if (unique.lookupField !== undefined) fields.push(lookupField(entity, unique.field, unique.lookupField));
  }
  if (operations.has('QUERY')) {
    if (entity.listField !== undefined) fields.push(listField(api, entity, undefined, entity.listField));
    for (const index of entity.indexes.values()) {
      if (index.listField !== undefined) fields.push(listField(api, entity, index.name, index.listField));
      if (index.oneField !== undefined) fields.push(oneField(api, entity, index.name, index.oneField));
    }
  }
  if (entity.scan) fields.push(scanField(api, entity));
  if (operations.has('SUBSCRIBE')) fields.push(missedChangesField(api, entity));
  return fields;
}

/** `customerByEmail(...)`: the item that has a `@unique` value. */
function lookupField(entity: Entity, field: string, name: string): FieldDefinitionNode {
  const { type, description } = fieldOf(entity, field);
  return fieldDefinition(name, entity.name, `The ${entity.name} with this \`${field}\`; null where there is none.`, [
    inputValue(field, `${scalarName(type)}!`, description ?? `Equal to \`${field}\`.`),
  ]);
}
