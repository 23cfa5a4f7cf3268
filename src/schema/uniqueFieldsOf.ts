import { uniqueFieldName } from '../model/apiNames.js';
import type { UniqueField } from '../model/model.js';
import { storedFields, type EntityDraft } from './drafts.js';

/** The `@unique` fields of a type, with the names of their lookups. */
export function uniqueFieldsOf(entity: EntityDraft): readonly UniqueField[] {
  return storedFields(entity)
    .filter(({ unique }) => unique)
    .map(({ name }) => ({
      field: name,
      lookupField: entity.operations.has('GET') ? uniqueFieldName(entity.name, name) : undefined,
    }));
}
