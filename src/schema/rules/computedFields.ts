import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { storedField, storedFields, type Rule } from '../drafts.js';
import { checkTemplate } from '../keys/checkTemplate.js';
import { typeText } from '../typeText.js';

/** `@attribute(template:)` makes text from other fields, by the rules of key templates, and nothing else fills it. */
export const computedFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const field of storedFields(entity)) {
      const { template, directive } = field;
      const at = directive?.template?.node;
      if (template === undefined || at === undefined) continue;
      const label = `${entity.name}.${field.name}`;
      for (const message of checkTemplate(entity.name, template, entity.fields)) problems.report(at, message);

      const { type } = field;
      if (type.kind !== 'scalar' || (type.scalar !== 'String' && type.scalar !== 'ID')) {
        problems.report(
          field.node.type,
          `${label} is computed from a template, which makes text: its type is String, not ${typeText(type)}.`,
        );
      }
      const optional = fieldsOfTemplate(template).find((name) => storedField(entity, name)?.required === false);
      if (field.required && optional !== undefined) {
        problems.report(
          field.node.type,
          `${label} is required, and computed from "${optional}", which may be null. Leave out its "!", or make "${optional}" required.`,
        );
      }
      const filledOtherwise = ['default', 'generated', 'version', 'ttl'].find((name) =>
        field.node.directives?.some((each) => each.name.value === name),
      );
      if (filledOtherwise !== undefined) {
        problems.report(
          at,
          `${label} is computed from a template, so @${filledOtherwise} cannot fill it: leave one of the two out.`,
        );
      }
    }
  }
};
