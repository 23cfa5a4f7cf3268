import type { Field } from '../../model/model.js';

/**
 * Values that stand for what only a stored item will tell, so that commands can be planned without it: each is one that
 * its field can hold, and is shown as the field's name, `‹orderId›`.
 */
export interface Stands {
  /** A value for a field of an item above. @param digits  Of a number, at most. */
  valueOf(field: Field, digits?: number): unknown;
  /** Whether the JSON of a command holds such a value. */
  isIn(json: string): boolean;
  /** The text with names in place of the values. */
  named(text: string): string;
}

/** A number with few digits goes into any padded key; that it may be met by chance makes a name wrong, and no command. */
const DIGITS = '987654321';

export function createStands(): Stands {
  const names = new Map<string, string>();
  return {
    valueOf(field, digits = DIGITS.length) {
      const value = standFor(field, DIGITS.slice(0, digits));
      const name = `‹${field.name}›`;
      names.set(typeof value === 'string' || typeof value === 'number' ? String(value) : name, name);
      return value;
    },
    isIn: (json) => [...names.keys()].some((value) => json.includes(value)),
    named: (text) => [...names].reduce((shown, [value, name]) => shown.replaceAll(value, name), text),
  };
}

function standFor({ name, type }: Field, digits: string): unknown {
  if (type.kind === 'enum') return type.values[0];
  if (type.kind !== 'scalar') return `‹${name}›`;
  switch (type.scalar) {
    case 'Int':
    case 'Float':
      return Number(digits);
    case 'BigInt':
    case 'Decimal':
      return digits;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '1999-12-31T23:59:58.987Z';
    case 'LocalDateTime':
      return '1999-12-31T23:59:58.987';
    case 'Date':
      return '1999-12-31';
    case 'Duration':
      return 'P987D';
    case 'Bytes':
      return Buffer.from(`‹${name}›`).toString('base64');
    default:
      return `‹${name}›`;
  }
}
