import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Path } from '../../model/filter.js';

/** DynamoDB refuses placeholders beyond 255 characters; attribute names may be longer. */
const MAX_PLACEHOLDER_CHARACTERS = 64;

/** Hands out the placeholders of one request: its expressions share names and values. */
export interface ExpressionBuilder {
  /** `#category` for `category`; the same attribute always gets the same placeholder. */
  readonly name: (attribute: string) => string;
  /** `#address.#city`. */
  readonly path: (path: Path) => string;
  /** `:v0`, `:v1` ... in the order of use; equal values share one. */
  readonly value: (value: AttributeValue) => string;
  /** ExpressionAttributeNames, or undefined where no name was asked for (DynamoDB refuses an empty object). */
  readonly names: () => Readonly<Record<string, string>> | undefined;
  /** ExpressionAttributeValues, likewise. */
  readonly values: () => AttributeMap | undefined;
}

/** Every attribute goes by a placeholder, so that reserved words, dots, spaces and dashes in names need no care. */
export function createExpressionBuilder(): ExpressionBuilder {
  const placeholders = new Map<string, string>();
  const attributes = new Map<string, string>();
  const valueNames = new Map<string, string>();
  const values = new Map<string, AttributeValue>();

  const name = (attribute: string): string => {
    const known = placeholders.get(attribute);
    if (known !== undefined) return known;
    const readable = `#${attribute.slice(0, MAX_PLACEHOLDER_CHARACTERS).replace(/[^A-Za-z0-9_]/g, '_') || 'n'}`;
    let placeholder = readable;
    for (let count = 2; attributes.has(placeholder); count += 1) placeholder = `${readable}_${count}`;
    placeholders.set(attribute, placeholder);
    attributes.set(placeholder, attribute);
    return placeholder;
  };

  return {
    name,
    path: (path) => path.map(name).join('.'),
    value: (value) => {
      const text = JSON.stringify(value);
      let valueName = valueNames.get(text);
      if (valueName === undefined) {
        valueName = `:v${valueNames.size}`;
        valueNames.set(text, valueName);
        values.set(valueName, value);
      }
      return valueName;
    },
    names: () => (attributes.size === 0 ? undefined : Object.fromEntries(attributes)),
    values: () => (values.size === 0 ? undefined : Object.fromEntries(values)),
  };
}
