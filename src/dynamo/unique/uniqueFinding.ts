import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';

/** One problem of a `@unique` field; `mended` where a repair has ended it. Keys are primary keys of items. */
export type UniqueFinding =
  /** An item without a marker, or with one that expires at another time than the item. */
  | (OfItem & { readonly kind: 'UNMARKED' | 'EXPIRY_DIFFERS'; readonly mended: boolean })
  /** A value that is too long for a marker's key. */
  | (OfItem & { readonly kind: 'UNMARKABLE'; readonly mended: false })
  | {
      readonly kind: 'HELD_BY_SEVERAL';
      readonly value: AttributeValue;
      readonly keys: readonly AttributeMap[];
      readonly mended: false;
    }
  | {
      readonly kind: 'ORPHAN';
      /** The marker's own key. */
      readonly marker: AttributeMap;
      /** Of the item that it names, which has another value or is not there; undefined where it names none. */
      readonly key: AttributeMap | undefined;
      readonly mended: boolean;
    };

interface OfItem {
  readonly value: AttributeValue;
  readonly key: AttributeMap;
}
