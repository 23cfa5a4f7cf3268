import type {
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  Projection,
  TableDescription,
} from '@aws-sdk/client-dynamodb';

import type { IndexProjection, KeyAttribute, Table, TableIndex } from '../../model/model.js';
import { STREAM_VIEW_TYPE } from './createTableInput.js';

export type DriftKind =
  | 'TABLE_MISSING'
  | 'TABLE_NOT_ACTIVE'
  | 'KEY_DIFFERS'
  | 'INDEX_MISSING'
  | 'INDEX_NOT_ACTIVE'
  | 'INDEX_DIFFERS'
  | 'STREAM_OFF'
  | 'TTL_OFF'
  /** Of the gateway's own table, where the schema does without it. */
  | 'OWN_TABLE_UNFIT';

/** One thing in which a live table is not what the model needs. */
export interface TableDrift {
  readonly kind: DriftKind;
  readonly table: string;
  readonly index: string | undefined;
  /** One sentence that names the thing and the way out. */
  readonly message: string;
}

/**
 * Compares a table of the model with its live description. What the live table
 * has beyond the model (other indexes, attributes) is no drift.
 *
 * @param live  Undefined where there is no such table.
 * @param options.stream  Whether the table must have a stream.
 */
export function tableDrift(
  table: Table,
  live: TableDescription | undefined,
  options: { readonly stream: boolean },
): readonly TableDrift[] {
  const at = { table: table.name, index: undefined };
  if (live === undefined) {
    return [
      {
        ...at,
        kind: 'TABLE_MISSING',
        message: `Table "${table.name}" does not exist: create it, or correct its name in @table or TABLE_PREFIX.`,
      },
    ];
  }
  const drifts: TableDrift[] = [];
  if (live.TableStatus !== 'ACTIVE' && live.TableStatus !== 'UPDATING') {
    drifts.push({
      ...at,
      kind: 'TABLE_NOT_ACTIVE',
      message: `Table "${table.name}" is ${live.TableStatus ?? 'in an unknown state'}: wait until it is ACTIVE.`,
    });
  }
  const wanted = keyText([table.partition], table.sort ? [table.sort] : []);
  const found = liveKeyText(live.KeySchema, live);
  if (wanted !== found) {
    drifts.push({
      ...at,
      kind: 'KEY_DIFFERS',
      message: `Table "${table.name}" has ${found}, and schema.graphql says ${wanted}: a table's key cannot be changed, so correct @table or use a table of another name.`,
    });
  }
  drifts.push(...[...table.indexes.values()].flatMap((index) => indexDrift(table, index, live)));
  const { StreamEnabled = false, StreamViewType } = live.StreamSpecification ?? {};
  if (options.stream && !(StreamEnabled && StreamViewType === STREAM_VIEW_TYPE)) {
    const state = StreamEnabled ? `a stream of ${StreamViewType}` : 'no stream';
    drifts.push({
      ...at,
      kind: 'STREAM_OFF',
      message: `Table "${table.name}" has ${state}: switch on a stream of ${STREAM_VIEW_TYPE}, without it subscriptions see no change.`,
    });
  }
  return drifts;
}

function indexDrift(table: Table, index: TableIndex, live: TableDescription): readonly TableDrift[] {
  const at = { table: table.name, index: index.name };
  const name = `Index "${index.name}" of table "${table.name}"`;
  const kind = index.local ? 'local' : 'global';
  const candidates = index.local ? live.LocalSecondaryIndexes : live.GlobalSecondaryIndexes;
  const found = candidates?.find(({ IndexName }) => IndexName === index.name);
  if (found === undefined) {
    const wayOut = index.local
      ? 'a local index comes only with a new table, so use a global one or a new table'
      : 'add it to the table, or remove its @index';
    return [{ ...at, kind: 'INDEX_MISSING', message: `${name} does not exist as a ${kind} index: ${wayOut}.` }];
  }
  const drifts: TableDrift[] = [];
  const status = index.local ? 'ACTIVE' : (found as GlobalSecondaryIndexDescription).IndexStatus;
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    drifts.push({
      ...at,
      kind: 'INDEX_NOT_ACTIVE',
      message: `${name} is ${status ?? 'in an unknown state'}: wait until it is ACTIVE.`,
    });
  }
  const wanted = `${keyText(index.partition, index.sort)}, ${projectionText(index.projection)}`;
  const has = `${liveKeyText(found.KeySchema, live)}, ${liveProjectionText(found.Projection, index.projection)}`;
  if (wanted !== has) {
    drifts.push({
      ...at,
      kind: 'INDEX_DIFFERS',
      message: `${name} has ${has}, and schema.graphql says ${wanted}: an index cannot be changed, so correct its @index or make an index of another name.`,
    });
  }
  return drifts;
}

function keyText(partition: readonly KeyAttribute[], sort: readonly KeyAttribute[]): string {
  const parts = (keys: readonly KeyAttribute[]) => keys.map(({ name, type }) => `"${name}" (${type})`).join(', ');
  return `partition key ${parts(partition)} and ${sort.length > 0 ? `sort key ${parts(sort)}` : 'no sort key'}`;
}

function liveKeyText(schema: readonly KeySchemaElement[] = [], live: TableDescription): string {
  const typeOf = (name: string | undefined) =>
    live.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const parts = (role: string) =>
    schema
      .filter(({ KeyType }) => KeyType === role)
      .map(({ AttributeName = '' }) => ({ name: AttributeName, type: typeOf(AttributeName) as KeyAttribute['type'] }));
  return keyText(parts('HASH'), parts('RANGE'));
}

function projectionText(projection: IndexProjection): string {
  return projection.kind === 'INCLUDE'
    ? `projection INCLUDE of ${attributeList(projection.attributes)}`
    : `projection ${projection.kind}`;
}

/** What projects at least what is wanted counts as the same: more attributes do no harm. */
function liveProjectionText(live: Projection | undefined, wanted: IndexProjection): string {
  const attributes = live?.NonKeyAttributes ?? [];
  const enough =
    live?.ProjectionType === 'ALL' ||
    wanted.kind === 'KEYS_ONLY' ||
    (wanted.kind === 'INCLUDE' && wanted.attributes.every((attribute) => attributes.includes(attribute)));
  if (enough) return projectionText(wanted);
  return live?.ProjectionType === 'INCLUDE'
    ? projectionText({ kind: 'INCLUDE', attributes })
    : `projection ${live?.ProjectionType}`;
}

function attributeList(attributes: readonly string[]): string {
  return attributes
    .toSorted()
    .map((attribute) => `"${attribute}"`)
    .join(', ');
}
