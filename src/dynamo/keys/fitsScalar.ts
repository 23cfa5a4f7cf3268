import { isScalarText } from '../../model/isScalarText.js';
import type { ValueType } from '../../model/valueType.js';

/**
 * Whether text parsed out of a key is a value of the field's type. The pattern of a
 * number is the one way it would have been rendered, so that `007` is nobody's 7.
 */
export function fitsScalar(type: ValueType, text: string): boolean {
  if (type.kind === 'enum') return type.values.includes(text);
  if (type.kind !== 'scalar') return false;
  switch (type.scalar) {
    case 'Int':
      return /^(?:0|-?[1-9]\d{0,9})$/.test(text) && (Number(text) | 0) === Number(text);
    case 'BigInt':
      return /^(?:0|-?[1-9]\d{0,37})$/.test(text);
    default:
      return isScalarText(type.scalar, text);
  }
}
