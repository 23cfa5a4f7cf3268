import { sharedTypeNames, typeNames, uncapitalised } from '../../model/apiNames.js';
import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { TRANSACTED_OPERATIONS } from '../../model/model.js';
import { partsOf, type EntityDraft, type Rule } from '../drafts.js';

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

/** The same in the outcomes of a batch. */
const BESIDE_A_BATCHED_ITEM: ReadonlySet<string> = new Set(['status', 'error']);

/** A type's item has a field of its name in its payload, its changes, its batches and in transactions. */
export const entityNames: Rule = ({ entities }, problems) => {
  const transacted = new Map<string, string>();
  for (const entity of entities.values()) {
    const { name, shape } = entity;
    const field = uncapitalised(name);
    const holder = BESIDE_THE_ITEM.get(field);
    if (holder !== undefined) {
      problems.report(
        shape.nameNode,
        `A type named ${name} would be the field "${field}" of ${name}${holder}, which has another one of that name. Name the type otherwise; its items stay as they are.`,
      );
    }
    if (BESIDE_A_BATCHED_ITEM.has(field) && isBatched(entity)) {
      problems.report(
        shape.nameNode,
        `A type named ${name} would be the field "${field}" of ${typeNames.batchResult(name)}, which has another one of that name. Name the type otherwise (its items stay as they are), or leave BATCH_WRITE out of its "operations".`,
      );
    }
    if (!TRANSACTED_OPERATIONS.some((operation) => entity.operations.has(operation))) continue;
    const other = transacted.get(field);
    if (other === undefined) transacted.set(field, name);
    else {
      problems.report(
        shape.nameNode,
        `${other} and ${name} would both be the field "${field}" of ${sharedTypeNames.transactWriteItem}. Name one of them otherwise; its items stay as they are.`,
      );
    }
  }
};

/** Of a type whose key is constant there is one item, and no batches. */
function isBatched({ operations, key }: EntityDraft): boolean {
  return operations.has('BATCH_WRITE') && partsOf(key).some(({ part }) => fieldsOfTemplate(part.template).length > 0);
}
