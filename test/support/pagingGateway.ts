import fc from 'fast-check';
import type { AttributeMap, AttributeValue } from '../../src/model/attributeValue.js';
import { partsOfKey, shardCountOf } from '../../src/model/keyTemplate.js';
import { entityOf, keyOf } from '../../src/model/model.js';
import { callDynamo } from './callDynamo.js';
import { testEngine } from './engine.js';
import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { EnumValue, literal, type PagingCondition } from './pagingConditions.js';
import { createHidingTransport } from './pagingHidden.js';
import type { Draw, FieldValue, PagingShape } from './pagingShape.js';
import type { RankedEdge } from './relayOracle.js';
import { TEST_NOW } from './moments.js';
import { createTestGateway, type TestGateway, type TestGatewayOptions } from './testGateway.js';

export interface AnsweredConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly totalCount?: number | null;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly partial: boolean;
  };
}

/** Rows of one shape in a partition of their own. */
export interface PagingCase {
  readonly id: string;
  readonly shape: PagingShape;
  readonly rows: readonly Draw[];
}

export type Order = 'ASC' | 'DESC';

export interface PagingGateway {
  readonly gateway: TestGateway;
  /** Lays the rows out in a new partition. */
  store(shape: PagingShape, rows: readonly Draw[]): Promise<PagingCase>;
  remove(paging: PagingCase, rows: readonly Draw[]): Promise<void>;
  /** Leaves the rows in their indexes, and from now on the table does not have them: a deletion that an index has not heard of. */
  hide(paging: PagingCase, rows: readonly Draw[]): void;
  /** All rows in the engine's own order, asked of it in one Query a partition: among equal sort keys nobody else knows it. */
  ranked(paging: PagingCase, order: Order): Promise<readonly RankedEdge<Draw>[]>;
  /** Lists by alias, in one operation. */
  lists(requests: readonly string[]): Promise<readonly AnsweredConnection[]>;
  close(): Promise<void>;
}

/** The least that DynamoDB charges for an eventually consistent read, as a budget: one call spends it. */
export const ONE_CALL = 0.5;

const NOW_SECONDS = TEST_NOW.getTime() / 1000;
const BATCH_ITEMS = 25;
let cases = 0;

function drawsUpTo(greatest: number): fc.Arbitrary<Draw> {
  return fc
    .record({
      stem: fc.constantFrom('', 'a', 'ab', '\uE000', '\u{1F600}'),
      v: fc.constantFrom(0, 1, 1, 2, undefined),
      w: fc.nat(2),
      room: fc.constantFrom('a', 'ab', 'ab', 'b', '\u{1F600}'),
      expires: fc.constantFrom(undefined, undefined, NOW_SECONDS + 1, NOW_SECONDS, NOW_SECONDS - 100),
      foreign: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
      u: fc.nat(greatest),
    })
    .map(({ stem, ...draw }) => ({ ...draw, s: `${stem}${draw.u}` }));
}

/** More than the rows of a usual case. */
const FEW = 31;

export const draws: fc.Arbitrary<Draw> = drawsUpTo(FEW);

/** Rows of one case: no two share `u` or `s`. */
export function rowsOf(maxLength: number, minLength = 0): fc.Arbitrary<readonly Draw[]> {
  const drawn = drawsUpTo(maxLength < FEW ? FEW : maxLength * 2);
  return fc.uniqueArray(drawn, { minLength, maxLength, selector: ({ u }) => u });
}

/** Whether the list shows a row when nothing else is asked. */
export function isVisible(shape: PagingShape, draw: Draw): boolean {
  if (shape.hasForeign && draw.foreign) return false;
  const expires = typeof shape.expires === 'boolean' ? shape.expires : shape.expires(draw);
  return !expires || draw.expires === undefined || draw.expires > NOW_SECONDS;
}

