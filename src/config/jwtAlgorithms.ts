/** Any that tokens may be signed with. `none` is none of them, so no setting can allow it. */
export const JWT_ALGORITHM = /^([HRP]S(256|384|512)|ES(256|384|512)|EdDSA|Ed25519)$/;

/** A token signed so is checked with the very key that it was made with, which has to be secret. */
export function isSharedKeyAlgorithm(algorithm: string): boolean {
  return algorithm.startsWith('HS');
}
