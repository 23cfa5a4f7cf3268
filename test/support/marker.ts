import type { AttributeMap } from '../../src/model/attributeValue.js';

/**
 * The item that says who has a unique value.
 *
 * @param field  As `Owner.email`.
 * @param value  As it stands in the marker's key: binary ones in base64.
 * @param holder  The primary key of the item that has it.
 */
export function marker(field: string, value: string, holder: AttributeMap, more: AttributeMap = {}): AttributeMap {
  return { pk: { S: `UNIQUE#${field}#${value}` }, sk: { S: 'UNIQUE' }, owner: { M: holder }, ...more };
}
