/** Who asks. */
export interface Principal {
  /** The same text each time for the same user or program; `''` for nobody known. Tokens of transactions and rates belong to it. */
  readonly identity: string;
  /** What is known of them, such as a token's claims; undefined for nobody known. */
  readonly claims: Claims | undefined;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Nobody known. */
export const NOBODY: Principal = { identity: '', claims: undefined };

/** Whoever has an identity is known, if by no claims. */
export function principalOf(identity = '', claims?: Claims): Principal {
  return { identity, claims: claims ?? (identity === '' ? undefined : {}) };
}
