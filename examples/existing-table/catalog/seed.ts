import { loadRawItems, type SeedContext } from '../loadRawItems.js';

/** Loads items.json into the table "catalog", which has to exist. */
export function seed(context: SeedContext): Promise<void> {
  return loadRawItems(context, new URL('items.json', import.meta.url));
}
