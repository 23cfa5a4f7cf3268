import type { KeyAttributeType } from '../../model/attributeValue.js';
import { membersOfTables } from '../compileTables.js';
import { allParts, storedFields, type EntityDraft, type Rule } from '../drafts.js';
import { keyAttributeType } from '../keys/keyAttributeType.js';
import { typeText } from '../typeText.js';

const WORDS: Readonly<Record<KeyAttributeType, string>> = { S: 'a string', N: 'a number', B: 'binary' };

/**
 * An attribute that is a key anywhere in a table has one type in all of the table's items:
 * DynamoDB refuses items whose attribute has another, also of types that do not use that key.
 */
export const attributeTypes: Rule = ({ entities }, problems) => {
  for (const [table, members] of membersOfTables(entities.values())) {
    const types = new Map<string, { readonly type: KeyAttributeType; readonly entity: EntityDraft }>();
    for (const entity of members) {
      for (const { part, node } of allParts(entity)) {
        const known = types.get(part.attribute);
        if (known === undefined) types.set(part.attribute, { type: part.type, entity });
        else if (known.type !== part.type) {
          problems.report(
            node,
            `The key attribute "${part.attribute}" of table "${table}" is ${WORDS[known.type]} for ${known.entity.name} and ${WORDS[part.type]} for ${entity.name}: it has one type. Use a field of the same type, or another attribute.`,
          );
        }
      }
    }
    for (const entity of members) {
      const ownKeys = new Set(allParts(entity).map(({ part }) => part.attribute));
      for (const field of storedFields(entity)) {
        const key = types.get(field.attribute);
        if (key === undefined || ownKeys.has(field.attribute) || keyAttributeType(field.type) === key.type) continue;
        problems.report(
          field.directive?.name?.node ?? field.node.name,
          `${entity.name}.${field.name} is stored in "${field.attribute}" as ${typeText(field.type)}, and a key of ${key.entity.name} in the same table "${table}" makes that attribute ${WORDS[key.type]}: DynamoDB would refuse the item. Store it elsewhere: @attribute(name: "...").`,
        );
      }
    }
  }
};
