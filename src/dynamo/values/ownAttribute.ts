import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/** A stored attribute by its name, which may be one that every object inherits (`constructor`). */
export function ownAttribute(item: AttributeMap, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}
