import type {
  AttributeDefinition,
  CreateGlobalSecondaryIndexAction,
  CreateTableCommandInput,
  KeySchemaElement,
  Projection,
} from '@aws-sdk/client-dynamodb';

import type { IndexProjection, KeyAttribute, Table, TableIndex } from '../../model/model.js';

/** Subscriptions compare an item with what it was. */
export const STREAM_VIEW_TYPE = 'NEW_AND_OLD_IMAGES';

/** The CreateTable request for a table of the model: on demand, with all its indexes. */
export function createTableInput(table: Table, options: { readonly stream: boolean }): CreateTableCommandInput {
  const indexes = [...table.indexes.values()];
  const globals = indexes.filter(({ local }) => !local);
  const locals = indexes.filter(({ local }) => local);
  return {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributeDefinitions([...tableKey(table), ...indexes.flatMap(indexKey)]),
    KeySchema: keySchemaOf(table),
    // Empty lists are refused.
    ...(globals.length > 0 && { GlobalSecondaryIndexes: globals.map(indexInput) }),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map(indexInput) }),
    ...(options.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: STREAM_VIEW_TYPE } }),
  };
}

/** An index as CreateTable and UpdateTable name it. */
export function indexInput(index: TableIndex): CreateGlobalSecondaryIndexAction {
  return {
    IndexName: index.name,
    KeySchema: toKeySchema(index.partition, index.sort),
    Projection: toProjection(index.projection),
  };
}

/** What UpdateTable needs to know of the attributes when one index is added: the table's key and the index's. */
export function definitionsForIndex(table: Table, index: TableIndex): AttributeDefinition[] {
  return attributeDefinitions([...tableKey(table), ...indexKey(index)]);
}

export function keySchemaOf(table: Table): KeySchemaElement[] {
  return toKeySchema([table.partition], table.sort ? [table.sort] : []);
}

function toKeySchema(partition: readonly KeyAttribute[], sort: readonly KeyAttribute[]): KeySchemaElement[] {
  return [
    ...partition.map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' as const })),
    ...sort.map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' as const })),
  ];
}

function toProjection(projection: IndexProjection): Projection {
  return projection.kind === 'INCLUDE'
    ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projection.attributes] }
    : { ProjectionType: projection.kind };
}

/** Each once: an attribute may serve several keys. Attributes outside of keys are refused here. */
function attributeDefinitions(keys: readonly KeyAttribute[]): AttributeDefinition[] {
  return [...new Map(keys.map(({ name, type }) => [name, type]))].map(([name, type]) => ({
    AttributeName: name,
    AttributeType: type,
  }));
}

function tableKey({ partition, sort }: Table): readonly KeyAttribute[] {
  return sort ? [partition, sort] : [partition];
}

function indexKey({ partition, sort }: TableIndex): readonly KeyAttribute[] {
  return [...partition, ...sort];
}
