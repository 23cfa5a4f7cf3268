import pluralize from 'pluralize';
import { capitalised, listFieldName, nodeNames, uncapitalised } from '../model/apiNames.js';
import { fieldsOfParts } from '../model/keyTemplate.js';
import type { TypeMarker } from '../model/model.js';
import { parseIndex, type IndexDirective } from './directives/indexDirective.js';
import { findDirective } from './directives/readArguments.js';
import { parseTable, type TableDirective } from './directives/table.js';
import { draftField } from './draftField.js';
import { draftKey } from './draftKey.js';
import { partsOf, type EntityDraft, type FieldDraft, type IndexDraft, type KeyDraft } from './drafts.js';
import { checkIsStored } from './keys/checkTemplate.js';
import { draftGlobalId, isNodeType } from './draftGlobalId.js';
import type { Problems } from './problems.js';
import { servableName } from './servableName.js';
import type { ObjectShape, TypeRegistry } from './typeRegistry.js';

/** @returns undefined for a type without `@table`, or with one that GraphQL's own validation refuses. */
export function draftEntity(shape: ObjectShape, registry: TypeRegistry, problems: Problems): EntityDraft | undefined {
  const tableNode = findDirective(shape.directives, 'table');
  const table = tableNode && parseTable(tableNode);
  if (table === undefined) return undefined;
  const { name } = shape;
  const indexes = shape.directives
    .filter((directive) => directive.name.value === 'index')
    .flatMap((directive) => parseIndex(directive) ?? []);
  const isNode = isNodeType(shape, registry);
  const fields = new Map(
    [...shape.fields]
      .filter(([field]) => !isNode || field !== nodeNames.id)
      .map(([field, declared]) => [field, draftField(name, declared, table.attributes, registry, problems)]),
  );
  if (isNode) fields.set(nodeNames.id, draftGlobalId(shape, table, indexes, problems));
  const said = table.plural && servableName(table.plural, 'plural: "sheep"', problems);
  const plural = uncapitalised(said ?? pluralOf(name));
  const key = draftKey(table.partition, table.sort, table.node, {
    entity: name,
    fields,
    of: { kind: 'table' },
    problems,
  });
  const base = { name, plural, table, fields, queried: table.operations.has('QUERY') };
  return {
    name,
    plural,
    shape,
    table,
    tableName: table.name?.value ?? capitalised(plural),
    fields,
    key,
    indexes: indexes.map((directive) => draftIndex(base, directive, problems)),
    marker: draftMarker(table, fields, problems),
    operations: table.operations,
    listField: primaryListField(base, key, problems),
    isNode,
  };
}

/** English, and `SKUs` for SKU. */
function pluralOf(name: string): string {
  return /[a-z]/.test(name) ? pluralize(name) : `${name}s`;
}

interface Named {
  readonly name: string;
  readonly plural: string;
  readonly table: TableDirective;
  readonly fields: ReadonlyMap<string, FieldDraft>;
  readonly queried: boolean;
}

function draftIndex(base: Named, directive: IndexDirective, problems: Problems): IndexDraft {
  const { fields } = base;
  const local = directive.local?.value ?? false;
  const key = draftKey(directive.partition, directive.sort, directive.node, {
    entity: base.name,
    fields,
    of: { kind: local ? 'local index' : 'global index', name: directive.name.value },
    problems,
  });
  return {
    name: directive.name.value,
    directive,
    local,
    key,
    projectedFields: draftProjection(base, directive, problems),
    listField: directive.one ? undefined : indexListField(base, directive, key, problems),
    oneField: directive.one ? indexOneField(base, directive, key, problems) : undefined,
  };
}

function draftProjection(
  base: Named,
  { name, projection }: IndexDirective,
  problems: Problems,
): readonly string[] | undefined {
  return projection?.flatMap(({ value, node }) => {
    const missing = checkIsStored(base.name, value, `the projection of index "${name.value}"`, base.fields);
    if (missing !== undefined) problems.report(node, missing);
    const field = base.fields.get(value);
    return field?.kind === 'stored' ? [value] : [];
  });
}

function draftMarker(
  { type }: TableDirective,
  fields: ReadonlyMap<string, FieldDraft>,
  problems: Problems,
): TypeMarker | undefined {
  if (type === undefined) return undefined;
  const [, attribute, value] = /^(.+?) = (.+)$/s.exec(type.value) ?? [];
  if (attribute === undefined || value === undefined) {
    problems.report(
      type.node,
      `type: "${type.value}" is no marker: write the attribute and its value, type: "entity = ${/^\w+$/.test(type.value) ? type.value : 'Order'}".`,
    );
    return undefined;
  }
  const field = [...fields.values()].find(
    (candidate) => candidate.kind === 'stored' && candidate.attribute === attribute,
  );
  return { attribute, value, field: field?.name };
}

/** The list of the table itself, where its sort key leaves something to range over. */
function primaryListField(
  { plural, table, queried, name }: Named,
  key: KeyDraft,
  problems: Problems,
): string | undefined {
  if (!key.sound) return undefined;
  const partition = fieldsOf(key, 'partition');
  const ranges = fieldsOf(key, 'sort').some((field) => !partition.includes(field));
  if (!ranges) {
    if (table.query !== undefined) {
      problems.report(
        table.query.node,
        `query: "${table.query.value}" names a list that ${name} does not have: its partition and sort key together are one item. Leave it out.`,
      );
    }
    return undefined;
  }
  if (!queried) return undefined;
  if (table.query !== undefined) return servableName(table.query, 'query: "allOrders"', problems);
  if (partition.length > 0) return listFieldName(plural, partition);
  problems.report(
    table.node,
    `The partition of ${name} has no field to name its list by: write query: "all${capitalised(plural)}".`,
  );
  return undefined;
}

function indexListField(
  { plural, name, queried }: Named,
  { node, query, local, name: index }: IndexDirective,
  key: KeyDraft,
  problems: Problems,
): string | undefined {
  if (!queried) return undefined;
  if (query !== undefined) return servableName(query, 'query: "newestOrders"', problems);
  if (key.partition.length === 0) return undefined;
  const partition = fieldsOf(key, 'partition');
  if (local?.value === true) {
    const sort = fieldsOf(key, 'sort').map(capitalised);
    problems.report(
      node,
      `The local index "${index.value}" has the table's partition, so its list cannot be named after that: write query: "${plural}By${sort[0] ?? capitalised(index.value)}".`,
    );
    return undefined;
  }
  if (partition.length > 0) return listFieldName(plural, partition);
  problems.report(
    node,
    `The partition of index "${index.value}" has no field to name the list of ${name} by: write query: "all${capitalised(plural)}".`,
  );
  return undefined;
}

function indexOneField(
  { name, queried }: Named,
  { node, query, name: index }: IndexDirective,
  key: KeyDraft,
  problems: Problems,
): string | undefined {
  if (!queried) return undefined;
  if (query !== undefined) return servableName(query, 'query: "latestOrder"', problems);
  if (!key.sound) return undefined;
  const fields = fieldsOfParts(partsOf(key).map(({ part }) => part));
  if (fields.length > 0) return `${uncapitalised(name)}By${fields.map(capitalised).join('And')}`;
  problems.report(
    node,
    `The key of index "${index.value}" has no field to name its one ${name} by: write query: "first${name}".`,
  );
  return undefined;
}

function fieldsOf(key: KeyDraft, role: 'partition' | 'sort'): readonly string[] {
  return fieldsOfParts(key[role].map(({ part }) => part));
}
