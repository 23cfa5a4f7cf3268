import type { AttributeValue } from '../../model/attributeValue.js';

/** Characters of a stored value that a message shows. */
const SHOWN_CHARACTERS = 80;

/** A stored value that does not fit its type. It knows neither item nor attribute; who does wraps it in `ITEM_INVALID`. */
export class InvalidStoredValue extends Error {
  override readonly name = 'InvalidStoredValue';
  /** What the type asks for: `a whole number of 32 bits`. */
  readonly expected: string;
  /** Undefined where nothing is stored. */
  readonly stored: AttributeValue | undefined;

  constructor(expected: string, stored: AttributeValue | undefined) {
    super(`expected ${expected}, stored is ${shown(stored)}`);
    this.expected = expected;
    this.stored = stored;
  }
}

function shown(stored: AttributeValue | undefined): string {
  if (stored === undefined) return 'nothing';
  const text = JSON.stringify(stored);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}
