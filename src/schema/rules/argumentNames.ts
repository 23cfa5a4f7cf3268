import { capitalised, uncapitalised } from '../../model/apiNames.js';
import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { isServableName } from '../graphqlName.js';
import { allParts, partsOf, storedField, storedFields, type EntityDraft, type Rule } from '../drafts.js';

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

/** Missed changes are asked by the primary key, and since a cursor. */
function isAskedSince({ key, operations }: EntityDraft, name: string): boolean {
  return (
    name === 'since' &&
    operations.has('SUBSCRIBE') &&
    partsOf(key).some(({ part }) => fieldsOfTemplate(part.template).includes(name))
  );
}

/** Arguments of a collection's partition that stand beside the fields of its key. */
const COLLECTION_ARGUMENTS: ReadonlySet<string> = new Set([
  'after',
  'before',
  'filter',
  'first',
  'last',
  'order',
  'segments',
  'sortKey',
  'type',
]);

/** Fields of filters that stand beside the stored fields. */
const FILTER_FIELDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** A field of a key is an argument, and a stored field is in the filter: neither has the name of another there. */
export const argumentNames: Rule = ({ entities, mapFields, collections }, problems) => {
  for (const entity of entities.values()) {
    for (const { part, node } of allParts(entity)) {
      for (const name of fieldsOfTemplate(part.template)) {
        const field = storedField(entity, name);
        if (field === undefined || !(ARGUMENTS.has(name) || isAskedSince(entity, name))) continue;
        problems.report(
          node,
          `"${name}" is in a key of ${entity.name}, so it would be an argument of its lists, where "${name}" has another meaning. Rename the field and keep its attribute: ${uncapitalised(entity.name)}${capitalised(name)} @attribute(name: "${field.attribute}").`,
        );
      }
    }
  }
  for (const { shape, partition } of collections) {
    for (const { part, node } of partition) {
      for (const name of fieldsOfTemplate(part.template)) {
        if (isServableName(name) && !COLLECTION_ARGUMENTS.has(name)) continue;
        problems.report(
          node,
          isServableName(name)
            ? `"${name}" would be an argument of the collection of ${shape.name}, where "${name}" has another meaning. Call it otherwise here, such as "${uncapitalised(shape.name)}${capitalised(name)}": the types keep their fields.`
            : `"${name}" is no name for an argument in GraphQL: call it otherwise here, without "__" in front. The types keep their fields.`,
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
