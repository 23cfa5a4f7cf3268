import type { FormattedExecutionResult } from 'graphql';

/** One result on its way to any number of subscribers, errors already as they may see them. What is made of it, is made once. */
export interface SharedResult {
  readonly result: FormattedExecutionResult;
  /** As JSON. Made when it is first asked for. */
  readonly text: string;
  /** The same in UTF-8. */
  readonly bytes: Buffer;
  /** The cursor of the change that it tells of; undefined where it has none. Made when it is first asked for. */
  readonly eventId: string | undefined;
}

export function createSharedResult(result: FormattedExecutionResult, cursor?: () => string): SharedResult {
  let text: string | undefined;
  let bytes: Buffer | undefined;
  let eventId: string | undefined;
  const textOf = () => (text ??= JSON.stringify(result));
  return {
    result,
    get text() {
      return textOf();
    },
    get bytes() {
      return (bytes ??= Buffer.from(textOf()));
    },
    get eventId() {
      return (eventId ??= cursor?.());
    },
  };
}
