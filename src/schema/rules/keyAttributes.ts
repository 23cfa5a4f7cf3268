import { fieldsOfTemplate, type KeyTemplate } from '../../model/keyTemplate.js';
import { allParts, partsOf, storedFields, type Rule } from '../drafts.js';

const MAX_KEY_BYTES = { partition: 2048, sort: 1024 } as const;

/** Within a type every key attribute is filled in one way, by nothing else, and not twice in one key. */
export const keyAttributes: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const templates = new Map<string, string>();
    const stored = new Map(storedFields(entity).map((field) => [field.attribute, field]));
    for (const { part, node } of allParts(entity)) {
      const written = textOf(part.template);
      const before = templates.get(part.attribute);
      if (before === undefined) templates.set(part.attribute, written);
      else if (before !== written) {
        problems.report(
          node,
          `"${part.attribute}" holds "${before}" in another key of ${entity.name}, and "${written}" here: an attribute has one value. Write the same template, or take another attribute.`,
        );
      }
      const field = part.template.kind === 'text' ? stored.get(part.attribute) : undefined;
      if (field !== undefined) {
        problems.report(
          node,
          `"${part.attribute}" holds "${written}", and the field ${entity.name}.${field.name} is stored in the same attribute. Give the field another one: @attribute(name: "...").`,
        );
      }
    }
    for (const key of [entity.key, ...entity.indexes.map((index) => index.key)]) {
      if (key.sort !== undefined && key.partition?.part.attribute === key.sort.part.attribute) {
        problems.report(
          key.sort.node,
          `"${key.sort.part.attribute}" cannot be the partition key and the sort key at once: name another sort key, or none.`,
        );
      }
      for (const role of ['partition', 'sort'] as const) {
        const part = key[role];
        const bytes = part === undefined ? 0 : constantBytes(part.part.template);
        if (part !== undefined && bytes > MAX_KEY_BYTES[role]) {
          problems.report(
            part.node,
            `The constants of this ${role} key have ${bytes} bytes; DynamoDB allows ${MAX_KEY_BYTES[role]} for the whole.`,
          );
        }
      }
    }
    const primary = new Set(partsOf(entity.key).flatMap(({ part }) => fieldsOfTemplate(part.template)));
    for (const field of storedFields(entity)) {
      if (!primary.has(field.name)) continue;
      const changing = field.version
        ? '@version'
        : field.generated === 'UPDATED_AT'
          ? '@generated(by: UPDATED_AT)'
          : undefined;
      if (changing === undefined) continue;
      problems.report(
        field.node.name,
        `${entity.name}.${field.name} is part of the primary key, which never changes, and ${changing} changes with every write. Use another field in the key.`,
      );
    }
  }
};

function textOf(template: KeyTemplate): string {
  return template.kind === 'field' ? template.field : template.source;
}

function constantBytes(template: KeyTemplate): number {
  if (template.kind === 'field') return 0;
  return template.segments.reduce(
    (sum, segment) => sum + (segment.kind === 'literal' ? Buffer.byteLength(segment.text) : 0),
    0,
  );
}
