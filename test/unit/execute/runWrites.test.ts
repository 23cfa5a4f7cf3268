import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import { runWrite } from '../../../src/dynamo/execute/runWrites.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { putWrite } from '../../../src/dynamo/plan/write.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { TEST_NOW } from '../../support/moments.js';
import { createClock, createFakeTransport } from './fakeTransport.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: /* GraphQL */ `
      type Draft @table(name: "Drafts", partition: "draftId") {
        draftId: ID!
        version: Int! @version
      }
    `,
  },
]);

const DEADLINE_MS = 1000;

/** A put that another writer is always ahead of, where each of its calls takes `callMs`. */
async function overtakenPut(callMs: number): Promise<{ readonly error: unknown; readonly actions: readonly string[] }> {
  const clock = createClock(DEADLINE_MS);
  const transport = createFakeTransport((action) => {
    clock.advance(callMs);
    if (action === 'GetItem') return {};
    const item = { draftId: { S: 'd1' }, version: { N: '7' } };
    throw new DynamoError('ConditionalCheckFailedException', 'The conditional request failed', { status: 400, item });
  });
  const generators = { now: TEST_NOW, newId: () => 'id' };
  const write = putWrite(entityOf(model, 'Draft'), { input: { draftId: 'd1' }, expectedVersion: 'ANY' }, generators);
  const io = { caller: createCaller({ transport }), model, viewer: unrestricted(TEST_NOW), callOptions: clock.options };
  const error: unknown = await runWrite(io, write).catch((thrown: unknown) => thrown);
  return { error, actions: transport.sent.map(({ action }) => action) };
}

describe('a write that other writers are ahead of', () => {
  test('does not wait for what would be after the deadline', async () => {
    const { error, actions } = await overtakenPut(DEADLINE_MS / 2);
    expect(actions).toEqual(['GetItem', 'PutItem']);
    expect(error).toMatchObject({
      code: 'OVERLOADED',
      message: 'Other writers changed this Draft when it was to be written. Try again.',
    });
  });

  test('says how often it has tried', async () => {
    const { error, actions } = await overtakenPut(170);
    expect(actions).toEqual(['GetItem', 'PutItem', 'GetItem', 'PutItem', 'GetItem', 'PutItem']);
    expect(error).toMatchObject({
      code: 'OVERLOADED',
      message: 'Other writers changed this Draft each of the 3 times it was to be written. Try again.',
    });
  });
});
