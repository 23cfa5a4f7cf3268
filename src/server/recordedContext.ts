import type { RequestRecord } from '../observability/requestRecord.js';

/** Where plugins find the request's record on the context; a symbol, so that resolvers do not meet it. */
export const RECORD: unique symbol = Symbol('sortkey request record');

export interface RecordedContext {
  readonly [RECORD]: RequestRecord;
}
