import { nodeNames, rootFieldNames, transactWriteField } from '../../model/apiNames.js';
import { changedByFields } from '../../model/changedByFields.js';
import { TRANSACTED_OPERATIONS } from '../../model/model.js';
import { findDirective } from '../directives/readArguments.js';
import type { CollectionDraft, EntityDraft, Rule, SchemaDraft } from '../drafts.js';
import type { Located, Problems } from '../problems.js';
import { uniqueFieldsOf } from '../uniqueFieldsOf.js';

interface RootField {
  readonly name: string;
  /** `the list of Order's table`, for messages. */
  readonly what: string;
  readonly at: Located;
}

/** No two root fields have one name: of the gateway's, and of the user's own. */
export const rootFields: Rule = (draft, problems) => {
  const entities = [...draft.entities.values()];
  reportRepeats(
    [
      ...nodeFields(entities),
      ...entities.flatMap(queryFields),
      ...draft.collections.map(collectionField),
      ...ownFields(draft, draft.registry.rootTypes.query),
    ],
    problems,
  );
  reportRepeats(
    [
      ...entities.flatMap(mutationFields),
      ...transactionField(entities),
      ...ownFields(draft, draft.registry.rootTypes.mutation),
    ],
    problems,
  );
  reportRepeats(
    [...entities.flatMap(subscriptionFields), ...ownFields(draft, draft.registry.rootTypes.subscription)],
    problems,
  );
};

function reportRepeats(fields: readonly RootField[], problems: Problems): void {
  const seen = new Map<string, RootField>();
  for (const field of fields) {
    const other = seen.get(field.name);
    if (other === undefined) seen.set(field.name, field);
    else {
      problems.report(
        field.at,
        `"${field.name}" would be both ${other.what} and ${field.what}. Name one of them otherwise: "query:" names a list, "plural:" the lists of a type, "operations:" says what is served.`,
      );
    }
  }
}

function queryFields(entity: EntityDraft): readonly RootField[] {
  const { name, table, shape, operations, listField } = entity;
  const at = shape.nameNode;
  const fields: RootField[] = [];
  if (operations.has('GET')) fields.push({ name: rootFieldNames.get(entity), what: `the ${name} of a key`, at });
  const byPlural = table.plural?.node ?? at;
  if (operations.has('BATCH_GET')) {
    fields.push({ name: rootFieldNames.byKeys(entity), what: `the ${name} of several keys`, at: byPlural });
  }
  if (listField !== undefined) {
    fields.push({ name: listField, what: `the list of ${name}'s table`, at: table.query?.node ?? table.node });
  }
  for (const { listField: list, oneField, name: index, directive } of entity.indexes) {
    const field = list ?? oneField;
    const what = `${list === undefined ? 'the one item' : 'the list'} of ${name}'s index "${index}"`;
    if (field !== undefined) fields.push({ name: field, what, at: directive.query?.node ?? directive.node });
  }
  if (table.scan) fields.push({ name: rootFieldNames.scan(entity), what: `the scan of ${name}`, at: byPlural });
  if (operations.has('SUBSCRIBE')) {
    fields.push({ name: rootFieldNames.changes(entity), what: `the missed changes of ${name}`, at });
  }
  for (const { field, lookupField } of uniqueFieldsOf(entity)) {
    const unique = findDirective(shape.fields.get(field)?.node.directives, 'unique') ?? at;
    if (lookupField !== undefined) {
      fields.push({ name: lookupField, what: `the ${name} of a unique "${field}"`, at: unique });
    }
  }
  return fields;
}

/** Served as soon as one type is a Node. */
function nodeFields(entities: readonly EntityDraft[]): readonly RootField[] {
  const first = entities.find(({ isNode }) => isNode);
  if (first === undefined) return [];
  const at = first.shape.nameNode;
  return [
    { name: nodeNames.one, what: 'the Node of a global id', at },
    { name: nodeNames.many, what: 'the Nodes of several global ids', at },
  ];
}

function collectionField({ query, shape, directive }: CollectionDraft): RootField {
  return { name: query, what: `a collection of ${shape.name}`, at: directive.query.node };
}

const MUTATIONS = [
  ['CREATE', 'create'],
  ['PUT', 'put'],
  ['UPDATE', 'update'],
  ['DELETE', 'delete'],
  ['CHECK', 'check'],
] as const;

function mutationFields(entity: EntityDraft): readonly RootField[] {
  const { name, table, shape, operations } = entity;
  const fields: RootField[] = MUTATIONS.filter(([operation]) => operations.has(operation)).map(([, verb]) => ({
    name: rootFieldNames[verb](entity),
    what: `the ${verb} of ${name}`,
    at: shape.nameNode,
  }));
  if (operations.has('BATCH_WRITE')) {
    const at = table.plural?.node ?? shape.nameNode;
    fields.push({ name: rootFieldNames.batchWrite(entity), what: `the batch write of ${name}`, at });
  }
  return fields;
}

/** Served as soon as one type can take part. */
function transactionField(entities: readonly EntityDraft[]): readonly RootField[] {
  const first = entities.find(({ operations }) => TRANSACTED_OPERATIONS.some((operation) => operations.has(operation)));
  if (first === undefined) return [];
  return [{ name: transactWriteField, what: 'the transaction of several writes', at: first.shape.nameNode }];
}

function subscriptionFields(entity: EntityDraft): readonly RootField[] {
  const { name: type, indexes, operations, shape } = entity;
  if (!operations.has('SUBSCRIBE')) return [];
  const partitions = indexes.map(({ name, key }) => ({ name, partition: key.partition.map(({ part }) => part) }));
  return [
    { name: rootFieldNames.changed(entity), what: `the changes of ${type}`, at: shape.nameNode },
    ...changedByFields(type, partitions).map(({ name, index }) => ({
      name,
      what: `the changes in ${type}'s index "${index}"`,
      at: indexes.find((each) => each.name === index)?.directive.node ?? shape.nameNode,
    })),
  ];
}

function ownFields({ registry }: SchemaDraft, root: string): readonly RootField[] {
  return [...(registry.objects.get(root)?.fields.values() ?? [])].map(({ node }) => ({
    name: node.name.value,
    what: `a field of your own`,
    at: node.name,
  }));
}
