/** A place in key order. Ranks are of everything that was ever stored, so that the cursor of a deleted item still has one. */
export interface RankedEdge<T> {
  readonly rank: number;
  readonly item: T;
}

export interface OracleRequest {
  readonly first?: number;
  readonly last?: number;
  /** Ranks. */
  readonly after?: number;
  readonly before?: number;
}

export interface OraclePage<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Of a request that says neither `first` nor `last`. */
const DEFAULT_SIZE = 20;

/**
 * The pagination algorithm of the Relay Cursor Connections specification, over all edges at once. Where it
 * leaves a flag to what "the server can efficiently determine", the answer here is the exact one, and an edge
 * at the cursor itself counts. A cursor cuts at its place, whether its item is still there or not.
 *
 * @param edges  All edges of the connection, in its order.
 * @param isThere  False of an edge whose item cannot be shown any more: it is no edge of a page and does not shorten
 *   one, but nobody knows before it is looked for, so that the flags count it.
 * @param forwardOnly  The connection has no backward direction; hasPreviousPage is false.
 * @see https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm
 */
export function relayPage<T>(
  edges: readonly RankedEdge<T>[],
  request: OracleRequest,
  forwardOnly = false,
  isThere: (item: T) => boolean = () => true,
): OraclePage<T> {
  const { last, after, before } = request;
  const first = request.first ?? (last === undefined ? DEFAULT_SIZE : undefined);
  if (first !== undefined && last !== undefined) throw new Error('first with last is refused.');
  const followsAfter = ({ rank }: RankedEdge<T>) => after === undefined || rank > after;
  const precedesBefore = ({ rank }: RankedEdge<T>) => before === undefined || rank < before;
  const between = edges.filter((edge) => followsAfter(edge) && precedesBefore(edge));

  const inReading = first !== undefined ? between : between.toReversed();
  const places = inReading.flatMap(({ item }, at) => (isThere(item) ? [at] : []));
  const size = first ?? last ?? 0;
  const readItems = size === 0 ? 0 : (places[size - 1] ?? between.length - 1) + 1;
  const kept = inReading.slice(0, readItems).filter(({ item }) => isThere(item));
  const isCut = readItems < between.length;
  const existBeforeAfter = edges.some((edge) => !followsAfter(edge));
  const existBehindBefore = edges.some((edge) => !precedesBefore(edge));
  return {
    items: (first !== undefined ? kept : kept.toReversed()).map(({ item }) => item),
    hasNextPage: first !== undefined ? isCut : existBehindBefore,
    hasPreviousPage: !forwardOnly && (last !== undefined ? isCut : existBeforeAfter),
  };
}
