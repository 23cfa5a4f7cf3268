import { readPage } from '../dynamo/execute/readPage.js';
import { forbidden, refuseForbidden } from '../dynamo/plan/accessChecks.js';
import type { KeyFieldCondition } from '../dynamo/plan/keyFieldCondition.js';
import { planGet } from '../dynamo/plan/planGet.js';
import { planList } from '../dynamo/plan/planList.js';
import { badInput, GatewayError } from '../errors/gatewayError.js';
import { uncapitalised } from '../model/apiNames.js';
import type { Entity, Model } from '../model/model.js';
import { seenFields, toFilter } from './filterInput.js';
import { listIo, readBudget } from './listIo.js';
import { coercedRequest } from './repositoryRequest.js';
import { createWrites, type RepositoryWrites } from './repositoryWrites.js';
import type { RequestInternals } from './requestInternals.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';
import type { AnyWriteTypes, WriteTypes } from './writeTypes.js';

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
 *
 * Everything throws a GatewayError `BAD_USER_INPUT` for a field, index, operator or value that the schema does not
 * have: plain JavaScript has no types that would say so.
 */
export interface Repository<
  Item = ShapedItem,
  Key = Values,
  Query = RepositoryQuery,
  Writes extends WriteTypes = AnyWriteTypes,
> extends RepositoryWrites<Item, Key, Writes> {
  /** The whole item, or null. In a query with `@transaction` it must be one that the document selects by its key. */
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | null>;
  /**
   * Items of one partition, in key order; fewer than `limit` only where there are no more.
   *
   * @throws {GatewayError} `LIMIT_EXCEEDED` when the read budget was spent before that was known; `BAD_USER_INPUT` in
   *   a query with `@transaction`.
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
  const { runtime, loader, viewer, claimed } = internal;
  const shape = itemShaper(runtime.model, entity, 'ALL', viewer);
  return {
    ...createWrites(entity, internal),
    async get(key, options) {
      const request = coercedRequest(runtime.model, entity, 'get', { ...options, key });
      const consistent = request['consistent'] === true;
      const plan = planGet(entity, claimed.inKey(entity, request['key'] as Values), { consistent });
      refuseForbidden(entity, ['READ'], viewer, plan.key);
      const item = await loader.load(plan, { all: true, leadsOn: true });
      return item === null ? null : shape(item);
    },
    async query(query) {
      if (internal.snapshot.decided !== undefined) throw notInSnapshot(entity);
      const { index, partition, sort, filter, order, limit } = coercedQuery(runtime.model, entity, query);
      if (limit < 1) {
        throw badInput(`"limit" must be a whole number from 1; it is ${limit}.`, ['limit']);
      }
      const plan = planList(entity, {
        index,
        range: { equal: claimed.inKey(entity, partition), sort },
        filter: toFilter(entity.fields, runtime.model, filter, ['filter'], seenFields([entity], viewer)),
        order,
        fields: 'ALL',
        consistent: false,
        viewer,
      });
      if (plan.forbidden) throw forbidden(entity, ['READ']);
      const page = await readPage(listIo(internal, plan, { leadsOn: true, all: true }), plan, {
        direction: 'first',
        count: limit,
        after: undefined,
        before: undefined,
        wantsNext: false,
        wantsPrevious: false,
        budgetReadUnits: readBudget(internal),
      });
      if (page.partial) throw budgetSpent(entity, runtime.limits.readBudgetUnits);
      return page.edges.map(({ item }) => shape(item));
    },
  };
}

function notInSnapshot({ name }: Entity): GatewayError {
  return badInput(
    `repositories.${uncapitalised(name)}.query cannot be read in a query with @transaction: a snapshot is of items by their keys, and not of lists. Ask for this field in a query without @transaction.`,
    [],
  );
}

function budgetSpent(entity: Entity, max: number): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `This query of ${entity.plural} consumed its read budget of ${max} read units (--read-budget-units) before it was done. Narrow it by the sort key, or filter less.`,
    { limit: { name: 'readBudgetUnits', max } },
  );
}

/** Null counts as not given, as in a client's arguments. */
function coercedQuery(model: Model, entity: Entity, query: RepositoryQuery) {
  const request = coercedRequest(model, entity, 'query', { ...query, partition: query.partition ?? {} });
  const sort = (request['sort'] ?? {}) as Readonly<Record<string, KeyFieldCondition | null>>;
  return {
    index: query.index,
    partition: request['partition'] as Values,
    sort: Object.fromEntries(
      Object.entries(sort).flatMap(([field, asked]) => (asked === null ? [] : [[field, asked]])),
    ),
    filter: request['filter'] as Values | null | undefined,
    order: (request['order'] as RepositoryQuery['order'] | null) ?? 'ASC',
    limit: request['limit'] as number,
  };
}
