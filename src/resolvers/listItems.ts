import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { readPage, type Page, type PageRequest } from '../dynamo/execute/readPage.js';
import type { KeyFieldCondition } from '../dynamo/plan/keyRange.js';
import { planList, planScan, type ListPlan } from '../dynamo/plan/planList.js';
import { badInput } from '../errors/gatewayError.js';
import { enumValueName } from '../model/apiNames.js';
import { listArguments } from '../model/listArguments.js';
import type { Entity } from '../model/model.js';
import { isConsistent } from './consistent.js';
import { toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;

/** A page as `XConnection` shows it; cursors are made only where they are selected. */
export interface Connection {
  readonly edges: readonly { readonly cursor: () => string; readonly node: ShapedItem }[];
  readonly nodes: readonly ShapedItem[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: () => string | null;
    readonly endCursor: () => string | null;
    readonly partial: boolean;
  };
}

export const EMPTY_CONNECTION: Connection = {
  edges: [],
  nodes: [],
  pageInfo: {
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: () => null,
    endCursor: () => null,
    partial: false,
  },
};

/** `productsByCategory(...)`: one partition of the table or of an index as a connection. */
export function listItemsResolver(
  entity: Entity,
  index: string | undefined,
): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return (_parent, args, context, info) => listItems(entity, index, {}, args, context, info);
}

/** `productBySku(...)`: the first item of an index partition, or null. */
export function firstItemResolver(
  entity: Entity,
  index: string,
): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return async (_parent, args, context, info) => {
    const { selection, runtime } = context.internal;
    const { fields, leadsOn } = selection(info).ofItem(entity, info.fieldNodes);
    const plan = planList(entity, { ...listRequest(entity, index, {}, args, context, info), fields });
    let page = await read(context, plan, { direction: 'first', count: 1 }, leadsOn);
    // There is no page to be partial here, and null would say that there is no item.
    while (page.items.length === 0 && page.partial) {
      page = await read(context, plan, { direction: 'first', count: 1, after: page.end }, leadsOn);
    }
    const [item] = page.items;
    return item === undefined ? null : itemShaper(runtime.model, entity, fields)(item);
  };
}

/** `scanProducts(...)`: a whole table or index, forward only. */
export function scanItemsResolver(entity: Entity): GraphQLFieldResolver<unknown, GatewayContext, Values> {
  return (_parent, args, context, info) => {
    const { selection, runtime, generators } = context.internal;
    const wanted = args['index'];
    const index = [...entity.indexes.keys()].find((name) => enumValueName(name) === wanted);
    const selected = selection(info).ofConnection(entity, info.fieldNodes);
    const plan = planScan(entity, {
      index,
      filter: toFilter(entity.fields, runtime.model, args['filter'] as Values | undefined, ['filter']),
      fields: selected.fields,
      consistent: isConsistent(info),
      now: generators.now,
    });
    return readConnection(plan, {}, args, context, info);
  };
}

/**
 * One page of a list.
 *
 * @param known  Key fields that the parent gives; the others are arguments.
 */
export function listItems(
  entity: Entity,
  index: string | undefined,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const selected = context.internal.selection(info).ofConnection(entity, info.fieldNodes);
  const plan = planList(entity, { ...listRequest(entity, index, known, args, context, info), fields: selected.fields });
  return readConnection(plan, known, args, context, info);
}

function listRequest(
  entity: Entity,
  index: string | undefined,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const { partition, sort } = listArguments(entity, index);
  const { runtime, generators } = context.internal;
  const equal = { ...Object.fromEntries(partition.map((name) => [name, args[name]])), ...known };
  const conditions = sort.flatMap(({ field }) =>
    args[field] ? [[field, args[field] as KeyFieldCondition] as const] : [],
  );
  return {
    index,
    range: { equal, sort: Object.fromEntries(conditions) },
    filter: toFilter(entity.fields, runtime.model, args['filter'] as Values | undefined, ['filter']),
    order: args['order'] === 'DESC' ? ('DESC' as const) : ('ASC' as const),
    consistent: isConsistent(info),
    now: generators.now,
  };
}

async function readConnection(
  plan: ListPlan,
  known: Values,
  args: Values,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const { runtime, selection } = context.internal;
  const { cursors, limits, model } = runtime;
  const selected = selection(info).ofConnection(plan.entity, info.fieldNodes);
  const binding = bindingOf(info, known, args);
  const decode = (argument: 'after' | 'before') => {
    const cursor = args[argument];
    return typeof cursor === 'string' ? cursors.decode(cursor, plan.position, binding, argument) : undefined;
  };
  const page = await read(
    context,
    plan,
    {
      ...pageSize(args, limits.defaultPageSizeItems, limits.maxPageSizeItems),
      after: decode('after'),
      before: decode('before'),
      wantsNext: selected.wantsNext,
      wantsPrevious: selected.wantsPrevious,
    },
    selected.leadsOn,
  );
  const nodes = page.items.map(itemShaper(model, plan.entity, selected.fields));
  const cursorOf = (position: Page['start']) => cursors.encode(position ?? {}, plan.position, binding);
  return {
    nodes,
    edges: nodes.map((node, at) => ({ node, cursor: () => cursorOf(page.items[at]) })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      partial: page.partial,
      startCursor: () => (page.start === undefined ? null : cursorOf(page.start)),
      endCursor: () => (page.end === undefined ? null : cursorOf(page.end)),
    },
  };
}

/** Batches wait for this read where its items lead to further loads. */
function read(
  context: GatewayContext,
  plan: ListPlan,
  page: Partial<PageRequest> & Pick<PageRequest, 'direction' | 'count'>,
  leadsOn: boolean,
): Promise<Page> {
  const { gate, runtime, callOptions } = context.internal;
  const request: PageRequest = {
    after: undefined,
    before: undefined,
    wantsNext: false,
    wantsPrevious: false,
    budgetReadUnits: runtime.limits.readBudgetUnits,
    ...page,
  };
  const run = () => readPage(runtime.caller, plan, request, callOptions);
  return leadsOn ? gate.during(run) : run();
}

function pageSize(args: Values, defaultItems: number, maxItems: number): Pick<PageRequest, 'direction' | 'count'> {
  const { first, last } = args as { first?: number | null; last?: number | null };
  if (typeof first === 'number' && typeof last === 'number') {
    throw badInput('"first" and "last" cannot be given together: "first" pages forward, "last" backward.', ['last']);
  }
  const [direction, count] =
    typeof last === 'number' ? (['last', last] as const) : (['first', first ?? defaultItems] as const);
  if (count < 0 || count > maxItems) {
    throw badInput(`"${direction}" must be from 0 to ${maxItems}; it is ${count}. Page on with a cursor for more.`, [
      direction,
    ]);
  }
  return { direction, count };
}

const PAGING_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before']);

/** What a cursor belongs to: the field, what its parent gives, and its arguments but those of paging. One that is null is one left out. */
function bindingOf(info: GraphQLResolveInfo, known: Values, args: Values): string {
  const bound = Object.entries(args).filter(
    ([name, value]) => !PAGING_ARGUMENTS.has(name) && value !== undefined && value !== null,
  );
  return JSON.stringify([info.parentType.name, info.fieldName, sorted(known), sorted(Object.fromEntries(bound))]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return `${value}n`;
  // A scalar of the user's own may give a Date or another object that knows its JSON.
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
