/** What a rule of `@auth` is about. A check of an item is a READ; a put is a CREATE, an UPDATE of what stands there, or both. */
export type AuthOperation = 'READ' | 'CREATE' | 'UPDATE' | 'DELETE' | 'SUBSCRIBE';

export const AUTH_OPERATIONS: readonly AuthOperation[] = ['READ', 'CREATE', 'UPDATE', 'DELETE', 'SUBSCRIBE'];

/**
 * One rule of `@auth`, with its defaults filled in. PUBLIC, SIGNED_IN, OWNER and GROUP are alternatives: one that allows
 * is enough. TENANT is a fence: where there is one for an operation it must hold beside whatever else allows, and it
 * allows by itself where there is nothing else.
 */
export type AuthRule = PublicRule | SignedInRule | OwnerRule | GroupRule | TenantRule;

export const AUTH_SUBJECTS: readonly AuthRule['allow'][] = ['PUBLIC', 'SIGNED_IN', 'OWNER', 'GROUP', 'TENANT'];

interface AuthRuleBase {
  readonly operations: ReadonlySet<AuthOperation>;
}

/** Anybody, known or not. */
export interface PublicRule extends AuthRuleBase {
  readonly allow: 'PUBLIC';
}

/** Anybody who is known. */
export interface SignedInRule extends AuthRuleBase {
  readonly allow: 'SIGNED_IN';
}

/** Whose claim the item's field has, or holds among others where it is a list or set. */
export interface OwnerRule extends AuthRuleBase {
  readonly allow: 'OWNER';
  readonly field: string;
  /** Default `sub`. */
  readonly claim: string;
}

/** Whoever is in one of the groups: fixed ones, or those that a field of the item names. */
export type GroupRule = AuthRuleBase & {
  readonly allow: 'GROUP';
  /** The claim that has the groups of who asks: a text or a list of texts. Default `groups`. */
  readonly claim: string;
} & (
    | { readonly groups: readonly string[]; readonly field: undefined }
    | { readonly groups: undefined; readonly field: string }
  );

/** Whose claim a field of the primary key has. */
export interface TenantRule extends AuthRuleBase {
  readonly allow: 'TENANT';
  readonly field: string;
  readonly claim: string;
}
