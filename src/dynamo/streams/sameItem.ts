import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/** Whether two images hold the same values: attributes and the elements of sets may stand in any order. */
export function isSameItem(a: AttributeMap, b: AttributeMap): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [a[name], Object.hasOwn(b, name) ? b[name] : undefined];
      return left !== undefined && right !== undefined && isSameValue(left, right);
    })
  );
}

function isSameValue(a: AttributeValue, b: AttributeValue): boolean {
  if ('M' in a) return 'M' in b && isSameItem(a.M, b.M);
  if ('L' in a) return 'L' in b && a.L.length === b.L.length && a.L.every((value, at) => isSameAt(value, b.L[at]));
  if ('SS' in a) return 'SS' in b && isSameSet(a.SS, b.SS);
  if ('NS' in a) return 'NS' in b && isSameSet(a.NS, b.NS);
  if ('BS' in a) return 'BS' in b && isSameSet(a.BS, b.BS);
  // Numbers too: DynamoDB writes a number in one way only.
  return JSON.stringify(a) === JSON.stringify(b);
}

function isSameAt(a: AttributeValue, b: AttributeValue | undefined): boolean {
  return b !== undefined && isSameValue(a, b);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const elements = new Set(b);
  return a.length === b.length && a.every((element) => elements.has(element));
}
