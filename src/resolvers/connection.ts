import { responsePathAsArray, type GraphQLResolveInfo } from 'graphql';
import { countItems } from '../dynamo/execute/countItems.js';
import { readPage, type Page } from '../dynamo/execute/readPage.js';
import { readSegments, segmentsPosition } from '../dynamo/execute/readSegments.js';
import type { ListPlan } from '../dynamo/plan/listPlan.js';
import { forbidden, rulesOut } from '../dynamo/plan/accessChecks.js';
import { badInput } from '../errors/gatewayError.js';
import { limitExceeded } from '../limits/limitExceeded.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { Viewer } from '../model/viewer.js';
import type { GatewayContext } from './gatewayContext.js';
import { listIo, readBudget } from './listIo.js';
import type { ConnectionSelection, ListSelection } from './selection.js';
import { itemShaper, type ShapedItem } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;

/** A page as `XConnection` shows it; cursors are made, and items counted, only where that is selected. */
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
  readonly totalCount: (args: Values, context: GatewayContext, info: GraphQLResolveInfo) => Promise<number | null>;
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
  totalCount: () => Promise.resolve(0),
};

export interface ConnectionRequest {
  readonly plan: ListPlan;
  /** The same list with no field selected, for counting. */
  readonly countPlan: () => ListPlan;
  readonly selection: ConnectionSelection;
  /** What the parent gives of the list's key. */
  readonly known: Values;
  readonly args: Values;
  /** Of a parallel scan; 1 otherwise. */
  readonly segments?: number;
}

/** @throws {GatewayError} `BAD_USER_INPUT` and `LIMIT_EXCEEDED` for a page size that cannot be, `CURSOR_INVALID`, and what the calls throw. */
export async function readConnection(
  request: ConnectionRequest,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection> {
  const { plan, selection, known, args, segments = 1 } = request;
  const { runtime, viewer } = context.internal;
  const { cursors, limits, model } = runtime;
  refuseForbiddenList(plan, known, viewer);
  const binding = bindingOf(info, known, args, plan);
  const position = segments > 1 ? segmentsPosition(plan, segments) : plan.position;
  const decode = (argument: 'after' | 'before') => {
    const cursor = args[argument];
    return typeof cursor === 'string' ? cursors.decode(cursor, position, binding, argument) : undefined;
  };
  const { direction, count: asked } = pageSize(args, limits.defaultPageSizeItems, limits.maxPageSizeItems);
  const count = selection.wantsPage ? asked : 0;
  const [after, before] = [decode('after'), decode('before')];
  const { wantsNext, wantsPrevious } = selection;
  const budgetReadUnits = readBudget(context.internal);
  const io = listIo(context.internal, plan, selection);
  const page =
    segments > 1
      ? await readSegments(io, plan, { segments, count, after, wantsNext, budgetReadUnits })
      : await readPage(io, plan, { direction, count, after, before, wantsNext, wantsPrevious, budgetReadUnits });

  const edges = page.edges.map(({ entity, item, position: place }) => ({
    node: itemShaper(model, entity, selection.fields(entity), viewer)(item),
    cursor: () => cursors.encode(place, position, binding),
  }));
  const cursorOf = (place: AttributeMap | undefined) =>
    place === undefined ? null : cursors.encode(place, position, binding);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      partial: page.partial,
      startCursor: () => cursorOf(page.start),
      endCursor: () => cursorOf(page.end),
    },
    totalCount: (_args, _context, countInfo) => countAll(request, context, countInfo),
  };
}

/**
 * A list that the request names itself and that rules leave nothing of is refused; one that follows from an item is
 * empty, like one that has no items. What is forbidden of the type as a whole is refused in both.
 */
export function refuseForbiddenList(
  { forbidden: isForbidden, members }: ListPlan,
  known: Values,
  viewer: Viewer,
): void {
  const [first] = members;
  if (!isForbidden || first === undefined) return;
  const isRelated = Object.keys(known).length > 0;
  if (isRelated && members.some((member) => !rulesOut(viewer.may(member, 'READ'), {}))) return;
  throw forbidden(first, ['READ']);
}

