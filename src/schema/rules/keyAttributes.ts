import { fieldsOfTemplate, MAX_KEY_BYTES, type KeyTemplate } from '../../model/keyTemplate.js';
import { allParts, partsOf, storedFields, type KeyDraft, type Rule } from '../drafts.js';
import type { Problems } from '../problems.js';

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
      checkRepeats(key, problems);
      for (const role of ['partition', 'sort'] as const) {
        for (const { part, node } of key[role]) {
          const bytes = constantBytes(part.template);
          if (bytes <= MAX_KEY_BYTES[role]) continue;
          problems.report(
            node,
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

function checkRepeats({ partition, sort }: KeyDraft, problems: Problems): void {
  const roles = new Map<string, string>();
  for (const [role, parts] of [['partition', partition] as const, ['sort', sort] as const]) {
    for (const { part, node } of parts) {
      const { attribute } = part;
      const before = roles.get(attribute);
      if (before === undefined) roles.set(attribute, role);
      else {
        problems.report(
          node,
          before === role
            ? `"${attribute}" is twice in one ${role} key: leave one out.`
            : `"${attribute}" cannot be the partition key and the sort key at once: name another sort key, or none.`,
        );
      }
    }
  }
}

function textOf(template: KeyTemplate): string {
  return template.kind === 'field' ? template.field : template.source;
}

function constantBytes(template: KeyTemplate): number {
  if (template.kind === 'field') return 0;
  return template.segments.reduce(
    (sum, segment) =>
      sum +
      (segment.kind === 'literal'
        ? Buffer.byteLength(segment.text)
        : segment.kind === 'shard'
          ? String(segment.count - 1).length
          : 0),
    0,
  );
}
