import type { AttributeValue } from '../../src/model/attributeValue.js';
import type { Claims } from '../../src/model/principal.js';

/** Somebody who asks. */
export interface Asker {
  readonly identity?: string;
  readonly claims?: Claims;
}

/** One value of a field, in the three ways that a test needs it. */
export interface Value {
  /** In a document. */
  readonly literal: string;
  /** In code, and in JSON. */
  readonly plain: unknown;
  readonly stored: AttributeValue;
  /** What a claim says that it is compared with. */
  readonly claim: unknown;
}

/** A rule on a type whose items have an owner: who is asked for, and whose field it is. */
export interface AccessCase {
  readonly name: string;
  readonly schema: string;
  /** What both have in common is told apart by the owner alone. */
  readonly ann: Asker;
  readonly bob: Asker;
  /** Sees more than ann, and the same partitions; bob where the rules let nobody. */
  readonly admin: Asker;
  /** The owner, as ann's and as bob's items have it. */
  readonly anns: Value;
  readonly bobs: Value;
  /** Nothing of the type is there for ann: all of it is refused before any call. */
  readonly isForbidden: boolean;
  /** Who may write bob's items, if not bob. */
  readonly writer: Asker;
  /** Whether ann's writes to bob's items are held back by rules. */
  readonly guardsWrites: boolean;
  /** Whether ann sees bob's items. */
  readonly hides: boolean;
  /** Where the owner stands. */
  readonly place: OwnerPlace;
}

export interface OwnerPlace {
  /** Attribute of the owner. */
  readonly attribute: string;
  /** The type's partition and sort key. */
  readonly partition: string;
  readonly sort: string;
  /** The owner is one of the key's fields. */
  readonly isKey: boolean;
  /** Other types can stand in the same partitions. */
  readonly collections: boolean;
  /** Other programs stored the items: the key alone has the owner. */
  readonly isLeftOut: boolean;
}
