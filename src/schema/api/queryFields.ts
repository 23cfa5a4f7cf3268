import type { FieldDefinitionNode } from 'graphql';
import { rootFieldNames } from '../../model/apiNames.js';
import { keyFieldsOf, type Entity } from '../../model/model.js';
import type { ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue } from './definitions.js';
import { keyInput, keyInputs } from './inputTypes.js';
import { listField, oneField, scanField } from './listFields.js';

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
  if (operations.has('QUERY')) {
    if (entity.listField !== undefined) fields.push(listField(api, entity, undefined, entity.listField));
    for (const index of entity.indexes.values()) {
      if (index.listField !== undefined) fields.push(listField(api, entity, index.name, index.listField));
      if (index.oneField !== undefined) fields.push(oneField(api, entity, index.name, index.oneField));
    }
  }
  if (entity.scan) fields.push(scanField(api, entity));
  return fields;
}
