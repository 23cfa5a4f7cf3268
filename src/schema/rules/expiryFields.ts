import { findDirective } from '../directives/readArguments.js';
import { storedFields, type Rule } from '../drafts.js';
import { typeText } from '../typeText.js';

/** DynamoDB deletes by one attribute, a number of seconds since 1970. */
export const expiryFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const [first, ...others] = storedFields(entity).filter(({ ttl }) => ttl !== undefined);
    if (first === undefined) continue;
    for (const field of others) {
      problems.report(
        findDirective(field.node.directives, 'ttl') ?? field.node.name,
        `${entity.name} expires by "${first.name}" and by "${field.name}": leave one @ttl out.`,
      );
    }
    for (const { name, type, node, directive } of [first, ...others]) {
      const isSeconds =
        type.kind === 'scalar' &&
        ((type.scalar === 'Int' && type.storage === 'N') ||
          (type.scalar === 'DateTime' && type.storage === 'EPOCH_SECONDS'));
      if (isSeconds) continue;
      const stored = type.kind === 'scalar' && (type.scalar === 'Int' || type.scalar === 'DateTime');
      problems.report(
        stored ? (directive?.as?.node ?? node.type) : node.type,
        stored
          ? `${entity.name}.${name} is the @ttl field, which DynamoDB reads as a number of seconds since 1970: leave out "as: ${directive?.as?.value}".`
          : `${entity.name}.${name} is the @ttl field, a moment in time: write DateTime (stored as seconds since 1970) or Int (the seconds themselves), not ${typeText(type)}.`,
      );
    }
  }
};
