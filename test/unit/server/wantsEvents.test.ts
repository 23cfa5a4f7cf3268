import { expect, test } from '@jest/globals';
import { wantsEvents } from '../../../src/server/sse/wantsEvents.js';

test.each([
  ['text/event-stream', true],
  ['Text/Event-Stream; charset=utf-8', true],
  // urql, of subscriptions and of everything else.
  ['text/event-stream, multipart/mixed', true],
  ['application/graphql-response+json, application/json, text/event-stream, multipart/mixed', false],
  ['text/event-stream, */*', true],
  ['*/*, text/event-stream', false],
  ['application/json;q=0.5, text/event-stream', true],
  ['application/json, text/event-stream;q=0.5', false],
  ['text/event-stream;q=0', false],
  ['text/html, text/event-stream', true],
  ['application/json', false],
  [undefined, false],
])('%s', (accept, expected) => {
  expect(wantsEvents(accept)).toBe(expected);
});
