import { loadItems, type SeedContext } from '../loadItems.js';
import { ledgerItems } from './ledgerItems.js';

/** Loads the example's items into the table "Ledger". */
export function seed(context: SeedContext): Promise<void> {
  return loadItems(context, 'Ledger', ledgerItems(new Date()));
}
