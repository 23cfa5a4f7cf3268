import type { FieldDefinitionNode } from 'graphql';
import { itemFieldName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import { tenantFields } from '../../model/claimedFields.js';
import type { Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue, objectType } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { keyFields, tenantDefault } from './inputTypes.js';
import { scalarName } from './scalarName.js';
import { sharedType } from './sharedTypes.js';
import { withArticle } from '../../model/withArticle.js';

/** `productChanged(...)`: the writes of any program to an entity's items. */
export function subscriptionFields(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  if (!entity.operations.has('SUBSCRIBE')) return [];
  const { name, plural } = entity;
  const tenants = tenantFields(entity);
  return [
    fieldDefinition(
      rootFieldNames.changed(entity),
      changeType(api, entity),
      `Every change of the ${plural} that match, whoever wrote it, in order for each item.`,
      [
        ...keyFields(entity).map((field) => {
          const claim = tenants.get(field.name);
          const words = [
            field.description,
            `Only ${plural} with this \`${field.name}\`.`,
            claim === undefined ? undefined : tenantDefault(claim),
          ];
          return inputValue(
            field.name,
            scalarName(field.type),
            words.filter((sentence) => sentence !== undefined).join('\n\n'),
          );
        }),
        inputValue(
          'filter',
          objectFilter(api, name, entity.fields),
          `Only ${plural} that match. One that starts or stops matching is ENTERED or LEFT.`,
        ),
        inputValue('events', `[${sharedType(api, 'changeKind')}!]`, 'Only changes of these kinds; all when not given.'),
      ],
    ),
  ];
}

function changeType(api: ApiTypes, entity: Entity): string {
  const { name } = entity;
  return ensureType(api, typeNames.change(name), () =>
    objectType(typeNames.change(name), `One change of ${withArticle(name)}.`, [
      fieldDefinition('kind', `${sharedType(api, 'changeKind')}!`, 'What happened.'),
      fieldDefinition(itemFieldName(entity), name, `The ${name} after the change; null when it is gone.`),
      fieldDefinition('previous', name, `The ${name} before the change; null when it is new.`),
      fieldDefinition('changedFields', '[String!]!', 'Names of the fields whose values differ.'),
      fieldDefinition('at', 'DateTime!', 'About when the change was written.'),
      fieldDefinition('expired', 'Boolean!', 'Whether the item was deleted because its time was over.'),
    ]),
  );
}
