import { defaultValueOf } from '../directives/default.js';
import { storedFields, type Rule } from '../drafts.js';

/** A default is a value of its field's type, on a field that clients may give. */
export const defaultValues: Rule = ({ entities, maps }, problems) => {
  for (const entity of entities.values()) {
    for (const field of storedFields(entity)) {
      const node = field.defaultValue;
      if (node === undefined) continue;
      const label = `${entity.name}.${field.name}`;
      if (field.version) {
        problems.report(node, `${label} is the @version, which starts at 1: leave out @default.`);
        continue;
      }
      const value = defaultValueOf(node, field.type, maps);
      if (value.kind === 'mistake') problems.report(node, `The default of ${label} does not fit: ${value.message}.`);
    }
  }
};
