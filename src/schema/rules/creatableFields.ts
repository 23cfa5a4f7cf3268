import { isReadOnly } from '../compileFields.js';
import { storedFields, type Rule } from '../drafts.js';

/** Operations that store new items. */
const CREATING = ['CREATE', 'PUT', 'BATCH_WRITE'] as const;

/** A required field can be given, or is filled in: else no item could ever be created. */
export const creatableFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    if (!CREATING.some((operation) => entity.operations.has(operation))) continue;
    for (const field of storedFields(entity)) {
      const filled =
        field.generated !== undefined ||
        field.defaultValue !== undefined ||
        field.ttl?.after !== undefined ||
        field.version ||
        field.template !== undefined ||
        entity.marker?.field === field.name;
      if (!field.required || filled || !isReadOnly(entity, field)) continue;
      problems.report(
        field.node.name,
        `${entity.name}.${field.name} is required and @readOnly, so no ${entity.name} could be created. Leave out its "!", give it a @default, or leave CREATE, PUT and BATCH_WRITE out of "operations".`,
      );
    }
  }
};
