import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';

type Plain = string | number | boolean | null | Uint8Array | ReadonlySet<string | number> | readonly Plain[] | PlainMap;
interface PlainMap {
  readonly [name: string]: Plain;
}

/** A stored item in the short notation of tests: `{ productId: 'p1', price: 12.5, tags: new Set(['new']) }`. */
export function item(attributes: PlainMap): AttributeMap {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value: Plain): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (value instanceof Set) {
    const elements = [...value] as readonly (string | number)[];
    return elements.every((element) => typeof element === 'string') ? { SS: elements } : { NS: elements.map(String) };
  }
  if (Array.isArray(value)) return { L: (value as readonly Plain[]).map(attributeValue) };
  return { M: item(value as PlainMap) };
}
