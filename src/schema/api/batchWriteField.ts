import type { FieldDefinitionNode } from 'graphql';
import { itemFieldName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import { keyFieldsOf, type Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue, objectType } from './definitions.js';
import { createInput, keyInput } from './inputTypes.js';
import { conflictType } from './payloadTypes.js';
import { sharedType } from './sharedTypes.js';

/**
 * `batchWriteProducts(...)`, where `operations` has it. Of a type whose key is constant there is one item: it has no
 * batches, and a key input would have no field.
 */
export function batchWriteField(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  const { plural, operations } = entity;
  if (!operations.has('BATCH_WRITE') || keyFieldsOf(entity).length === 0) return [];
  const input = createInput(api, entity);
  const key = keyInput(api, entity);
  return [
    fieldDefinition(
      rootFieldNames.batchWrite(entity),
      batchPayload(api, entity),
      `Puts and deletes any number of ${plural}, each by itself and in no order: some may be written and others not.`,
      [
        ...(input === undefined
          ? []
          : [
              inputValue(
                'put',
                `[${input}!]`,
                `The ${plural} to store as a whole, each in place of one with the same key if there is one.`,
              ),
            ]),
        inputValue(
          'delete',
          `[${key}!]`,
          `The keys of the ${plural} to delete. No key may occur twice, here or in a put.`,
        ),
      ],
    ),
  ];
}

/** `ProductBatchPayload`: an outcome for every item. */
function batchPayload(api: ApiTypes, entity: Entity): string {
  const name = typeNames.batchPayload(entity.name);
  return ensureType(api, name, () => {
    const results = `[${batchResult(api, entity)}!]!`;
    return objectType(name, `What became of a batch of ${entity.plural}.`, [
      fieldDefinition('put', results, 'Of each put, in the order of the input.'),
      fieldDefinition('delete', results, 'Of each delete, in the order of the input.'),
    ]);
  });
}

function batchResult(api: ApiTypes, entity: Entity): string {
  const name = typeNames.batchResult(entity.name);
  return ensureType(api, name, () =>
    objectType(name, `What became of one ${entity.name} of a batch.`, [
      fieldDefinition('status', `${sharedType(api, 'batchStatus')}!`, 'Whether it was written.'),
      fieldDefinition(
        itemFieldName(entity),
        entity.name,
        `The ${entity.name} as it was put; null of a delete, and when it was not written.`,
      ),
      fieldDefinition('conflict', conflictType(api, entity), 'Why it is REFUSED; null otherwise.'),
      fieldDefinition('error', sharedType(api, 'batchError'), 'Why it is NOT_WRITTEN or UNKNOWN; null otherwise.'),
    ]),
  );
}
