/**
 * The directives of the schema language: they say how items are stored, which
 * is no business of clients, and so are taken out of the served SDL.
 */
export const SCHEMA_DIRECTIVES: ReadonlySet<string> = new Set([
  'table',
  'index',
  'collection',
  'attribute',
  'generated',
  'default',
  'version',
  'ttl',
  'immutable',
  'readOnly',
  'unique',
  'belongsTo',
  'hasOne',
  'hasMany',
  'cost',
  'auth',
  'tableSettings',
]);

/** The directives that clients write in operations; the served SDL defines those that work. */
export const OPERATION_DIRECTIVES: ReadonlySet<string> = new Set(['consistent', 'transaction']);
