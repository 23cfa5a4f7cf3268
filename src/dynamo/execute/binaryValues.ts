import type { AttributeValue as SdkAttributeValue } from '@aws-sdk/client-dynamodb';

import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/** An attribute map as the SDK has it: `B` and the elements of `BS` are bytes. */
export type SdkAttributeMap = Record<string, SdkAttributeValue>;

/**
 * Base64 text -> bytes. A map without binary values is returned as it is, not copied:
 * the two forms differ in nothing else.
 */
export function toSdkMap(map: AttributeMap): SdkAttributeMap {
  return holdsBinary(map) ? convertMap(map, (text) => Buffer.from(text as string, 'base64')) : (map as SdkAttributeMap);
}

/** Bytes -> base64 text. A map without binary values is returned as it is, not copied. */
export function fromSdkMap(map: SdkAttributeMap): AttributeMap {
  const loose = map as LooseMap;
  const converted = holdsBinary(loose) ? convertMap(loose, (bytes) => toBase64(bytes as Uint8Array)) : map;
  return converted as AttributeMap;
}

/** Both forms at once, read by member. */
interface LooseValue {
  readonly B?: unknown;
  readonly BS?: readonly unknown[];
  readonly M?: LooseMap;
  readonly L?: readonly LooseValue[];
}
type LooseMap = Readonly<Record<string, LooseValue | AttributeValue>>;

function holdsBinary(map: LooseMap): boolean {
  for (const name in map) {
    // The SDK shows an attribute called `__proto__`, and loses its value.
    const value = map[name] as LooseValue | undefined;
    if (value !== undefined && isBinary(value)) return true;
  }
  return false;
}

function isBinary(value: LooseValue): boolean {
  if (value.B !== undefined || value.BS !== undefined) return true;
  if (value.M !== undefined) return holdsBinary(value.M);
  return value.L?.some(isBinary) ?? false;
}

function convertMap(map: LooseMap, convert: (member: unknown) => unknown): SdkAttributeMap {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, value]: [string, LooseValue | AttributeValue | undefined]) =>
      value === undefined ? [] : [[name, convertValue(value as LooseValue, convert)]],
    ),
  );
}

function convertValue(value: LooseValue, convert: (member: unknown) => unknown): SdkAttributeValue {
  const converted =
    value.B !== undefined
      ? { B: convert(value.B) }
      : value.BS !== undefined
        ? { BS: value.BS.map(convert) }
        : value.M !== undefined
          ? { M: convertMap(value.M, convert) }
          : value.L !== undefined
            ? { L: value.L.map((element) => convertValue(element, convert)) }
            : value;
  return converted as SdkAttributeValue;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
