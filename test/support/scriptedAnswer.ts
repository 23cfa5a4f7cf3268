/**
 * What the scripted endpoint does with one request, as data.
 *
 * - `respond`: a whole answer.
 * - `truncate`: the answer's head, half of its body, then the connection is cut.
 * - `reset`: the connection is reset, `before` or `after` the request's body was read.
 * - `forward`: the engine behind the endpoint is asked (what `ask` makes of the request) and answers.
 * - `loseAnswer`: the engine is asked and does what it is told, but its answer is lost.
 * - `hold`: nothing happens until `until` is settled, then `answer` does; `onClose` is called when the connection
 *   closes before that.
 */
export type ScriptedAnswer =
  | { readonly kind: 'respond'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'truncate'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | {
      readonly kind: 'forward';
      readonly ask?: (input: Record<string, unknown>) => Record<string, unknown>;
      readonly change?: (body: Record<string, unknown>, input: Record<string, unknown>) => Record<string, unknown>;
    }
  | { readonly kind: 'loseAnswer' }
  | {
      readonly kind: 'hold';
      readonly until: Promise<void>;
      readonly answer: ScriptedAnswer;
      readonly onClose?: () => void;
    };

/** A success with this body. */
export function success(body: Readonly<Record<string, unknown>> = {}): ScriptedAnswer {
  return { kind: 'respond', status: 200, body };
}

/**
 * An error of DynamoDB's.
 *
 * @param name  As the API reference names it: `ThrottlingException`.
 * @param facts  `status` (default 400), `message`, and anything else the error carries (`Item`, `CancellationReasons`).
 */
export function failure(
  name: string,
  {
    status = 400,
    message = `${name}, as written in the test.`,
    ...more
  }: Readonly<Record<string, unknown>> & {
    readonly status?: number;
    readonly message?: string;
  } = {},
): ScriptedAnswer {
  const service =
    name === 'ThrottlingException' || name === 'ValidationException'
      ? 'com.amazon.coral.validate'
      : 'com.amazonaws.dynamodb.v20120810';
  return { kind: 'respond', status, body: { __type: `${service}#${name}`, message, ...more } };
}

/** The table's or index's capacity is used up. */
export function throttled(name: string = 'ProvisionedThroughputExceededException'): ScriptedAnswer {
  return failure(name, {
    message: 'The level of configured provisioned throughput was exceeded. (written in the test)',
  });
}

/** A fault of the service: 500, or 503 `ServiceUnavailable`. */
export function serviceFault(
  name: 'InternalServerError' | 'ServiceUnavailable' = 'InternalServerError',
): ScriptedAnswer {
  return failure(name, { status: name === 'InternalServerError' ? 500 : 503 });
}

/** A write's condition did not hold; `item` is there when the call asked for it and an item is stored. */
export function conditionFailed(item?: Readonly<Record<string, unknown>>): ScriptedAnswer {
  return failure('ConditionalCheckFailedException', {
    message: 'The conditional request failed',
    ...(item !== undefined && { Item: item }),
  });
}

/** One reason per item of the transaction, in order; `{ Code: 'None' }` for those that were no obstacle. */
export function transactionCancelled(
  reasons: readonly { readonly Code: string; readonly Message?: string; readonly Item?: unknown }[],
): ScriptedAnswer {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return failure('TransactionCanceledException', {
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    CancellationReasons: reasons,
  });
}

/** A BatchGetItem that read `responses` and hands `unprocessed` back, both by table name. */
export function partialBatch(
  responses: Readonly<Record<string, readonly unknown[]>>,
  unprocessed: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>,
): ScriptedAnswer {
  return success({ Responses: responses, UnprocessedKeys: unprocessed });
}

/** A BatchWriteItem of one table: the engine does the first `count` requests (at least 1), and the others are handed back. */
export function writtenInPart(count: number): ScriptedAnswer {
  const requestsOf = (input: Record<string, unknown>, from: number, to?: number) => {
    const tables = Object.entries(input['RequestItems'] as Readonly<Record<string, readonly unknown[]>>);
    const some = tables.map(([table, requests]) => [table, requests.slice(from, to)] as const);
    return Object.fromEntries(some.filter(([, requests]) => requests.length > 0));
  };
  return {
    kind: 'forward',
    ask: (input) => ({ ...input, RequestItems: requestsOf(input, 0, count) }),
    change: (body, input) => ({ ...body, UnprocessedItems: requestsOf(input, count) }),
  };
}

/** An answer that stops half way. */
export function truncated(body: Readonly<Record<string, unknown>>): ScriptedAnswer {
  return { kind: 'truncate', body };
}

/** The connection is reset `before` the request was read (it had no effect), or `after` (it may have had). */
export function connectionReset(when: 'before' | 'after'): ScriptedAnswer {
  return { kind: 'reset', when };
}

/** The engine behind the endpoint answers; `change` may alter the body of a success on its way back. */
export function forwarded(change?: (body: Record<string, unknown>) => Record<string, unknown>): ScriptedAnswer {
  return { kind: 'forward', ...(change !== undefined && { change }) };
}

/** The engine does what it is asked, and nobody hears of it. */
export function answerLost(): ScriptedAnswer {
  return { kind: 'loseAnswer' };
}

/** An answer that comes when the test says so. */
export interface HeldAnswer {
  readonly answer: ScriptedAnswer;
  release(): void;
}

export function held(answer: ScriptedAnswer): HeldAnswer {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer: { kind: 'hold', until, answer }, release };
}
