import { itemFieldName, typeNames } from '../../model/apiNames.js';
import type { Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, objectType } from './definitions.js';
import { sharedType } from './sharedTypes.js';
import { withArticle } from '../../model/withArticle.js';

/** `ProductPayload`: the item as it was written, or what stood in the way. */
export function payloadType(api: ApiTypes, entity: Entity): string {
  const { name } = entity;
  const item = itemFieldName(entity);
  return ensureType(api, typeNames.payload(name), () =>
    objectType(typeNames.payload(name), `What became of a write of ${withArticle(name)}.`, [
      fieldDefinition(
        item,
        name,
        `The ${name} as it is now, or as it was before it was deleted; null when the write was refused. In a transaction a deleted one is null, and one that was updated or checked is read after the commit: it may show a later write.`,
      ),
      fieldDefinition(
        'conflict',
        conflictType(api, entity),
        'Why the write was refused; null when it was done. Left out of the selection, a refusal is an error with the code CONFLICT.',
      ),
    ]),
  );
}

/** `ProductConflict`: what stood in the way of a write. */
export function conflictType(api: ApiTypes, entity: Entity): string {
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
