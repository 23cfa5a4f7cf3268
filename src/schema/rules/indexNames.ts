import { enumValueName } from '../../model/apiNames.js';
import type { Rule } from '../drafts.js';

const INDEX_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** DynamoDB's rules for names of indexes, and each of a type's indexes is one value of its enum. */
export const indexNames: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const values = new Map<string, string>();
    for (const { name, directive } of entity.indexes) {
      const { node } = directive.name;
      const value = enumValueName(name);
      const other = values.get(value);
      values.set(value, other ?? name);
      if (other === name) {
        problems.report(node, `${entity.name} has the index "${name}" twice: leave one out, or name it otherwise.`);
      } else if (!INDEX_NAME.test(name)) {
        problems.report(
          node,
          `"${name}" is no name for an index in DynamoDB: use 3 to 255 of a-z, A-Z, 0-9, "_", "." and "-".`,
        );
      } else if (other !== undefined) {
        problems.report(
          node,
          `The indexes "${other}" and "${name}" of ${entity.name} are both ${value} in GraphQL: name one of them otherwise.`,
        );
      }
    }
  }
};
