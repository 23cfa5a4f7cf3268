import type { AttributeMap } from '../model/attributeValue.js';
import type { RequestInternals } from './requestInternals.js';
import { tokenKey, type TransactionToken } from './transactionToken.js';

/**
 * The answers of users' resolvers, kept with the token: a replay gives them again and does not run the resolvers, which
 * would look at what has changed since. An answer that is no plain value, or is large, is not kept, nor is one when the
 * process ends before it is; then a replay runs the resolver.
 */
export const ANSWERS = 'answers';

/** An item may have 400 KB, and a document several answers. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** By response key. */
export function keptAnswers(spent: AttributeMap): ReadonlyMap<string, unknown> {
  const answers = spent[ANSWERS];
  if (answers === undefined || !('M' in answers)) return new Map();
  return new Map(
    Object.entries(answers.M).flatMap(([key, kept]) =>
      'S' in kept ? [[key, JSON.parse(kept.S) as unknown] as const] : [],
    ),
  );
}

/** Never rejects: the transaction is done, and its answer is on its way. */
export async function keepAnswer(
  { runtime, callOptions, requestId }: RequestInternals,
  { identity, token }: TransactionToken,
  responseKey: string,
  answer: unknown,
): Promise<void> {
  const text = isPlain(answer) ? JSON.stringify(answer ?? null) : undefined;
  if (text === undefined || Buffer.byteLength(text) > MAX_ANSWER_BYTES) return;
  try {
    await runtime.caller.call(
      'UpdateItem',
      {
        TableName: runtime.model.ownTable.name,
        Key: tokenKey(identity, token),
        UpdateExpression: 'SET #answers.#key = :answer',
        ConditionExpression: 'attribute_exists(#answers)',
        ExpressionAttributeNames: { '#answers': ANSWERS, '#key': responseKey },
        ExpressionAttributeValues: { ':answer': { S: text } },
      },
      { ...callOptions, idempotent: true },
    );
  } catch (error) {
    runtime.reportFault(requestId, error);
  }
}

/** What JSON gives back as it was. */
function isPlain(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}
