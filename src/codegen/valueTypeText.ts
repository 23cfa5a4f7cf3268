import type { ValueType } from '../model/valueType.js';
import { generatedNames } from './generatedNames.js';

/** How resolvers see a value of the scalars that every schema has. */
export const SCALAR_TYPES: Readonly<Record<string, string>> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'string',
  LocalDateTime: 'string',
  Date: 'string',
  Duration: 'string',
  // 38 digits stay exact as text only.
  BigInt: 'string',
  Decimal: 'string',
  // Base64.
  Bytes: 'string',
  JSON: 'unknown',
};

/** The TypeScript type of a value that is there. */
export function valueTypeText(type: ValueType): string {
  switch (type.kind) {
    case 'scalar':
      return SCALAR_TYPES[type.scalar] ?? `${generatedNames.api}.Scalars['${type.scalar}']['output']`;
    case 'enum':
      return `${generatedNames.api}.${type.enum}`;
    case 'map':
      return generatedNames.stored(type.map);
    case 'list': {
      const element = valueTypeText(type.of);
      return type.ofRequired ? `readonly ${arrayOf(element)}` : `readonly (${element} | null)[]`;
    }
  }
}

function arrayOf(element: string): string {
  return element.includes(' ') ? `(${element})[]` : `${element}[]`;
}
