import { leadingField } from '../../model/keyTemplate.js';
import type { ValueType } from '../../model/valueType.js';
import { authPlaces } from '../authPlaces.js';
import { isStored } from '../compileFields.js';
import { oneOf } from '../didYouMean.js';
import { partsOf, storedFields, type EntityDraft, type Rule, type StoredDraft } from '../drafts.js';
import { isOwnScalar } from '../libraryScalars.js';
import { aTypeText } from '../typeText.js';

/** The field that a rule names is stored, and can be compared with what a claim says. */
export const authFields: Rule = (draft, problems) => {
  for (const place of authPlaces(draft)) {
    if (place.on === 'root') continue;
    for (const { allow, field } of place.directive.rules) {
      // Other kinds take no field.
      if (field === undefined || allow === 'PUBLIC' || allow === 'SIGNED_IN') continue;
      const mistake = unfit(place.entity, field.value);
      if (mistake !== undefined) problems.report(field.node, mistake);
    }
  }
};

function unfit(entity: EntityDraft, name: string): string | undefined {
  const field = entity.fields.get(name);
  const label = `${entity.name}.${name}`;
  if (field === undefined) {
    const known = storedFields(entity).filter(({ type }) => isComparable(type));
    return `${entity.name} has no field "${name}" to compare with a claim.${oneOf(
      name,
      known.map((candidate) => candidate.name),
    )}`;
  }
  switch (field.kind) {
    case 'unsound':
      return undefined;
    case 'relation':
      return `${label} is a relation and is not stored itself: name the field that holds the other's key.`;
    case 'own':
      return `${label} has a resolver of your own, and a rule asks what is stored: name a stored field.`;
    case 'globalId':
      return `${label} is the global id of a Node and is not stored: name the field of the key that it is made of.`;
    case 'stored':
      return unfitType(label, field.type) ?? unfitPlace(entity, field);
  }
}

function unfitType(label: string, type: ValueType): string | undefined {
  if (isComparable(type)) return undefined;
  const wayOut = type.kind === 'scalar' && isOwnScalar(type.scalar) ? ' Store it as text: @attribute(as: STRING).' : '';
  return `${label} is ${aTypeText(type)}, and a claim is compared with a String, ID, Int, BigInt, Boolean, enum or a scalar of your own that is stored as text, or with a list or set of them.${wayOut}`;
}

function isComparable(type: ValueType): boolean {
  switch (type.kind) {
    case 'enum':
      return true;
    case 'map':
      return false;
    case 'list':
      return type.of.kind !== 'list' && isComparable(type.of);
    case 'scalar':
      return CLAIMED_SCALARS.has(type.scalar) || (isOwnScalar(type.scalar) && type.storage === 'S');
  }
}

/** A Float and a Decimal measure, dates tell a time, and none of them says who somebody is. */
const CLAIMED_SCALARS: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'BigInt', 'Boolean']);

/** Without an attribute of its own, a field can be asked for only where nothing but a constant stands before it in the key. */
function unfitPlace(entity: EntityDraft, field: StoredDraft): string | undefined {
  if (isStored(entity, field) || leadsKey(entity, field.name)) return undefined;
  return `${entity.name}.${field.name} is stored in key templates only, where it does not come first, so no condition can ask for it: give it an attribute of its own, @attribute(stored: true).`;
}

function leadsKey(entity: EntityDraft, name: string): boolean {
  return partsOf(entity.key).some(({ part }) => leadingField(part.template) === name);
}
