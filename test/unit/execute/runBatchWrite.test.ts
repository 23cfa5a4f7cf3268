import { unrestricted } from '../../../src/model/viewer.js';
import { setMaxListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { createCaller } from '../../../src/dynamo/execute/caller.js';
import { MAX_WRITES_IN_FLIGHT, runBatchWrite } from '../../../src/dynamo/execute/runBatchWrite.js';
import type { ActionName } from '../../../src/dynamo/actions.js';
import { DynamoError } from '../../../src/dynamo/execute/transport.js';
import { type BatchWriteRequest, planBatchWrite } from '../../../src/dynamo/plan/planBatchWrite.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { TEST_NOW } from '../../support/moments.js';
import { createClock, createFakeTransport, LOST } from './fakeTransport.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: /* GraphQL */ `
      type Note @table(name: "Notes", partition: "noteId") {
        noteId: ID!
        text: String
      }
      type Draft @table(name: "Drafts", partition: "draftId") {
        draftId: ID!
        version: Int! @version
      }
    `,
  },
]);

/** Plans and runs a batch of one type over a transport that answers as the test says. */
function setup(type: string, answer: (action: ActionName) => unknown) {
  const clock = createClock(1000);
  // As the signal of a request: every call on its way listens.
  setMaxListeners(0, clock.options.signal);
  const transport = createFakeTransport((action) => answer(action));
  const entity = entityOf(model, type);
  const generators = { now: TEST_NOW, newId: () => 'id' };
  const viewer = unrestricted(TEST_NOW);
  const caller = createCaller({ transport, random: () => 0 });
  const run = ({ put = [], delete: deletes = [] }: Partial<BatchWriteRequest>) => {
    const entries = planBatchWrite(entity, model, { put, delete: deletes }, generators, viewer);
    return runBatchWrite({ caller, model, viewer, callOptions: clock.options }, entity, entries);
  };
  const actions = () => transport.sent.map(({ action }) => action);
  return { run, actions, clock };
}

const drafts = (count: number) => Array.from({ length: count }, (_, at) => ({ draftId: `d${at}` }));

describe('writes that go one by one', () => {
  test('are never more than a few at a time, whatever their number', async () => {
    let inFlight = 0;
    let most = 0;
    const { run, actions } = setup('Draft', async () => {
      most = Math.max(most, (inFlight += 1));
      await new Promise(setImmediate);
      inFlight -= 1;
      return {};
    });
    const outcomes = await run({ put: drafts(1000) });
    expect(outcomes.map(({ kind }) => kind)).toEqual(drafts(1000).map(() => 'written'));
    expect(actions().filter((action) => action === 'PutItem')).toHaveLength(1000);
    expect(actions().filter((action) => action === 'BatchGetItem')).toHaveLength(10);
    expect(most).toBe(MAX_WRITES_IN_FLIGHT);
  });

  test('each have an outcome of their own: written, unknown, too large', async () => {
    const answers = [
      {},
      LOST,
      new DynamoError('ValidationException', 'Item size has exceeded the maximum allowed size', { status: 400 }),
    ];
    const { run } = setup('Draft', (action) => {
      if (action === 'BatchGetItem') return {};
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
    expect(await run({ put: drafts(3) })).toMatchObject([
      { kind: 'written', item: { draftId: { S: 'd0' }, version: { N: '1' } } },
      { kind: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } },
      { kind: 'notWritten', error: { code: 'ITEM_TOO_LARGE' } },
    ]);
  });

  test('go side by side with what shares a call, and the outcomes come in the order of the request', async () => {
    const { run, actions } = setup('Draft', () => ({}));
    const outcomes = await run({ put: [{ draftId: 'a' }], delete: [{ draftId: 'b' }, { draftId: 'c' }] });
    expect(outcomes).toEqual([
      { kind: 'written', item: { draftId: { S: 'a' }, version: { N: '1' } } },
      { kind: 'written', item: undefined },
      { kind: 'written', item: undefined },
    ]);
    expect(actions()).toEqual(['BatchWriteItem', 'GetItem', 'PutItem']);
  });
});

test('what the deadline comes before is not written, and not sent', async () => {
  const { run, clock, actions } = setup('Draft', async () => {
    await new Promise(setImmediate);
    clock.advance(1000);
    return {};
  });
  const outcomes = await run({ put: drafts(100) });
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['notWritten']));
  expect(actions()).toEqual(['BatchGetItem']);
});
