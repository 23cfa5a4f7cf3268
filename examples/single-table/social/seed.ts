import { loadItems, type SeedContext } from '../loadItems.js';
import { socialItems } from './socialItems.js';

/** Loads the example's items into the table "Social". */
export function seed(context: SeedContext): Promise<void> {
  return loadItems(context, 'Social', socialItems(new Date()));
}
