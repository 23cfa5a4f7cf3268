import { keyIdentity } from '../../src/dynamo/keys/keyIdentity.js';
import { pickKey } from '../../src/dynamo/keys/itemKey.js';
import type { ActionName } from '../../src/dynamo/actions.js';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { AccessCase, Asker } from './accessCase.js';
import type { Literals } from './accessReads.js';
import { stepResolvers, stepsOf, type Steps } from './accessSteps.js';
import { testEngine } from './engine.js';
import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { createPlainTransport } from './plainTransport.js';
import type { Command } from './testGateway.js';

/** What somebody is told, and what it took. */
export interface Told {
  readonly data: unknown;
  readonly errors: readonly unknown[];
  /** The kinds of the calls, in their order. */
  readonly calls: readonly string[];
}

/** The tables of one case: bob's item among two of ann's. */
export interface AccessGateway {
  readonly gateway: EngineGateway;
  /** The fields of bob's item, in documents and in code. */
  readonly hidden: Item;
  /** Those of one of ann's. */
  readonly own: Item;
  readonly steps: Steps;
  ask(operation: string, asker: Asker): Promise<Told>;
  /** Makes bob's item absent. */
  remove(): Promise<void>;
  /** Puts back what writes have changed. @returns Whether they had. */
  restore(): Promise<boolean>;
}

export interface Item {
  readonly literals: Literals;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Stands in bob's item alone. */
export const SENTINEL = 'hidden-title';

const tables = ['Docs', 'Cards', 'Shelves', 'sortkey'] as const;
type TableName = (typeof tables)[number];

const READS: ReadonlySet<ActionName> = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

export async function openAccessGateway(given: AccessCase): Promise<AccessGateway> {
  let steps: Steps = { asking: {}, acting: {} };
  const gateway = await createEngineGateway({
    schema: given.schema,
    resolvers: stepResolvers(() => steps),
    transport: createPlainTransport(testEngine()),
  });
  /** Those that something was sent to since they were as they should be. */
  const written = new Set<TableName>();
  const hidden = itemOf(given, 'hidden', 2);
  const own = itemOf(given, 'my', 1);
  steps = stepsOf(gateway.model, hidden.values);

  async function ask(operation: string, asker: Asker): Promise<Told> {
    const { data, errors = [], commands } = await gateway.run(operation, {}, asker);
    for (const table of writtenBy(commands)) written.add(table);
    const shown = errors.map((error) => {
      const { code, formatted } = toGraphQLError(error);
      // A fault is no answer, and a document that does not fit is a mistake of the test.
      if (code === 'INTERNAL_SERVER_ERROR' || code === 'GRAPHQL_VALIDATION_FAILED') throw error;
      return { ...formatted, locations: undefined };
    });
    return { data, errors: shown, calls: commands.map(({ action }) => action) };
  }

  for (const [item, asker] of [
    [hidden, given.writer],
    [own, given.isForbidden ? given.writer : given.ann],
    [itemOf(given, 'my-other', 3), given.isForbidden ? given.writer : given.ann],
  ] as const) {
    const input = Object.entries(item.literals).flatMap(([name, literal]) =>
      name === 'cardId' ? [] : [`${name}: ${literal}`],
    );
    const { data } = await ask(
      `mutation { createDoc(input: { ${input.join(', ')} }) { conflict { message } } }`,
      asker,
    );
    if (JSON.stringify(data) !== '{"createDoc":{"conflict":null}}')
      throw new Error(`${given.name}: ${JSON.stringify(data)}`);
  }
  const { literals } = hidden;
  const ownerOf = given.place.isKey ? `, owner: ${literals['owner'] ?? ''}` : '';
  await ask(
    `mutation {
      createShelf(input: { shelfId: ${literals['shelfId'] ?? ''}, folder: "f", docId: "hidden", kind: "k", state: "s"${ownerOf} }) { conflict { message } }
      createCard(input: { cardId: ${literals['cardId'] ?? ''}, owner: ${literals['owner'] ?? ''}, title: "${given.place.isKey ? 'open' : SENTINEL}" }) { conflict { message } }
    }`,
    given.writer,
  );
  if (given.place.isLeftOut) {
    for (const item of await gateway.itemsOf('Docs')) {
      const { owner: _left, ...rest } = item;
      await gateway.store({ Docs: [rest] });
    }
  }

  const keys = Object.fromEntries(
    [...gateway.model.tables.values(), gateway.model.ownTable].map(({ name, partition, sort }) => [
      name.slice(gateway.tablePrefix.length),
      [partition.name, ...(sort === undefined ? [] : [sort.name])],
    ]),
  );
  const keyOf = (table: TableName, item: AttributeMap): AttributeMap => pickKey(item, keys[table] ?? []) ?? {};
  const snapshot = await Promise.all(tables.map(async (table) => [table, await gateway.itemsOf(table)] as const));
  written.clear();
  const isHidden = (item: AttributeMap) =>
    JSON.stringify(item).includes(SENTINEL) || JSON.stringify(item).includes('hidden-code');

  async function drop(table: TableName, item: AttributeMap): Promise<void> {
    await gateway.transport.send(
      'DeleteItem',
      { TableName: gateway.tablePrefix + table, Key: keyOf(table, item) },
      { signal: AbortSignal.timeout(10_000) },
    );
  }

  return {
    gateway,
    hidden,
    own,
    steps,
    ask,
    async remove() {
      for (const [table, items] of snapshot) {
        for (const item of items) {
          if (!isHidden(item) || table === 'Shelves') continue;
          written.add(table);
          await drop(table, item);
        }
      }
    },
    async restore() {
      let isChanged = false;
      await Promise.all(
        snapshot.map(async ([table, items]) => {
          if (!written.delete(table)) return;
          const there = new Map((await gateway.itemsOf(table)).map((item) => [keyIdentity(keyOf(table, item)), item]));
          for (const item of items) {
            const key = keyIdentity(keyOf(table, item));
            if (inOrder(there.get(key)) !== inOrder(item)) {
              isChanged = true;
              await gateway.store({ [table]: [item] });
            }
            there.delete(key);
          }
          for (const item of there.values()) {
            isChanged = true;
            await drop(table, item);
          }
        }),
      );
      return isChanged;
    },
  };
}

/** The tables that commands name, if they write: whatever they were answered. */
function writtenBy(commands: readonly Command[]): readonly TableName[] {
  const text = JSON.stringify(commands.filter(({ action }) => !READS.has(action)));
  return tables.filter((table) => text.includes(JSON.stringify(table)));
}

/** An item as text; sets have no order, and attributes none. */
export function inOrder(item: AttributeMap | undefined): string {
  return (
    JSON.stringify(item, (_name, value: unknown) => {
      if (Array.isArray(value) && value.every((element) => typeof element === 'string')) return value.toSorted();
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}

function itemOf({ anns, bobs }: AccessCase, name: 'hidden' | 'my' | 'my-other', rank: number): Item {
  const owner = name === 'hidden' ? bobs : anns;
  const values = {
    owner: owner.plain,
    folder: 'f',
    docId: name,
    cardId: 'f',
    shelfId: 's',
    writer: 'wil',
    kind: 'k',
    topic: 't',
    state: 's',
    day: '2026-01-02',
    slug: `${name}-slug`,
    rank,
    title: `${name}-title`,
    tags: ['t1'],
    code: `${name}-code`,
  };
  const literals = Object.entries(values).map(([field, value]) => [
    field,
    field === 'owner' ? owner.literal : JSON.stringify(value),
  ]);
  return { values, literals: Object.fromEntries(literals) as Literals };
}
