import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';

import { GatewayError } from '../../errors/gatewayError.js';
import type { KeyPart, KeySchema } from '../../model/keyTemplate.js';
import type { KeyAttribute, Model, Table, TableIndex } from '../../model/model.js';

/** An index whose partition key or sort key has several attributes: AWS has them, most local engines do not. */
export interface MultiAttributeIndex {
  readonly table: Table;
  readonly index: TableIndex;
}

export function multiAttributeIndexes(model: Model): readonly MultiAttributeIndex[] {
  return [...model.tables.values()].flatMap((table) =>
    [...table.indexes.values()]
      .filter(({ partition, sort }) => partition.length > 1 || sort.length > 1)
      .map((index) => ({ table, index })),
  );
}

/**
 * What to say on an engine without such keys: a line for each index, with the ways out.
 *
 * @param words  The engine's own, where it refused one.
 */
export function withoutMultiAttributeKeys(
  model: Model,
  indexes: readonly MultiAttributeIndex[],
  words?: string,
): GatewayError {
  const lines = indexes.map(
    ({ table, index }) =>
      `Index "${index.name}" of table "${table.name}" has a key of several attributes, which this engine does not have: run against AWS (--region) or DynamoDB Local from 3.3.0 on (--endpoint), or put the fields into one template, ${asTemplates(model, table, index)}.`,
  );
  return new GatewayError('TABLE_NOT_READY', [...lines, ...(words ? [`The engine says: ${words}`] : [])].join('\n'));
}

/**
 * Asks each such index for one item. There are engines that make it without a word, and then cannot read it.
 *
 * @throws {GatewayError} `TABLE_NOT_READY` for the first that cannot be read.
 */
export async function assertMultiAttributeKeys(client: DynamoDBClient, model: Model): Promise<void> {
  for (const each of multiAttributeIndexes(model)) {
    try {
      await client.send(new QueryCommand(anyItem(each)));
    } catch (error) {
      throw (error as Error).name === 'ValidationException'
        ? withoutMultiAttributeKeys(model, [each], (error as Error).message)
        : error;
    }
  }
}

/** Equality on every key attribute, with values that any table may hold: whether it finds one does not matter. */
function anyItem({ table, index }: MultiAttributeIndex): QueryCommand['input'] {
  const keys = [...index.partition, ...index.sort];
  return {
    TableName: table.name,
    IndexName: index.name,
    KeyConditionExpression: keys.map((_key, at) => `#k${at} = :k${at}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(keys.map(({ name }, at) => [`#k${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(keys.map(({ type }, at) => [`:k${at}`, A_VALUE[type]])),
    Limit: 1,
  };
}

const A_VALUE = { S: { S: '0' }, N: { N: '0' }, B: { B: new Uint8Array(1) } } as const satisfies Record<
  KeyAttribute['type'],
  unknown
>;

/** `partition: "ByTenantPK = {tenantId}#{status}"`: each key as one attribute, of what a type of the table puts there. */
function asTemplates(model: Model, table: Table, index: TableIndex): string {
  const [key] = [...model.entities.values()]
    .filter((entity) => entity.table === table.name)
    .flatMap((entity) => entity.indexes.get(index.name)?.key ?? []);
  if (key === undefined) throw new Error(`No type of "${table.name}" is in its index "${index.name}".`);
  return (['partition', 'sort'] as const).flatMap((role) => asTemplate(key, role, index.name)).join(', ');
}

function asTemplate(key: KeySchema, role: 'partition' | 'sort', index: string): readonly string[] {
  if (key[role].length < 2) return [];
  const text = key[role].map((part) => placeholder(part, role)).join('#');
  return [`${role}: "${index}${role === 'partition' ? 'PK' : 'SK'} = ${text}"`];
}

function placeholder({ template, type }: KeyPart, role: 'partition' | 'sort'): string {
  if (template.kind === 'text') return template.source;
  // As text 10 sorts before 9.
  return role === 'sort' && type === 'N' ? `{${template.field}:012}` : `{${template.field}}`;
}
