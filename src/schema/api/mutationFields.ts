import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';
import { itemFieldName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import type { Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue, objectType } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { addInput, appendInput, createInput, keyInputs, removeInput, setInput } from './inputTypes.js';
import { sharedType } from './sharedTypes.js';
import { withArticle } from './withArticle.js';

/**
 * The root fields that write an entity, as far as its `operations` allow them.
 * An update that could change nothing, because every field is part of the key,
 * immutable or read-only, is no field.
 */
export function mutationFields(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  const { name, operations } = entity;
  const field = (fieldName: string, description: string, args: readonly InputValueDefinitionNode[]) =>
    fieldDefinition(fieldName, payloadType(api, entity), description, args);
  const fields: FieldDefinitionNode[] = [];
  if (operations.has('CREATE')) {
    const description = `Stores a new ${name}. Refused where its key is taken.`;
    fields.push(field(rootFieldNames.create(entity), description, wholeItem(api, entity)));
  }
  if (operations.has('PUT')) {
    const description = `Stores ${withArticle(name)} as a whole, in place of one with the same key if there is one.`;
    const version = expectedVersion(
      entity,
      'Int!',
      'Refused unless the stored version is this one; 0 where none is stored, or one without a version.',
    );
    fields.push(field(rootFieldNames.put(entity), description, [...wholeItem(api, entity), ...version]));
  }
  if (operations.has('UPDATE')) {
    const changes = changeInputs(api, entity);
    const description = `Changes fields of ${withArticle(name)} and leaves the others alone. Refused where it does not exist.`;
    if (changes.length > 0) {
      const args = [...keyInputs(entity), ...changes, ...conditionInputs(api, entity)];
      fields.push(field(rootFieldNames.update(entity), description, args));
    }
  }
  if (operations.has('DELETE')) {
    const description = `Deletes ${withArticle(name)}, and gives it as it was.`;
    fields.push(
      field(rootFieldNames.delete(entity), description, [...keyInputs(entity), ...conditionInputs(api, entity)]),
    );
  }
  return fields;
}

function wholeItem(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  const type = createInput(api, entity.name, entity.fields);
  return type === undefined ? [] : [inputValue('input', `${type}!`, `The ${entity.name} to store.`)];
}

function changeInputs(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  const set = setInput(api, entity.name, entity.fields);
  const changes: readonly (readonly [name: string, type: string | undefined, description: string])[] = [
    ['set', set, 'Fields to write; null removes one.'],
    ['setIfAbsent', set, 'Fields to write where nothing is stored yet.'],
    ['add', addInput(api, entity), 'Numbers to add, and elements to put into sets.'],
    ['remove', removeInput(api, entity), 'Elements to take out of sets.'],
    ['append', appendInput(api, entity), 'Elements to put at the end of lists.'],
  ];
  return changes.flatMap(([name, type, description]) =>
    type === undefined ? [] : [inputValue(name, type, description)],
  );
}

function conditionInputs(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  return [
    ...expectedVersion(entity, 'Int', 'Refused unless the stored version is this one; 0 where the item has none.'),
    inputValue('if', objectFilter(api, entity.name, entity.fields), 'Refused unless the stored item matches.'),
  ];
}

function expectedVersion(entity: Entity, type: string, description: string): readonly InputValueDefinitionNode[] {
  return entity.version === undefined ? [] : [inputValue('expectedVersion', type, description)];
}

/** `ProductPayload`: the item as it was written, or what stood in the way. */
function payloadType(api: ApiTypes, entity: Entity): string {
  const { name } = entity;
  const item = itemFieldName(entity);
  return ensureType(api, typeNames.payload(name), () =>
    objectType(typeNames.payload(name), `What became of a write of ${withArticle(name)}.`, [
      fieldDefinition(
        item,
        name,
        `The ${name} as it is now, or as it was before it was deleted; null when the write was refused.`,
      ),
      fieldDefinition(
        'conflict',
        conflictType(api, entity),
        'Why the write was refused; null when it was done. Left out of the selection, a refusal is an error with the code CONFLICT.',
      ),
    ]),
  );
}

function conflictType(api: ApiTypes, entity: Entity): string {
  const name = typeNames.conflict(entity.name);
  return ensureType(api, name, () =>
    objectType(
      name,
      `Why a write of ${withArticle(entity.name)} was refused.`,
      [
        fieldDefinition('reason', `${sharedType(api, 'conflictReason')}!`, 'What stood in the way.'),
        fieldDefinition('message', 'String!', 'The same in words, with the way out.'),
        fieldDefinition(
          'fields',
          '[String!]!',
          'The fields the reason is about; empty where it is about the whole item.',
        ),
        fieldDefinition('current', entity.name, `The ${entity.name} as it is stored now; null where there is none.`),
      ],
      [sharedType(api, 'conflict')],
    ),
  );
}
