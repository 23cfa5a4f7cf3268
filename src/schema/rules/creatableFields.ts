import type { AuthRule } from '../../model/auth.js';
import { claimedFields } from '../../model/claimedFields.js';
import { fieldRulesOf, rulesOf } from '../authPlaces.js';
import { isReadOnly } from '../compileFields.js';
import { findDirective } from '../directives/readArguments.js';
import { storedFields, type Rule } from '../drafts.js';

/** Operations that store new items. */
const CREATING = ['CREATE', 'PUT', 'BATCH_WRITE'] as const;

/** A required field can be given by somebody, or is filled in: else no item could ever be created. */
export const creatableFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    if (!CREATING.some((operation) => entity.operations.has(operation))) continue;
    const rules = rulesOf(entity);
    const fieldRules = fieldRulesOf(entity);
    const claimed = claimedFields({ rules, fields: new Map(storedFields(entity).map((field) => [field.name, field])) });
    for (const field of storedFields(entity)) {
      const filled =
        field.generated !== undefined ||
        field.defaultValue !== undefined ||
        field.ttl?.after !== undefined ||
        field.version ||
        field.template !== undefined ||
        entity.marker?.field === field.name ||
        claimed.has(field.name);
      if (!field.required || filled) continue;
      if (isReadOnly(entity, field)) {
        problems.report(
          field.node.name,
          `${entity.name}.${field.name} is required and @readOnly, so no ${entity.name} could be created. Leave out its "!", give it a @default, or leave CREATE, PUT and BATCH_WRITE out of "operations".`,
        );
      }
      const own = fieldRules.get(field.name);
      if (own !== undefined && rules.some(creates) && !own.some(creates)) {
        problems.report(
          findDirective(field.node.directives, 'auth') ?? field.node.name,
          `${entity.name}.${field.name} is required and its rules let nobody CREATE it, so no ${entity.name} could be created. Name CREATE in one of them, leave out its "!", or give it a @default.`,
        );
      }
    }
  }
};

function creates({ operations }: AuthRule): boolean {
  return operations.has('CREATE');
}
