import type { KeyAttributeType } from '../../model/attributeValue.js';
import type { ScalarStorage, ValueType } from '../../model/valueType.js';

const KEY_TYPES: Readonly<Partial<Record<ScalarStorage, KeyAttributeType>>> = {
  S: 'S',
  N: 'N',
  B: 'B',
  EPOCH_SECONDS: 'N',
  EPOCH_MILLISECONDS: 'N',
};

/** The type of the key attribute that holds such a value as it is; undefined for what cannot be a key. */
export function keyAttributeType(type: ValueType): KeyAttributeType | undefined {
  if (type.kind === 'enum') return 'S';
  return type.kind === 'scalar' ? KEY_TYPES[type.storage] : undefined;
}

/** Whether a value has one text that can stand in a template and be read back: whole numbers, and what is stored as a string. */
export function isTemplateType(type: ValueType): boolean {
  if (type.kind === 'enum') return true;
  if (type.kind !== 'scalar' || type.scalar === 'Float' || type.scalar === 'Decimal') return false;
  return type.storage === 'S' || isWholeNumber(type);
}

export function isWholeNumber(type: ValueType): boolean {
  return type.kind === 'scalar' && (type.scalar === 'Int' || type.scalar === 'BigInt');
}
