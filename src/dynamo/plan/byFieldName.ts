/**
 * Values by field name in an object that inherits nothing: a field may be called `constructor` or `toString`,
 * and where it is not given there must be nothing.
 */
export function byFieldName(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.assign(Object.create(null) as Record<string, unknown>, values);
}