/** All items, or null with the reason in the response's extensions. */
async function countAll(
  { countPlan }: ConnectionRequest,
  { internal }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<number | null> {
  const { readBudgetUnits, maxReadUnits } = internal.runtime.limits;
  const plan = countPlan();
  const budget = readBudget(internal);
  const count = await countItems(listIo(internal, plan, { leadsOn: false }), plan, budget);
  if (count !== undefined) return count;
  internal.notCounted.push({
    path: responsePathAsArray(info.path),
    limit:
      budget < readBudgetUnits
        ? { name: 'maxReadUnits', max: maxReadUnits }
        : { name: 'readBudgetUnits', max: readBudgetUnits },
  });
  return null;
}

/** The first item of a list, or null. @param known  As of `ConnectionRequest`. */
export async function readFirst(
  plan: ListPlan,
  known: Values,
  selection: ListSelection,
  { internal }: GatewayContext,
): Promise<ShapedItem | null> {
  const { runtime, viewer } = internal;
  refuseForbiddenList(plan, known, viewer);
  const io = listIo(internal, plan, selection);
  const read = (after: Page['end']): Promise<Page> =>
    readPage(io, plan, {
      direction: 'first',
      count: 1,
      after,
      before: undefined,
      wantsNext: false,
      wantsPrevious: false,
      budgetReadUnits: readBudget(internal),
    });
  let page = await read(undefined);
  // There is no page to be partial here, and null would say that there is no item.
  while (page.edges.length === 0 && page.partial) {
    if (readBudget(internal) === 0) throw budgetSpent(runtime.limits.maxReadUnits);
    page = await read(page.end);
  }
  const [edge] = page.edges;
  return edge === undefined
    ? null
    : itemShaper(runtime.model, edge.entity, selection.fields(edge.entity), viewer)(edge.item);
}

function budgetSpent(max: number) {
  return limitExceeded({
    name: 'maxReadUnits',
    max,
    what: 'The request has consumed the read units that it may, and has not come to an item here',
    wayOut: 'Ask for less at once',
  });
}

export function pageSize(
  args: Values,
  defaultItems: number,
  maxItems: number,
): { readonly direction: 'first' | 'last'; readonly count: number } {
  const { first, last } = args as { first?: number | null; last?: number | null };
  if (typeof first === 'number' && typeof last === 'number') {
    throw badInput('"first" and "last" cannot be given together: "first" pages forward, "last" backward.', ['last']);
  }
  const [direction, count] =
    typeof last === 'number' ? (['last', last] as const) : (['first', first ?? defaultItems] as const);
  if (count < 0) {
    throw badInput(`"${direction}" must be from 0 to ${maxItems}; it is ${count}. Page on with a cursor for more.`, [
      direction,
    ]);
  }
  if (count > maxItems) {
    throw limitExceeded({
      name: 'pageSizeMax',
      max: maxItems,
      actual: count,
      what: `"${direction}" is ${count}`,
      wayOut: 'Page on with a cursor for more',
      details: { argument: [direction] },
    });
  }
  return { direction, count };
}

const PAGING_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before']);

/**
 * What a cursor belongs to: the field, what its parent gives, its arguments but those of paging, and over how many
 * shards the list is spread. An argument that is null is one left out.
 */
function bindingOf(info: GraphQLResolveInfo, known: Values, args: Values, plan: ListPlan): string {
  const bound = Object.entries(args).filter(
    ([name, value]) => !PAGING_ARGUMENTS.has(name) && value !== undefined && value !== null,
  );
  const shards = plan.partitions.length > 1 ? [plan.partitions.length] : [];
  // What claims fill in is no argument, nor what rules leave of the range; but DynamoDB refuses to start outside of it.
  const seen = plan.members.some(({ rules }) => rules.length > 0) ? [plan.partitions, plan.sort] : [];
  return JSON.stringify([
    info.parentType.name,
    info.fieldName,
    sorted(known),
    sorted(Object.fromEntries(bound)),
    ...shards,
    ...seen,
  ]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return `${value}n`;
  // A scalar of the user's own may give a Date or another object that knows its JSON.
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
