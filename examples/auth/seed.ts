import { loadItems, type SeedContext } from '../single-table/loadItems.js';
import { paperItems } from './paperItems.js';

/** Loads the example's items into the table "Papers". */
export async function seed(context: SeedContext): Promise<void> {
  await loadItems(context, 'Papers', paperItems());
}
