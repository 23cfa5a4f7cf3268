import type { Context, StoredStockLevel } from '../generated/items.js';

/** The longest list; a warehouse that lacks more has other worries. */
const MOST_LISTED = 100;

/**
 * `Query.lowStock`: one Query of the index that has a warehouse's stock in the order of the quantities.
 * What it returns are items, so the fields and relations of StockLevel work below it with no more code.
 */
export async function lowStock(
  _parent: unknown,
  { warehouse, atMost }: { readonly warehouse: string; readonly atMost: number },
  { repositories }: Context,
): Promise<readonly StoredStockLevel[]> {
  return repositories.stockLevel.query({
    index: 'WarehouseIndex',
    partition: { warehouse },
    sort: { quantity: { le: atMost } },
    limit: MOST_LISTED,
  });
}
