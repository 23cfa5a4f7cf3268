import fc from 'fast-check';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { partsOfKey } from '../../src/model/keyTemplate.js';
import { entityOf, keyOf } from '../../src/model/model.js';
import { callDynamo } from './callDynamo.js';
import { testEngine } from './engine.js';
import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { literal, type PagingCondition } from './pagingConditions.js';
import { PAGING_SCHEMA, type Draw, type FieldValue, type PagingShape } from './pagingShapes.js';
import type { RankedEdge } from './relayOracle.js';
import { TEST_NOW, type TestGatewayOptions } from './testGateway.js';

export interface AnsweredConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, FieldValue>> }[];
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
  readonly gateway: EngineGateway;
  /** Lays the rows out in a new partition. */
  store(shape: PagingShape, rows: readonly Draw[]): Promise<PagingCase>;
  remove(paging: PagingCase, rows: readonly Draw[]): Promise<void>;
  /** All rows in the engine's own order, asked of it in one Query: among equal sort keys nobody else knows it. */
  ranked(paging: PagingCase, order: Order): Promise<readonly RankedEdge<Draw>[]>;
  /** Lists by alias, in one operation. */
  lists(requests: readonly string[]): Promise<readonly AnsweredConnection[]>;
  close(): Promise<void>;
}

const NOW_SECONDS = TEST_NOW.getTime() / 1000;
const BATCH_ITEMS = 25;
let cases = 0;

export const draws: fc.Arbitrary<Draw> = fc
  .record({
    stem: fc.constantFrom('', 'a', 'ab', '\uE000', '\u{1F600}'),
    v: fc.constantFrom(0, 1, 1, 2, undefined),
    w: fc.nat(2),
    room: fc.constantFrom('a', 'ab', 'ab', 'b', '\u{1F600}'),
    expires: fc.constantFrom(undefined, undefined, NOW_SECONDS + 1, NOW_SECONDS, NOW_SECONDS - 100),
    foreign: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
    u: fc.nat(31),
  })
  .map(({ stem, ...draw }) => ({ ...draw, s: `${stem}${draw.u}` }));

/** Rows of one case: no two share `u` or `s`. */
export function rowsOf(maxLength: number): fc.Arbitrary<readonly Draw[]> {
  return fc.uniqueArray(draws, { maxLength, selector: ({ u }) => u });
}

/** Whether the list shows a row when nothing else is asked. */
export function isVisible(shape: PagingShape, draw: Draw): boolean {
  if (shape.hasForeign && draw.foreign) return false;
  return !shape.expires || draw.expires === undefined || draw.expires > NOW_SECONDS;
}

export async function createPagingGateway(limits?: TestGatewayOptions['limits']): Promise<PagingGateway> {
  const gateway = await createEngineGateway({ schema: PAGING_SCHEMA, ...(limits === undefined ? {} : { limits }) });
  const { model, tablePrefix } = gateway;
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
    async ranked(paging, order) {
      const { shape, id } = paging;
      const entity = entityOf(model, shape.entity);
      const [partition] = keyOf(entity, shape.index).partition;
      const [anyRow] = paging.rows;
      const value = anyRow && shape.item(id, { ...anyRow, foreign: false, v: 0 })[partition?.attribute ?? ''];
      if (value === undefined) return [];
      const { Items } = await ask('Query', {
        TableName: entity.table,
        ...(shape.index === undefined ? {} : { IndexName: shape.index }),
        KeyConditionExpression: '#p = :p',
        ExpressionAttributeNames: { '#p': partition?.attribute },
        ExpressionAttributeValues: { ':p': value },
        ScanIndexForward: order === 'ASC',
      });
      const identity = (key: AttributeMap) => JSON.stringify(Object.entries(key).sort());
      const byKey = new Map(paging.rows.map((row) => [identity(keyOfRow(paging, row)), row]));
      return (Items as readonly AttributeMap[]).map((item, rank) => {
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
    close: () => gateway.close(),
  };
}

/** `list(p: "...", ...) { ... }` with everything that a page can tell. */
export function listRequest(
  { shape, id }: PagingCase,
  conditions: readonly PagingCondition[],
  paging: Readonly<Record<string, unknown>>,
  flags: readonly string[] = ['hasNextPage', 'hasPreviousPage'],
): string {
  const args = {
    [shape.partitionArgument]: id,
    ...Object.assign({}, ...conditions.map((condition) => condition.args)),
  } as Readonly<Record<string, unknown>>;
  const order = paging['order'] === undefined ? '' : `, order: ${String(paging['order'])}`;
  const given = Object.entries({ ...args, ...paging }).filter(([name]) => name !== 'order');
  const text = given.map(([name, value]) => `${name}: ${literal(value)}`).join(', ');
  const info = [...flags, 'startCursor', 'endCursor', 'partial'].join(' ');
  return `${shape.list}(${text}${order}) { edges { cursor node { ${shape.identity} } } pageInfo { ${info} } }`;
}

/** What the node of a row shows of itself. */
export function identityOf({ shape, id }: PagingCase, row: Draw): FieldValue {
  return shape.fields[shape.identity]?.(id, row);
}
