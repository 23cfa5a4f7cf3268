import type { AttributeMap } from '../../model/attributeValue.js';
import { canonicalNumber } from '../values/canonicalNumber.js';

/**
 * A text that two keys share exactly when DynamoDB takes them for the same key:
 * the order of attributes does not matter, and numbers compare by value (`1.50` is `1.5`).
 *
 * @param attributes  The names of the key attributes in `item`, where it holds others too.
 * @throws {Error} When `item` lacks one: a projection that leaves out the key.
 */
export function keyIdentity(item: AttributeMap, attributes: readonly string[] = Object.keys(item)): string {
  return JSON.stringify(
    attributes.toSorted().map((name) => {
      const value = item[name];
      if (value === undefined) throw new Error(`An item was read without its key attribute "${name}": project it.`);
      return [name, 'N' in value ? { N: canonicalNumber(value.N) } : value];
    }),
  );
}
