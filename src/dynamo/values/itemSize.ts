import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { canonicalNumber } from './canonicalNumber.js';

/** What DynamoDB charges a map or list beside its contents, and each of its elements. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/**
 * An item's size in bytes, names included, as DynamoDB counts it for its limits of 400 KB an item and 4 MB a
 * transaction. Numbers are an estimate, as they are in DynamoDB's own description.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSizeBytes(item: AttributeMap): number {
  return sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueSizeBytes(value)));
}

export function valueSizeBytes(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSizeBytes(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('SS' in value) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if ('NS' in value) return sum(value.NS.map(numberSizeBytes));
  if ('BS' in value) return sum(value.BS.map((base64) => Buffer.byteLength(base64, 'base64')));
  if ('L' in value) return CONTAINER_BYTES + sum(value.L.map((element) => ELEMENT_BYTES + valueSizeBytes(element)));
  if ('M' in value) return CONTAINER_BYTES + Object.keys(value.M).length * ELEMENT_BYTES + itemSizeBytes(value.M);
  return 1;
}

/** One byte for each two significant digits, and one. */
function numberSizeBytes(text: string): number {
  const digits = canonicalNumber(text)
    .replace(/E.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
