import { capitalised, uncapitalised } from '../../model/apiNames.js';
import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { allParts, storedField, storedFields, type Rule } from '../drafts.js';

/** Arguments of generated fields that stand beside the fields of a key. */
const ARGUMENTS: ReadonlySet<string> = new Set([
  'after',
  'add',
  'append',
  'before',
  'events',
  'expectedVersion',
  'filter',
  'first',
  'if',
  'index',
  'input',
  'keys',
  'last',
  'order',
  'remove',
  'segments',
  'set',
  'setIfAbsent',
]);

/** Fields of filters that stand beside the stored fields. */
const FILTER_FIELDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** A field of a key is an argument, and a stored field is in the filter: neither has the name of another there. */
export const argumentNames: Rule = ({ entities, mapFields }, problems) => {
  for (const entity of entities.values()) {
    for (const { part, node } of allParts(entity)) {
      for (const name of fieldsOfTemplate(part.template)) {
        const field = storedField(entity, name);
        if (!ARGUMENTS.has(name) || field === undefined) continue;
        problems.report(
          node,
          `"${name}" is in a key of ${entity.name}, so it would be an argument of its lists, where "${name}" has another meaning. Rename the field and keep its attribute: ${uncapitalised(entity.name)}${capitalised(name)} @attribute(name: "${field.attribute}").`,
        );
      }
    }
  }
  const types = [...[...entities.values()].map((entity) => [entity.name, storedFields(entity)] as const), ...mapFields];
  for (const [type, fields] of types) {
    for (const { name, attribute, node } of fields) {
      if (!FILTER_FIELDS.has(name)) continue;
      problems.report(
        node.name,
        `${type}.${name} would be in ${type}Filter, where "${name}" joins conditions. Rename the field and keep its attribute: ${name}Value @attribute(name: "${attribute}").`,
      );
    }
  }
};