export async function createPagingGateway(
  schema: string,
  limits: TestGatewayOptions['limits'] = {},
): Promise<PagingGateway> {
  const engine: EngineGateway = await createEngineGateway({ schema });
  const { model, tablePrefix } = engine;
  const transport = createHidingTransport(engine.transport);
  const gateway = createTestGateway({ schema, limits, transport, tablePrefix });
  const { endpoint } = testEngine();

  async function ask(action: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await callDynamo(endpoint, action, input);
    if (status !== 200) throw new Error(`${action} ${JSON.stringify(input)}: ${JSON.stringify(body)}`);
    return body;
  }

  async function write(shape: PagingShape, requests: readonly unknown[]): Promise<void> {
    const { table } = entityOf(model, shape.entity);
    for (let at = 0; at < requests.length; at += BATCH_ITEMS) {
      await ask('BatchWriteItem', { RequestItems: { [table]: requests.slice(at, at + BATCH_ITEMS) } });
    }
  }

  const keyOfRow = (paging: Omit<PagingCase, 'rows'>, row: Draw): AttributeMap => {
    const item = paging.shape.item(paging.id, row);
    const key = partsOfKey(entityOf(model, paging.shape.entity).key).map(({ attribute }) => attribute);
    return Object.fromEntries(key.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
  };

  return {
    gateway,
    async store(shape, rows) {
      const id = `${tablePrefix}${String((cases += 1))}`;
      await write(
        shape,
        rows.map((row) => ({ PutRequest: { Item: shape.item(id, row) } })),
      );
      return { id, shape, rows };
    },
    remove: (paging, rows) =>
      write(
        paging.shape,
        rows.map((row) => ({ DeleteRequest: { Key: keyOfRow(paging, row) } })),
      ),
    hide: (paging, rows) => {
      const { table } = entityOf(model, paging.shape.entity);
      for (const row of rows) transport.hide(table, keyOfRow(paging, row));
    },
    async ranked(paging, order) {
      const { shape, id } = paging;
      const entity = entityOf(model, shape.entity);
      const { partition, sort } = keyOf(entity, shape.index);
      const [anyRow] = paging.rows;
      const ofRow = anyRow && shape.item(id, { ...anyRow, foreign: false, v: 0 });
      const sharded = partition.find((part) => shardCountOf({ partition: [part] }) > 1)?.attribute ?? '';
      const partitions =
        ofRow === undefined ? [] : (shape.shards?.(id).map((value) => ({ ...ofRow, [sharded]: value })) ?? [ofRow]);
      const shards = await Promise.all(
        partitions.map(async (values) => {
          const names = partition.map(({ attribute }) => attribute);
          const { Items } = await ask('Query', {
            TableName: entity.table,
            ...(shape.index === undefined ? {} : { IndexName: shape.index }),
            KeyConditionExpression: names.map((_name, at) => `#p${at} = :p${at}`).join(' AND '),
            ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#p${at}`, name])),
            ExpressionAttributeValues: Object.fromEntries(names.map((name, at) => [`:p${at}`, values[name]])),
            ScanIndexForward: order === 'ASC',
          });
          return Items as readonly AttributeMap[];
        }),
      );
      const sortAttributes = sort.map(({ attribute }) => attribute);
      const items = merged(order === 'ASC' ? shards : shards.toReversed(), sortAttributes, order);
      const identity = (key: AttributeMap) => JSON.stringify(Object.entries(key).sort());
      const byKey = new Map(paging.rows.map((row) => [identity(keyOfRow(paging, row)), row]));
      return items.map((item, rank) => {
        const names = partsOfKey(entity.key).map(({ attribute }) => attribute);
        const found = byKey.get(
          identity(Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])))),
        );
        if (found === undefined) throw new Error(`A row of another case: ${JSON.stringify(item)}`);
        return { rank, item: found };
      });
    },
    async lists(requests) {
      if (requests.length === 0) return [];
      const operation = `{ ${requests.map((request, at) => `c${at}: ${request}`).join('\n')} }`;
      const { data, errors } = await gateway.run(operation);
      if (errors !== undefined) throw new Error(`${operation}\n${errors.map(({ message }) => message).join('\n')}`);
      return Object.values(data as Readonly<Record<string, AnsweredConnection>>);
    },
    close: () => engine.close(),
  };
}

/** By the sort key, and of equal ones the earlier list's first. */
function merged(
  shards: readonly (readonly AttributeMap[])[],
  sortAttributes: readonly string[],
  order: Order,
): readonly AttributeMap[] {
  if (shards.length < 2) return shards.flat();
  const direction = order === 'ASC' ? 1 : -1;
  return shards.flat().sort((a, b) => {
    const differing = sortAttributes.map((name) => compareStored(a[name], b[name])).find((compared) => compared !== 0);
    return (differing ?? 0) * direction;
  });
}

function compareStored(a: AttributeValue | undefined, b: AttributeValue | undefined): number {
  if (a !== undefined && b !== undefined && 'N' in a && 'N' in b) return Number(a.N) - Number(b.N);
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

function bytesOf(value: AttributeValue | undefined): Buffer {
  if (value !== undefined && 'S' in value) return Buffer.from(value.S);
  if (value !== undefined && 'B' in value) return Buffer.from(value.B, 'base64');
  throw new Error(`This is no sort key to compare: ${JSON.stringify(value)}`);
}

/** `list(p: "...", ...) { ... }` with everything that a page can tell.
 *
 * @param more  What it tells of the whole list beside that.
 */
export function listRequest(
  { shape, id }: PagingCase,
  conditions: readonly PagingCondition[],
  paging: Readonly<Record<string, unknown>>,
  flags: readonly string[] = ['hasNextPage', 'hasPreviousPage'],
  more: 'totalCount' | '' = '',
): string {
  const args = {
    [shape.partitionArgument]: id,
    ...shape.partitionAlso,
    ...Object.assign({}, ...conditions.map((condition) => condition.args)),
  } as Readonly<Record<string, unknown>>;
  const order = paging['order'] === undefined ? {} : { order: new EnumValue(String(paging['order'])) };
  const given = Object.entries({ ...args, ...paging, ...order });
  const text = given.map(([name, value]) => `${name}: ${literal(value)}`).join(', ');
  const info = [...flags, 'startCursor', 'endCursor', 'partial'].join(' ');
  const node = shape.also?.selection ?? shape.identity;
  const fields = `edges { cursor node { ${node} } } pageInfo { ${info} } ${more}`;
  return `${shape.list}(${text}) { ${fields} }`;
}

/** What tells the node of a row from the others of its case. */
export function identityOf({ shape, id }: PagingCase, row: Draw): FieldValue {
  return shape.fields[shape.identity]?.(id, row);
}

/** All that the node of a row shows. */
export function nodeOf(drawn: PagingCase, row: Draw): Readonly<Record<string, unknown>> {
  const { shape, id } = drawn;
  return { [shape.identity]: identityOf(drawn, row), ...shape.also?.shown(id, row) };
}
