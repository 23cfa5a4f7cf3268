import type { Generator } from '../../model/model.js';
import { findDirective } from '../directives/readArguments.js';
import { storedFields, type Rule } from '../drafts.js';
import { typeText } from '../typeText.js';

const TYPES: Readonly<Record<Generator, readonly string[]>> = {
  ULID: ['ID', 'String'],
  UUID: ['ID', 'String'],
  CREATED_AT: ['DateTime'],
  UPDATED_AT: ['DateTime'],
};

/** A generated value fits its field. */
export const generatedFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const field of storedFields(entity)) {
      const node = findDirective(field.node.directives, 'generated');
      if (field.generated === undefined || node === undefined) continue;
      const types = Object.hasOwn(TYPES, field.generated) ? TYPES[field.generated] : undefined;
      if (types === undefined) continue;
      if (field.type.kind !== 'scalar' || !types.includes(field.type.scalar)) {
        problems.report(
          node,
          `@generated(by: ${field.generated}) makes ${types.length > 1 ? 'an ID or a String' : 'a DateTime'}, and ${entity.name}.${field.name} is ${typeText(field.type)}. Change its type, or leave the directive out.`,
        );
      }
      if (field.defaultValue !== undefined) {
        problems.report(
          node,
          `${entity.name}.${field.name} has both @generated and @default: one of the two gives a new item its value. Leave the other out.`,
        );
      }
    }
  }
};
