import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { pickKey } from '../keys/itemKey.js';
import { listCommand, type ListPlan } from '../plan/listPlan.js';
import {
  isListed,
  readRows,
  shownItems,
  type ListedRow,
  type ListIo,
  type ListReader,
  type ReadRow,
} from './listReader.js';
import { createReadLimits } from './readLimits.js';
import { EMPTY_PAGE, type Page, type PageEdge } from './readPage.js';

/** The greatest number of segments: a cursor holds a key for each. */
export const MAX_SEGMENTS = 64;

export interface SegmentsRequest {
  /** 2 to `MAX_SEGMENTS`. */
  readonly segments: number;
  readonly count: number;
  /** A position as `segmentsPosition` names it. */
  readonly after: AttributeMap | undefined;
  readonly wantsNext: boolean;
  readonly budgetReadUnits: number;
}

/** Where one segment is read to: not at all, up to a key, or to its end. */
type Place = AttributeMap | 'START' | 'END';

interface Segment {
  /** Everything before it is on this page or an earlier one. */
  place: Place;
  /** Where DynamoDB stopped; `END` behind the last row. */
  readTo: Place;
  readonly rows: ReadRow[];
}

/**
 * Scans a table or index in segments side by side, as one connection: each page takes about the same number of items
 * from every segment. Its order is none, but it is the same for a cursor, which holds the place in every segment.
 */
export async function readSegments(io: ListIo, plan: ListPlan, request: SegmentsRequest): Promise<Page> {
  if (plan.matchesNothing) return EMPTY_PAGE;
  const reader: ListReader = { io, plan, budget: { leftUnits: request.budgetReadUnits } };
  const segments = placesOf(plan, request).map((place): Segment => ({ place, readTo: place, rows: [] }));
  const limits = createReadLimits(plan);
  const edges: PageEdge[] = [];
  const positionNow = (): AttributeMap =>
    toPosition(
      plan,
      segments.map(({ place }) => place),
    );
  let hasRead = false;

  /** Reads all segments on until a listed row waits in one of them. */
  async function findListed(missing: number): Promise<'FOUND' | 'END' | 'BUDGET'> {
    while (!segments.some(({ rows }) => rows.some(isListed))) {
      for (const segment of segments) pass(segment);
      const open = segments.filter(({ readTo }) => readTo !== 'END');
      if (open.length === 0) return 'END';
      if (hasRead && reader.budget.leftUnits <= 0) return 'BUDGET';
      const limitItems = Math.ceil(limits.next(missing) / open.length);
      const read = await Promise.all(open.map((segment) => readOn(reader, segments, segment, limitItems)));
      for (const { readItems, listedItems } of read) limits.learn(readItems, listedItems);
      hasRead = true;
    }
    return 'FOUND';
  }

  const lookAhead = request.wantsNext ? 1 : 0;
  let next: Awaited<ReturnType<typeof findListed>> = 'FOUND';
  while (edges.length < request.count && next === 'FOUND') {
    const missing = request.count - edges.length;
    next = await findListed(missing + lookAhead);
    edges.push(...(await takeEdges(reader, segments, missing, positionNow)));
  }
  if (request.wantsNext && next === 'FOUND') next = await findListed(1);
  return {
    edges,
    hasNextPage: next !== 'END',
    hasPreviousPage: false,
    partial: next === 'BUDGET',
    start: edges[0]?.position,
    end: next === 'BUDGET' ? positionNow() : edges.at(-1)?.position,
  };
}

/** Rows at the head that are not listed are passed over; a segment without rows stands where it was read to. */
function pass(segment: Segment): void {
  segment.rows.length = 0;
  segment.place = segment.readTo;
}

async function readOn(
  reader: ListReader,
  segments: readonly Segment[],
  segment: Segment,
  limitItems: number,
): Promise<{ readonly readItems: number; readonly listedItems: number }> {
  const start = typeof segment.readTo === 'string' ? {} : { ExclusiveStartKey: segment.readTo };
  const { rows, output } = await readRows(reader, {
    ...listCommand(reader.plan, undefined),
    Segment: segments.indexOf(segment),
    TotalSegments: segments.length,
    Limit: limitItems,
    ...start,
  });
  segment.rows.push(...rows);
  segment.readTo = output.LastEvaluatedKey ?? 'END';
  return { readItems: output.ScannedCount ?? rows.length, listedItems: rows.filter(isListed).length };
}

/** Takes listed rows segment by segment, in the order of their numbers, and notes for each where all segments stand then. */
async function takeEdges(
  reader: ListReader,
  segments: readonly Segment[],
  missing: number,
  positionNow: () => AttributeMap,
): Promise<readonly PageEdge[]> {
  const taken: { readonly row: ReadRow & ListedRow; readonly position: AttributeMap }[] = [];
  for (const segment of segments) {
    while (taken.length < missing) {
      const row = segment.rows.shift();
      if (row === undefined) break;
      segment.place = pickKey(row.item, reader.plan.position) ?? row.item;
      if (isListed(row)) taken.push({ row, position: positionNow() });
    }
    if (segment.rows.length === 0) segment.place = segment.readTo;
  }
  const items = await shownItems(
    reader,
    taken.map(({ row }) => row),
  );
  return taken.flatMap(({ row, position }, at): PageEdge[] => {
    const item = items[at] ?? null;
    return item === null ? [] : [{ entity: row.entity, item, position }];
  });
}

/** The names of the values of a position, for cursors: each segment's key, and whether it is done. */
export function segmentsPosition(plan: ListPlan, segments: number): readonly string[] {
  return Array.from({ length: segments }, (_, segment) => [
    doneName(segment),
    ...plan.position.map((attribute) => keyName(segment, attribute)),
  ]).flat();
}

function toPosition(plan: ListPlan, places: readonly Place[]): AttributeMap {
  const position: Record<string, AttributeValue> = {};
  for (const [segment, place] of places.entries()) {
    position[doneName(segment)] = { BOOL: place === 'END' };
    if (typeof place === 'string') continue;
    for (const attribute of plan.position) {
      const value = place[attribute];
      if (value !== undefined) position[keyName(segment, attribute)] = value;
    }
  }
  return position;
}

function placesOf(plan: ListPlan, { segments, after }: SegmentsRequest): readonly Place[] {
  return Array.from({ length: segments }, (_, segment): Place => {
    const done = after?.[doneName(segment)];
    if (done !== undefined && 'BOOL' in done && done.BOOL) return 'END';
    const key = Object.fromEntries(
      plan.position.flatMap((attribute) => {
        const value = after?.[keyName(segment, attribute)];
        return value === undefined ? [] : [[attribute, value] as const];
      }),
    );
    return Object.keys(key).length === 0 ? 'START' : key;
  });
}

function doneName(segment: number): string {
  return `${segment}`;
}

function keyName(segment: number, attribute: string): string {
  return `${segment}.${attribute}`;
}
