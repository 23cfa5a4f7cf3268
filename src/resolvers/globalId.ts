/** The `id` of a Node: its type's name and the fields of its primary key as JSON, in base64url. */
export function toGlobalId(typeName: string, keyValues: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([typeName, ...keyValues])).toString('base64url');
}

/** @returns undefined for a text that is none; the type and the values may still be none of the schema's. */
export function fromGlobalId(
  id: string,
): { readonly typeName: string; readonly keyValues: readonly unknown[] } | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [typeName, ...keyValues] = parsed as readonly unknown[];
    return typeof typeName === 'string' ? { typeName, keyValues } : undefined;
  } catch {
    return undefined;
  }
}
