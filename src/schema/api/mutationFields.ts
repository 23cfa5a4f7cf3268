import type { FieldDefinitionNode } from 'graphql';
import { rootFieldNames } from '../../model/apiNames.js';
import type { Entity } from '../../model/model.js';
import type { ApiTypes } from './apiTypes.js';
import { batchWriteField } from './batchWriteField.js';
import { fieldDefinition } from './definitions.js';
import { payloadType } from './payloadTypes.js';
import { writeActions } from './writeActions.js';

/** The root fields that write an entity, as far as its `operations` allow them. */
export function mutationFields(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  return [
    ...writeActions(api, entity).map(({ kind, description, args }) =>
      fieldDefinition(rootFieldNames[kind](entity), payloadType(api, entity), description, args),
    ),
    ...batchWriteField(api, entity),
  ];
}
