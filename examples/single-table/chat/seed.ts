import { loadItems, type SeedContext } from '../loadItems.js';
import { chatItems } from './chatItems.js';

/** Loads the example's items into the table "Chat". */
export function seed(context: SeedContext): Promise<void> {
  return loadItems(context, 'Chat', chatItems(new Date()));
}
