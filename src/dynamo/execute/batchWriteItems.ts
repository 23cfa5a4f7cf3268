import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { DEFAULT_RETRY, type CallOptions, type Caller } from './caller.js';
import { subjectOf, throttled } from './callErrors.js';
import { eachAtMost } from './eachAtMost.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import type { ActionOutput, WriteRequest } from '../actions.js';
import { DynamoError } from './transport.js';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const MAX_REQUESTS_PER_CALL = 25;
/** Of a whole call, as it is sent. */
const MAX_BYTES_PER_CALL = 16_000_000;
/**
 * 200 items on their way: at 10 ms a call 20,000 a second, which is what 20 partitions take. More would come back as
 * unprocessed, and one batch is to leave most of the connections to other requests.
 */
export const MAX_CALLS_IN_FLIGHT = 8;

/** One put or delete. */
export interface KeyedRequest {
  /** The primary key of the item. */
  readonly key: AttributeMap;
  readonly request: WriteRequest;
}

/** What became of a put or delete. */
export type RequestOutcome =
  | { readonly kind: 'written' }
  /** `error`: why not. */
  | { readonly kind: 'notWritten'; readonly error: unknown }
  /** It was sent and its answer was lost. */
  | { readonly kind: 'unknown'; readonly error: unknown };

/**
 * Puts and deletes items of one table without conditions, in BatchWriteItem calls of at most 25 items and 16 MB,
 * at most 8 at a time. What DynamoDB hands back as unprocessed is sent again, and so is a call whose answer was lost:
 * neither does harm when it is done twice. A call that is refused for one of its items is sent in halves, so that
 * only this item is not written.
 *
 * @param requests  Any number, no two of one item.
 * @returns An outcome for each, in their order. Nothing is thrown for what could not be written.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export async function batchWriteItems(
  caller: Caller,
  table: string,
  requests: readonly KeyedRequest[],
  options: CallOptions,
): Promise<readonly RequestOutcome[]> {
  const outcomes = new Map<KeyedRequest, RequestOutcome>();
  await eachAtMost(MAX_CALLS_IN_FLIGHT, callsOf(requests), (asked) =>
    writeCall({ caller, table, options, outcomes }, asked),
  );
  return requests.map((request) => {
    const outcome = outcomes.get(request);
    if (outcome === undefined) throw new Error('A request of a batch was left without an outcome.');
    return outcome;
  });
}

/** Made one at a time, so that no more of them exist than are on their way. */
function* callsOf(requests: readonly KeyedRequest[]): Iterable<readonly KeyedRequest[]> {
  let call: KeyedRequest[] = [];
  let callBytes = 0;
  for (const keyed of requests) {
    const bytes = Buffer.byteLength(JSON.stringify(keyed.request));
    if (call.length === MAX_REQUESTS_PER_CALL || (call.length > 0 && callBytes + bytes > MAX_BYTES_PER_CALL)) {
      yield call;
      call = [];
      callBytes = 0;
    }
    call.push(keyed);
    callBytes += bytes;
  }
  if (call.length > 0) yield call;
}

interface Batch {
  readonly caller: Caller;
  readonly table: string;
  readonly options: CallOptions;
  readonly outcomes: Map<KeyedRequest, RequestOutcome>;
}

/** The items of one call, until each of them has its outcome. */
interface Call {
  left: readonly KeyedRequest[];
  /** An answer about all that is left was lost: it may be written already. */
  lost: GatewayError | undefined;
  /** What is left was handed back as unprocessed. */
  handedBack: boolean;
  /** Answers in a row that left as much as before. */
  withoutProgress: number;
}

async function writeCall(batch: Batch, asked: readonly KeyedRequest[], lost?: GatewayError): Promise<void> {
  const { caller, table, options } = batch;
  const call: Call = { left: asked, lost, handedBack: false, withoutProgress: 0 };
  try {
    while (await leavesSome(batch, call)) {
      await caller.pause(call.withoutProgress, subjectOf('BatchWriteItem', { TableName: table }), options);
    }
  } catch (error) {
    if (isOfOneItem(error)) await writeHalves(batch, call, error);
    else settle(batch, call.left, unfinished(call, error, table));
  }
}

/** Sends what is left once. False when nothing is left then. */
async function leavesSome({ caller, table, options, outcomes }: Batch, call: Call): Promise<boolean> {
  const asked = call.left;
  try {
    // Not as `idempotent`: an answer that is lost must be known here, for the next one may hand its items back.
    const RequestItems = { [table]: asked.map(({ request }) => request) };
    const unprocessed = unprocessedOf(await caller.call('BatchWriteItem', { RequestItems }, options), table, asked);
    for (const one of asked) if (!unprocessed.has(one)) outcomes.set(one, { kind: 'written' });
    call.left = [...unprocessed];
    call.handedBack = true;
    call.withoutProgress = call.left.length < asked.length ? 1 : call.withoutProgress + 1;
    return call.left.length > 0;
  } catch (error) {
    if (!isLost(error)) throw error;
    call.lost = error;
    call.withoutProgress += 1;
    return true;
  }
}

async function writeHalves(batch: Batch, { left, lost }: Call, error: unknown): Promise<void> {
  if (left.length === 1) {
    // A call that was lost held this item too, so it was refused as well.
    settle(batch, left, { kind: 'notWritten', error });
    return;
  }
  const half = Math.ceil(left.length / 2);
  await writeCall(batch, left.slice(0, half), lost);
  await writeCall(batch, left.slice(half), lost);
}

function settle({ outcomes }: Batch, settled: readonly KeyedRequest[], outcome: RequestOutcome): void {
  for (const one of settled) outcomes.set(one, outcome);
}

function unfinished({ lost, handedBack }: Call, error: unknown, table: string): RequestOutcome {
  if (lost !== undefined) return { kind: 'unknown', error: lost };
  return { kind: 'notWritten', error: handedBack ? lackOfCapacity(error, table) : error };
}

function unprocessedOf(
  { UnprocessedItems = {} }: ActionOutput<'BatchWriteItem'>,
  table: string,
  asked: readonly KeyedRequest[],
): ReadonlySet<KeyedRequest> {
  const handedBack = UnprocessedItems[table] ?? [];
  if (handedBack.length === 0) return new Set();
  const attributes = Object.keys(asked[0]?.key ?? {});
  const identities = new Set(
    handedBack.map((request) =>
      keyIdentity('PutRequest' in request ? request.PutRequest.Item : request.DeleteRequest.Key, attributes),
    ),
  );
  return new Set(asked.filter(({ key }) => identities.has(keyIdentity(key, attributes))));
}

/** Whether the call was refused as a whole for what one of its items is. */
function isOfOneItem(error: unknown): boolean {
  if (error instanceof GatewayError) return error.code === 'ITEM_TOO_LARGE' || error.code === 'BAD_USER_INPUT';
  return error instanceof DynamoError && OF_ONE_ITEM.has(error.name);
}

const OF_ONE_ITEM: ReadonlySet<string> = new Set(['ValidationException', 'ItemCollectionSizeLimitExceededException']);

export function isLost(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.code === 'OUTCOME_UNKNOWN';
}

/** The deadline came on the way to items that DynamoDB had handed back before: they were throttled, not slow. */
function lackOfCapacity(error: unknown, table: string): unknown {
  if (!(error instanceof GatewayError) || error.code !== 'DEADLINE_EXCEEDED') return error;
  return throttled(subjectOf('BatchWriteItem', { TableName: table }), DEFAULT_RETRY.maxDelayMs, error);
}
