import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { isAlwaysThere, isStored } from '../compileFields.js';
import { partsOf, storedField, storedFields, type EntityDraft, type Rule, type StoredDraft } from '../drafts.js';
import type { Problems } from '../problems.js';

/** A field without an attribute of its own can always be read back from a key. */
export const recoverableFields: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const field of storedFields(entity)) {
      if (!isStored(entity, field)) checkRecoverable(entity, field, problems);
    }
  }
};

function checkRecoverable(entity: EntityDraft, field: StoredDraft, problems: Problems): void {
  const said = field.directive?.stored;
  const at = said?.node ?? field.node.name;
  const label = `${entity.name}.${field.name}`;
  const reason = field.version
    ? 'is the @version'
    : field.ttl !== undefined
      ? 'is the @ttl field'
      : field.template !== undefined
        ? 'is computed to be stored'
        : entity.marker?.field === field.name
          ? 'shows the type marker'
          : undefined;
  if (reason !== undefined) {
    problems.report(at, `${label} ${reason}, so it has an attribute of its own: leave out "stored: false".`);
    return;
  }
  const keys = [entity.key, ...entity.indexes.map((index) => index.key)].map((key) =>
    partsOf(key).map(({ part }) => part),
  );
  if (keys.flat().some(({ template }) => template.kind === 'field' && template.field === field.name)) {
    problems.report(
      at,
      `${label} is a key attribute itself, so it is stored: leave out "stored: false", or put the field into a template, "PK = {${field.name}}".`,
    );
    return;
  }
  const holding = keys.filter((parts) => parts.some(({ template }) => fieldsOfTemplate(template).includes(field.name)));
  if (holding.length === 0) {
    problems.report(
      at,
      `${label} is not stored and in no key template, so its value would be lost: leave out "stored: false", or put {${field.name}} into a template.`,
    );
    return;
  }
  if (holding.some((parts) => parts === keys[0] || isAlwaysThere(entity, parts, field.name))) return;
  const optional = holding
    .flat()
    .flatMap(({ template }) => fieldsOfTemplate(template))
    .find((other) => other !== field.name && storedField(entity, other)?.required === false);
  problems.report(
    at,
    `${label} is not stored and only in an index key together with "${optional}": an item without "${optional}" is not in the index, and "${field.name}" would be lost. Make "${optional}" required, or store it: @attribute(stored: true).`,
  );
}
