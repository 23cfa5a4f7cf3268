import { loadItems, type SeedContext } from '../loadItems.js';
import { slugMarkers, workspaceItems } from './workspaceItems.js';

/** Loads the example's items into the table "Workspace", and the marker of each slug beside them. */
export async function seed(context: SeedContext): Promise<void> {
  await loadItems(context, 'Workspace', workspaceItems(new Date()));
  await loadItems(context, 'sortkey', slugMarkers());
}
