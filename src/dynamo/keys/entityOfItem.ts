import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { KeyPart } from '../../model/keyTemplate.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import type { Entity, Model } from '../../model/model.js';
import { fitsScalar } from './fitsScalar.js';
import { parseTemplate } from './keyText.js';

/**
 * Whose item is it? The type whose key templates parse the item's key and whose marker it bears;
 * undefined for an item of no type in the schema. The schema compiler has made sure that no two
 * types of a table claim the same item.
 *
 * @param item  Holds at least the primary key and the type marker's attribute.
 */
export function entityOfItem(model: Model, table: string, item: AttributeMap): Entity | undefined {
  for (const name of model.tables.get(table)?.entities ?? []) {
    const entity = model.entities.get(name);
    if (entity !== undefined && isItemOf(entity, item)) return entity;
  }
  return undefined;
}

/**
 * The same question about one type. Asked of every item that is read, so that none leaks out as another type.
 *
 * @param markerIsRead  False for an item of an index that does not hold the marker: its key alone tells.
 */
export function isItemOf(entity: Entity, item: AttributeMap, markerIsRead = true): boolean {
  return (
    (!markerIsRead || bearsMarker(entity, item)) &&
    partsOfKey(entity.key).every((part) => fitsKeyPart(entity, part, item))
  );
}

function bearsMarker(entity: Entity, item: AttributeMap): boolean {
  if (entity.marker === undefined) return true;
  const stored = item[entity.marker.attribute];
  return stored !== undefined && 'S' in stored && stored.S === entity.marker.value;
}

function fitsKeyPart(entity: Entity, part: KeyPart, item: AttributeMap): boolean {
  const stored = item[part.attribute];
  if (stored === undefined || !(part.type in stored)) return false;
  if (part.template.kind === 'field') return fitsPlainField(entity, part.template.field, stored);
  const values = 'S' in stored ? parseTemplate(part.template, stored.S) : undefined;
  if (values === undefined) return false;
  return Object.entries(values).every(([name, text]) => {
    const field = entity.fields.get(name);
    return field === undefined || fitsScalar(field.type, text);
  });
}

/**
 * Where key constants tell types apart, a day is nobody's `PROFILE`. Elsewhere a stored text that does
 * not fit its field is this type's all the same: it is shown as invalid, not hidden.
 */
function fitsPlainField(entity: Entity, name: string, stored: AttributeValue): boolean {
  const field = entity.fields.get(name);
  return entity.toldApartBy !== 'key' || field === undefined || !('S' in stored) || fitsScalar(field.type, stored.S);
}
