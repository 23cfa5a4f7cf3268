import { expect, test } from '@jest/globals';
import { createEventStream } from '../../../src/server/sse/eventStream.js';

test('a reserved stream that is given up before it was opened ends its operations, also those that arrive later', async () => {
  const stream = createEventStream(() => {});
  const early = stream.operation('early');
  expect(early.hasEnded).toBe(false);
  await stream.close();
  expect(early.hasEnded).toBe(true);
  expect(stream.operation('late').hasEnded).toBe(true);
  expect(stream.size).toBe(0);
});
