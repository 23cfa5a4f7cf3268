import type { AttributeMap } from '../../model/attributeValue.js';
import { keyIdentity } from './keyIdentity.js';

/** A text that two items share exactly when they are one: the same key in the same table. */
export function itemIdentity(table: string, key: AttributeMap): string {
  return JSON.stringify([table, keyIdentity(key)]);
}
