import type { AttributeMap } from '../../model/attributeValue.js';
import type { ActionInput, ActionName, ActionOutput } from '../actions.js';

/**
 * The one way to DynamoDB. One call of `send` is one HTTP exchange: no
 * retries, no waiting. Items are AttributeValue JSON both ways (`B` is base64).
 *
 * @throws {DynamoError} when DynamoDB answered with an error, or the exchange itself failed.
 */
export interface Transport {
  send<A extends ActionName>(
    action: A,
    input: ActionInput<A>,
    options: { readonly signal: AbortSignal },
  ): Promise<ActionOutput<A>>;
  close(): Promise<void>;
}

/**
 * An answer that was no success.
 *
 * `name` is DynamoDB's error name (`ConditionalCheckFailedException`, `ThrottlingException` ...),
 * or one of ours for an exchange that failed: `ConnectionRefused` (never sent), `ConnectionLost`
 * (sent, no answer: a write may have happened), `Aborted` (our own signal).
 */
export class DynamoError extends Error {
  override readonly name: string;
  /** HTTP status, or undefined where there was no answer. */
  readonly status: number | undefined;
  /** The stored item, where a condition failed and the call asked for it. */
  readonly item: AttributeMap | undefined;
  /** Of a cancelled transaction: one reason an action, in the order of the request. */
  readonly reasons: readonly CancellationReason[] | undefined;

  constructor(
    name: string,
    message: string,
    facts: {
      status?: number | undefined;
      item?: AttributeMap | undefined;
      reasons?: readonly CancellationReason[] | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: facts.cause });
    this.name = name;
    this.status = facts.status;
    this.item = facts.item;
    this.reasons = facts.reasons;
  }
}

/** Why one action of a transaction failed; `code` is `None` for an action that was fine. */
export interface CancellationReason {
  readonly code: string;
  readonly message: string | undefined;
  readonly item: AttributeMap | undefined;
}
