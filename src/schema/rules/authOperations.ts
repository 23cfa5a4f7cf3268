import type { AuthOperation } from '../../model/auth.js';
import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { authPlaces, FIELD_OPERATIONS, type AuthPlace } from '../authPlaces.js';
import { isReadOnly } from '../compileFields.js';
import { partsOf, type EntityDraft, type Rule, type StoredDraft } from '../drafts.js';

/** A rule is about what can be done at all where it stands. Only operations that are written are looked at. */
export const authOperations: Rule = (draft, problems) => {
  for (const place of authPlaces(draft)) {
    for (const { operations } of place.directive.rules) {
      if (operations === undefined) continue;
      if (place.on === 'root') {
        problems.report(
          operations.node,
          `${place.label} is called or not, whatever its resolver does: leave "operations" out.`,
        );
      }
      if (place.on !== 'field') continue;
      for (const { value, node } of operations.values) {
        const mistake = pointless(place, value);
        if (mistake !== undefined) problems.report(node, mistake);
      }
    }
  }
};

function pointless(
  { label, entity, field }: Extract<AuthPlace, { on: 'field' }>,
  operation: AuthOperation,
): string | undefined {
  if (operation === 'READ') return undefined;
  if (!FIELD_OPERATIONS.includes(operation)) {
    return `${operation} is about whole items, and a field has READ, CREATE and UPDATE: put the rule on ${entity.name}, or leave ${operation} out.`;
  }
  if (field.kind === 'relation') return `${label} is a relation and not written itself: leave ${operation} out.`;
  if (field.kind === 'own') return `${label} has a resolver of your own and is not written: leave ${operation} out.`;
  if (field.kind !== 'stored') return undefined;
  const never = operation === 'UPDATE' ? neverChanged(entity, field) : neverGiven(entity, field);
  return never && `${label} ${never}: leave ${operation} out.`;
}

function neverGiven(entity: EntityDraft, field: StoredDraft): string | undefined {
  return isReadOnly(entity, field) ? 'is in no input, so nobody gives it' : undefined;
}

function neverChanged(entity: EntityDraft, field: StoredDraft): string | undefined {
  const isKey = partsOf(entity.key).some(({ part }) => fieldsOfTemplate(part.template).includes(field.name));
  if (isKey) return 'is part of the primary key, which never changes';
  if (field.immutable) return 'is @immutable, so nobody changes it';
  return neverGiven(entity, field);
}
