import { findDirective } from '../directives/readArguments.js';
import { storedFields, type Rule, type SchemaDraft } from '../drafts.js';
import type { ObjectShape } from '../typeRegistry.js';
import { isEntity, isRoot, namedTypeOf } from '../valueTypeOf.js';

/** `@auth` stands where something is asked for by itself: on types with `@table`, on their fields, on own root fields. */
export const authPlacement: Rule = (draft, problems) => {
  const { registry } = draft;
  for (const shape of registry.objects.values()) {
    if (isEntity(shape.name, registry)) continue;
    const onType = findDirective(shape.directives, 'auth');
    if (onType !== undefined)
      problems.report(onType, `@auth on ${shape.name} has no effect: ${insteadOf(shape, draft)}`);
    if (isRoot(shape.name, registry)) continue;
    for (const [name, { node }] of shape.fields) {
      const onField = findDirective(node.directives, 'auth');
      if (onField === undefined) continue;
      problems.report(onField, `@auth on ${shape.name}.${name} has no effect: ${insteadOf(shape, draft)}`);
    }
  }
  for (const { name, kind, fields } of registry.abstracts.values()) {
    for (const [field, node] of kind === 'interface' ? fields : []) {
      const directive = findDirective(node.directives, 'auth');
      if (directive === undefined) continue;
      problems.report(
        directive,
        `@auth on ${name}.${field} has no effect: an interface is not stored. Write it on the types that implement it.`,
      );
    }
  }
};

function insteadOf({ name, fields }: ObjectShape, { registry, entities, maps }: SchemaDraft): string {
  if (isRoot(name, registry)) {
    const [field = 'topSellers'] = fields.keys();
    return `${name} is a root type. Write it on its fields, ${field}: ... @auth(...), and on the types that the gateway's own fields are about.`;
  }
  if (!maps.has(name)) {
    return `no type with @table stores ${name}. Write it on a type with @table, or on the field of one that serves ${name}.`;
  }
  const holders = [...entities.values()].flatMap((entity) =>
    storedFields(entity)
      .filter(({ node }) => namedTypeOf(node.type) === name)
      .map((field) => `${entity.name}.${field.name}`),
  );
  const [holder] = holders;
  return `${name} is stored inside other items, and read and written with them. Write it on the field that holds it${holder === undefined ? '' : `, ${holder}`}.`;
}
