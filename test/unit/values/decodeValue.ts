import type { AttributeValue } from '../../../src/model/attributeValue.js';
import type { MapType } from '../../../src/model/model.js';
import type { ValueType } from '../../../src/model/valueType.js';
import { type DecodeContext, valueDecoder } from '../../../src/dynamo/values/valueDecoder.js';

/**
 * The way back from `encodeValue` for one value, as items' decoders go it. NULL is null; a list type takes lists and
 * sets; an ID may be stored as a number; epoch times become RFC 3339 text in UTC.
 *
 * @returns In a map, a member that does not fit is an InvalidStoredValue as that property's value: GraphQL makes it the
 *   member's error, and its siblings are served.
 * @throws {InvalidStoredValue} when the value itself does not fit.
 */
export function decodeValue(type: ValueType, stored: AttributeValue, maps: ReadonlyMap<string, MapType>): unknown {
  if ('NULL' in stored) return null;
  const context: DecodeContext = { path: [], invalid: (problem) => problem };
  return valueDecoder(type, maps)(stored, context);
}
