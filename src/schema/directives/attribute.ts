import type { ConstDirectiveNode } from 'graphql';
import type { ScalarType, ValueType } from '../../model/valueType.js';
import { isOwnScalar } from '../libraryScalars.js';
import { typeText } from '../typeText.js';
import { readBoolean, readEnum, readString, type Written } from './readArguments.js';

/** `@attribute` as it is written. */
export interface AttributeDirective {
  readonly node: ConstDirectiveNode;
  readonly name: Written<string> | undefined;
  readonly as: Written<string> | undefined;
  readonly stored: Written<boolean> | undefined;
  readonly template: Written<string> | undefined;
}

export function parseAttribute(node: ConstDirectiveNode): AttributeDirective {
  return {
    node,
    name: readString(node, 'name'),
    as: readEnum(node, 'as'),
    stored: readBoolean(node, 'stored'),
    template: readString(node, 'template'),
  };
}

/** The type as `@attribute(as:)` stores it, or the message of what is wrong. */
export function applyFormat(type: ValueType, format: string): ValueType | string {
  if (format === 'SET') return asSet(type);
  const fit = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  // GraphQL's own validation reports a format that does not exist.
  if (fit === undefined) return type;
  if (type.kind === 'scalar' && fit.accepts(type)) return { ...type, storage: fit.storage };
  return `as: ${format} is for ${fit.for}; this field is ${typeText(type)}.`;
}

interface Format {
  readonly storage: ScalarType['storage'];
  readonly accepts: (type: ScalarType) => boolean;
  readonly for: string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  EPOCH_SECONDS: { storage: 'EPOCH_SECONDS', accepts: ({ scalar }) => scalar === 'DateTime', for: 'a DateTime' },
  EPOCH_MILLISECONDS: {
    storage: 'EPOCH_MILLISECONDS',
    accepts: ({ scalar }) => scalar === 'DateTime',
    for: 'a DateTime',
  },
  STRING: {
    storage: 'S',
    accepts: (type) => type.storage === 'N' || type.storage === 'S' || isOwnScalar(type.scalar),
    for: 'Int, Float, BigInt, Decimal and scalars of your own',
  },
  JSON: {
    storage: 'JSON_TEXT',
    accepts: (type) => type.storage === 'DOCUMENT',
    for: 'JSON and scalars of your own',
  },
};

function asSet(type: ValueType): ValueType | string {
  if (type.kind !== 'list') return `as: SET is for a list; this field is ${typeText(type)}.`;
  const storage = setOf(type.of);
  if (storage === undefined) {
    return `as: SET is for a list of strings, numbers, enum values or Bytes; this field is ${typeText(type)}.`;
  }
  if (!type.ofRequired) return `A set holds no null: write [${typeText(type.of)}!].`;
  return { ...type, storage };
}

function setOf(element: ValueType): 'SS' | 'NS' | 'BS' | undefined {
  if (element.kind === 'enum') return 'SS';
  if (element.kind !== 'scalar') return undefined;
  return ({ S: 'SS', N: 'NS', B: 'BS' } as const)[element.storage as 'S'];
}
