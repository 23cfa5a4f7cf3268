import { isEnumType, Kind, type TypeNode } from 'graphql';
import { fromGlobalId } from '../globalId.js';
import type { OperationFacts } from '../selectedFields.js';

/** Larger variables are not compared. */
const MAX_SHAPE_CHARACTERS = 2000;
/** Texts of about one length cost the same. */
const TEXT_STEP = 64;

/**
 * What of an operation's variables its cost can follow from: whole numbers, names of enums, what is left out, how long
 * lists and texts are, and which texts are equal, for what is asked for twice is read once, and of which type a global
 * id is. Undefined for variables that are many.
 */
export function shapeOf({ schema, operation, variableValues }: OperationFacts): string | undefined {
  const texts = new Map<string, number>();
  const shape = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (!texts.has(value)) texts.set(value, texts.size);
      return [texts.get(value), Math.ceil(value.length / TEXT_STEP), fromGlobalId(value)?.typeName];
    }
    if (typeof value === 'number') return Number.isInteger(value) ? value : 'number';
    if (typeof value !== 'object' || value === null) return String(value);
    if (Array.isArray(value)) return { list: value.map(shape) };
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]));
  };
  const shapes = (operation.variableDefinitions ?? []).map(({ variable, type }) => {
    const value = variableValues[variable.name.value];
    // The name of an index or of a type decides what is read.
    return isEnumType(schema.getType(namedType(type))) ? (value ?? null) : shape(value);
  });
  const text = JSON.stringify(shapes);
  return text.length > MAX_SHAPE_CHARACTERS ? undefined : text;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
