/**
 * What the rules of a type or field leave to one who asks: everything, nothing, or the items that pass tests. Plain
 * data: whoever knows how items are stored makes a Filter of it.
 */
export type Access = { readonly kind: 'ALL' } | { readonly kind: 'NONE' } | SomeAccess;

export interface SomeAccess {
  readonly kind: 'SOME';
  /** All of these must hold. */
  readonly allOf: readonly FieldTest[];
  /** And one of these, where there are any. */
  readonly anyOf: readonly FieldTest[];
}

/** An item passes where its field is one of the values, or, being a list or set, holds one of them. */
export interface FieldTest {
  readonly field: string;
  /** At least one, as the claims have them. A value that is none of the field's type matches nothing. */
  readonly values: readonly ClaimValue[];
}

export type ClaimValue = string | number | boolean;
