import { uncapitalised } from '../../model/apiNames.js';
import type { Rule } from '../drafts.js';

/** Fields of payloads and changes that stand beside the item, which is named after its type. */
const BESIDE_THE_ITEM: ReadonlyMap<string, string> = new Map([
  ['conflict', 'Payload'],
  ['kind', 'Change'],
  ['previous', 'Change'],
  ['changedFields', 'Change'],
  ['cursor', 'Change'],
  ['at', 'Change'],
  ['expired', 'Change'],
]);

/** A type's item has a field of its name in its payload and its changes. */
export const entityNames: Rule = ({ entities }, problems) => {
  for (const { name, shape } of entities.values()) {
    const field = uncapitalised(name);
    const holder = BESIDE_THE_ITEM.get(field);
    if (holder === undefined) continue;
    problems.report(
      shape.nameNode,
      `A type named ${name} would be the field "${field}" of ${name}${holder}, which has another one of that name. Name the type otherwise; its items stay as they are.`,
    );
  }
};
