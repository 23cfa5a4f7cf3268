import { isDeepStrictEqual } from 'node:util';
import { Kind } from 'graphql';
import type { AuthRule } from '../../model/auth.js';
import { fieldsOfTemplate } from '../../model/keyTemplate.js';
import { isReadByAll } from '../../model/readRules.js';
import { authPlaces, fieldRulesOf, type AuthPlace } from '../authPlaces.js';
import { partsOf, type Rule, type SchemaDraft } from '../drafts.js';
import type { Problems } from '../problems.js';

type FieldPlace = Extract<AuthPlace, { on: 'field' }>;

/** A field that some may not read can be null, and cannot be told from elsewhere. */
export const hiddenFields: Rule = (draft, problems) => {
  for (const place of authPlaces(draft)) {
    if (place.on !== 'field' || place.directive.rules.length === 0) continue;
    if (isReadByAll(fieldRulesOf(place.entity).get(place.field.name) ?? [])) continue;
    checkHideable(place, problems);
    checkInterfaces(place, draft, problems);
  }
  for (const entity of draft.entities.values()) checkCopies(entity, problems);
};

function checkHideable({ label, entity, field, directive }: FieldPlace, problems: Problems): void {
  const isKey =
    field.kind === 'globalId' ||
    partsOf(entity.key).some(({ part }) => fieldsOfTemplate(part.template).includes(field.name));
  const reason = isKey
    ? 'is part of the key, by which items are asked for, related and paged'
    : field.kind === 'stored' && field.version
      ? 'is the @version, which whoever writes the item has to know'
      : field.kind === 'stored' && field.ttl !== undefined
        ? 'is the @ttl field, and that an item is gone tells it'
        : undefined;
  if (reason === undefined) return;
  problems.report(
    directive.node,
    `${label} ${reason}, so it cannot be hidden from some. Put the rules on ${entity.name}, or let everybody read it who sees the item: add { allow: PUBLIC, operations: [READ] }.`,
  );
}

/** Relations are nullable in interfaces as well. */
function checkInterfaces(
  { label, entity, field, directive }: FieldPlace,
  { registry }: SchemaDraft,
  problems: Problems,
): void {
  if (field.kind !== 'stored' && field.kind !== 'own') return;
  for (const { name, kind, fields, members } of registry.abstracts.values()) {
    const declared = fields.get(field.name);
    if (kind !== 'interface' || declared?.type.kind !== Kind.NON_NULL_TYPE) continue;
    if (members.every(({ type }) => type !== entity.name)) continue;
    problems.report(
      directive.node,
      `${label} is null for those who may not read it, and ${name} promises a value: leave out the "!" of ${name}.${field.name}, or take it out of ${name}.`,
    );
  }
}

/** What is computed from a hidden field shows it. */
function checkCopies(entity: FieldPlace['entity'], problems: Problems): void {
  const rules = fieldRulesOf(entity);
  for (const field of entity.fields.values()) {
    if (field.kind !== 'stored' || field.template === undefined) continue;
    for (const source of fieldsOfTemplate(field.template)) {
      const hiding = rules.get(source);
      if (hiding === undefined || isReadByAll(hiding)) continue;
      if (isDeepStrictEqual(readingOf(hiding), readingOf(rules.get(field.name) ?? []))) continue;
      problems.report(
        field.directive?.template?.node ?? field.node.name,
        `${entity.name}.${field.name} would show "${source}" to those who may not read it: give it the READ rules of ${entity.name}.${source}, or take {${source}} out of the template.`,
      );
    }
  }
}

function readingOf(rules: readonly AuthRule[]): readonly unknown[] {
  return rules.filter(({ operations }) => operations.has('READ')).map((rule) => ({ ...rule, operations: undefined }));
}
