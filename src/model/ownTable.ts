import type { AttributeMap } from './attributeValue.js';
import type { Table } from './model.js';

/** The table of the gateway's own items, beside the user's, whose items are never touched for its sake. */
export const OWN_TABLE: Table = {
  name: 'sortkey',
  partition: { name: 'pk', type: 'S' },
  sort: { name: 'sk', type: 'S' },
  indexes: new Map(),
  entities: [],
  ttlAttribute: 'expiresAt',
};

/** Seconds since 1970, as DynamoDB's TTL reads them. An own item without it does not expire. */
export const OWN_EXPIRY = 'expiresAt';

/**
 * The key of one of the gateway's own items.
 *
 * @param kind  What it is: `UNIQUE`, `TOKEN`. Its identity among its kind is all in `name`.
 */
export function ownKey(kind: string, name: string): AttributeMap {
  return { pk: { S: `${kind}#${name}` }, sk: { S: kind } };
}

/** The key of one of the gateway's own items. */
export function ownKeyOf({ pk, sk }: AttributeMap): AttributeMap {
  if (pk === undefined || sk === undefined) throw new Error("One of the gateway's own items has a pk and an sk.");
  return { pk, sk };
}
