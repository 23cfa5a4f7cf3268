import { findDirective } from '../directives/readArguments.js';
import { storedFields, type Rule } from '../drafts.js';
import { typeText } from '../typeText.js';

/** A version is one `Int!` a type. */
export const versionFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const [first, ...others] = storedFields(entity).filter(({ version }) => version);
    if (first === undefined) continue;
    for (const field of others) {
      problems.report(
        findDirective(field.node.directives, 'version') ?? field.node.name,
        `${entity.name} has two versions, "${first.name}" and "${field.name}": leave one @version out.`,
      );
    }
    for (const field of [first, ...others]) {
      const { type, required } = field;
      if (type.kind === 'scalar' && type.scalar === 'Int' && type.storage === 'N' && required) continue;
      const written =
        type.kind === 'scalar' && type.storage === 'S' && type.scalar === 'Int'
          ? 'an Int stored as a string'
          : `${typeText(type)}${required ? '!' : ''}`;
      problems.report(
        field.node.type,
        `${entity.name}.${field.name} is a @version, a number that counts up: write Int!, not ${written}.`,
      );
    }
  }
};
