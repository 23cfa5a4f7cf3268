import { loadItems, type SeedContext } from '../loadItems.js';
import { workspaceItems } from './workspaceItems.js';

/** Loads the example's items into the table "Workspace". */
export function seed(context: SeedContext): Promise<void> {
  return loadItems(context, 'Workspace', workspaceItems(new Date()));
}
