import { readPage } from '../dynamo/execute/readPage.js';
import type { KeyFieldCondition } from '../dynamo/plan/keyRange.js';
import { planGet } from '../dynamo/plan/planGet.js';
import { planList } from '../dynamo/plan/planList.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import { uncapitalised } from '../model/apiNames.js';
import { listArguments } from '../model/listArguments.js';
import type { Entity } from '../model/model.js';
import { toFilter } from './filterInput.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;

/** What a query of a repository may say beside the partition. */
export interface RepositoryQuery {
  /** The index to read; absent: the table. */
  readonly index?: string;
  /** The partition's fields, each equal to a value; absent where the partition is a constant. */
  readonly partition?: Values;
  /** By sort field, as the list field's arguments: `{ price: { lt: 100 } }`. */
  readonly sort?: Readonly<Record<string, KeyFieldCondition>>;
  /** As the list field's `filter`. */
  readonly filter?: Values;
  /** Default `ASC`. */
  readonly order?: 'ASC' | 'DESC';
  /** At most this many items, the first in order; 1 or more. */
  readonly limit: number;
}

/**
 * Typed access to the items of one type for the user's own resolvers. Reads share the waves of the
 * generated fields: the same item asked by both is read once.
 */
export interface Repository<Item = ShapedItem, Key = Values, Query = RepositoryQuery> {
  /** The whole item, or null. */
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | null>;
  /**
   * Items of one partition, in key order; fewer than `limit` only where there are no more.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED` when the read budget was spent before that was known.
   */
  query(query: Query): Promise<readonly Item[]>;
}

export function createRepositories(internal: RequestInternals): Readonly<Record<string, Repository>> {
  const { model } = internal.runtime;
  return Object.fromEntries(
    [...model.entities.values()].map((entity) => [uncapitalised(entity.name), createRepository(entity, internal)]),
  );
}

function createRepository(entity: Entity, internal: RequestInternals): Repository {
  const { runtime, loader, gate, callOptions, generators } = internal;
  const shape = itemShaper(runtime.model, entity, 'ALL');
  return {
    async get(key, { consistent = false } = {}) {
      const item = await loader.load(planGet(entity, key, { consistent }), { all: true, leadsOn: true });
      return item === null ? null : shape(item);
    },
    async query({ index, partition = {}, sort = {}, filter, order = 'ASC', limit }) {
      if (!Number.isInteger(limit) || limit < 1) {
        throw badInput(`"limit" must be a whole number from 1; it is ${limit}.`, ['limit']);
      }
      assertPartition(entity, index, partition);
      const plan = planList(entity, {
        index,
        range: { equal: partition, sort },
        filter: toFilter(entity.fields, runtime.model, filter, ['filter']),
        order,
        fields: 'ALL',
        consistent: false,
        now: generators.now,
      });
      const page = await gate.during(() =>
        readPage(
          runtime.caller,
          plan,
          {
            direction: 'first',
            count: limit,
            after: undefined,
            before: undefined,
            wantsNext: false,
            wantsPrevious: false,
            budgetReadUnits: runtime.limits.readBudgetUnits,
          },
          callOptions,
        ),
      );
      if (page.partial) throw budgetSpent(entity, runtime.limits.readBudgetUnits);
      return page.items.map(shape);
    },
  };
}

function budgetSpent(entity: Entity, max: number): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `This query of ${entity.plural} consumed its read budget of ${max} read units (--read-budget-units) before it was done. Narrow it by the sort key, or filter less.`,
    { limit: { name: 'readBudgetUnits', max } },
  );
}

function assertPartition(entity: Entity, index: string | undefined, partition: Values): void {
  const missing = listArguments(entity, index).partition.find((name) => partition[name] === undefined);
  if (missing === undefined) return;
  throw badInput(`"${missing}" is missing: ${entity.name} needs it to build the partition key.`, [
    'partition',
    missing,
  ]);
}
