import type { ValueType } from '../model/valueType.js';

/** A type as the schema writes it: `Int`, `[String!]`, `Address`. */
export function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'enum':
      return type.enum;
    case 'map':
      return type.map;
    case 'list':
      return `[${typeText(type.of)}${type.ofRequired ? '!' : ''}]`;
  }
}

/** `an ID`, `a Boolean`, for sentences. */
export function aTypeText(type: ValueType): string {
  const text = typeText(type);
  return `${/^[AEIO]/.test(text) ? 'an' : 'a'} ${text}`;
}
