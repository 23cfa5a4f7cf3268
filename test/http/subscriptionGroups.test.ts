import { afterEach, expect, jest, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { MAX_WAITING_RESULTS } from '../../src/server/subscriptions/subscriber.js';
import type { SubscriptionResults } from '../../src/server/subscriptions/subscribeDirectly.js';
import { waitUntil } from '../support/waitUntil.js';
import { type ChangeGateway, type ChangeGatewayOptions, startChangeGateway } from './changeGateway.js';

const started: ChangeGateway[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ server }) => server.close()));
});

async function start(options?: ChangeGatewayOptions): Promise<ChangeGateway> {
  const gateway = await startChangeGateway(options);
  started.push(gateway);
  return gateway;
}

type Variables = Readonly<Record<string, unknown>>;

const TEXTS = 'subscription ($noteId: ID, $after: String) { noteChanged(noteId: $noteId, after: $after) { text } }';

async function subscribe(
  { server }: ChangeGateway,
  query = TEXTS,
  variables: Variables = {},
  identity = '',
): Promise<SubscriptionResults> {
  const results = await server.subscribe({ query, variables }, identity === '' ? {} : { identity });
  if (!('next' in results)) throw new Error(JSON.stringify(results));
  return results;
}

async function refusalOf({ server }: ChangeGateway, query: string, variables: Variables = {}) {
  return (await server.subscribe({ query, variables })) as FormattedExecutionResult;
}

async function textOf(results: SubscriptionResults): Promise<unknown> {
  const { value } = await results.next();
  return (value as { data: { noteChanged: { text: string } } }).data.noteChanged.text;
}

async function texts(results: SubscriptionResults, count: number): Promise<unknown[]> {
  const all: unknown[] = [];
  while (all.length < count) all.push(await textOf(results));
  return all;
}

test('one change to 5,000 subscribers of one document is executed once', async () => {
  const gateway = await start();
  const all = await Promise.all(Array.from({ length: 5_000 }, () => subscribe(gateway)));
  expect([gateway.sources(), gateway.followers.size]).toEqual([1, 1]);
  const next = all.map(textOf);
  gateway.write('a', 'first');
  expect(new Set(await Promise.all(next))).toEqual(new Set(['first']));
  expect(gateway.executed).toEqual(['first']);
});

test('other variables, another operation and other rights are executed by themselves', async () => {
  const gateway = await start({ rightsOf: (_document, { identity }) => identity });
  const subscribers = [
    await subscribe(gateway),
    await subscribe(gateway, TEXTS, { noteId: 'a' }),
    await subscribe(gateway, `${TEXTS} `),
    await subscribe(gateway, TEXTS, {}, 'ada'),
    await subscribe(gateway, TEXTS, {}, 'ada'),
  ];
  const next = subscribers.map(textOf);
  gateway.write('a', 'first');
  await Promise.all(next);
  expect(gateway.executed).toHaveLength(4);
});

test('those whose rights cannot be told share with nobody', async () => {
  const gateway = await start({ rightsOf: () => undefined });
  const next = [await subscribe(gateway), await subscribe(gateway)].map(textOf);
  gateway.write('a');
  await Promise.all(next);
  expect(gateway.executed).toHaveLength(2);
});

test('where only "after" takes a variable, its value does not part subscribers', async () => {
  const gateway = await start();
  gateway.write('a', 'before');
  const fresh = await subscribe(gateway, TEXTS, {});
  const resumed = await subscribe(gateway, TEXTS, { after: '0' });
  expect(await textOf(resumed)).toBe('before');
  const next = [fresh, resumed].map(textOf);
  await waitUntil('both to listen', () => gateway.followers.size === 1);
  gateway.write('a', 'after');
  expect(await Promise.all(next)).toEqual(['after', 'after']);
  expect(gateway.executed).toEqual(['before', 'after']);
});

test('a fault in a shared execution is logged once, and each is shown it masked', async () => {
  const gateway = await start();
  const query = 'subscription { noteChanged { fault } }';
  const next = [await subscribe(gateway, query), await subscribe(gateway, query)].map((results) => results.next());
  gateway.write('a');
  for (const { value } of await Promise.all(next)) {
    expect(value).toMatchObject({ errors: [{ message: 'Internal server error' }] });
  }
  expect(gateway.log.filter(({ msg }) => msg === 'fault')).toHaveLength(1);
});

test('members take turns to pay for what is executed for all', async () => {
  const gateway = await start({ settings: { rateUnits: 1 } });
  const next = [await subscribe(gateway, TEXTS, {}, 'ada'), await subscribe(gateway, TEXTS, {}, 'bob')].map((results) =>
    texts(results, 2),
  );
  gateway.write('a');
  gateway.write('a');
  await Promise.all(next);
  for (const identity of ['ada', 'bob']) {
    const refused = await gateway.server.subscribe({ query: TEXTS }, { identity });
    expect(refused).toMatchObject({ errors: [{ extensions: { limit: { name: 'rateUnits', max: 1, actual: 1 } } }] });
  }
});

test('several changes are executed at a time, and come in their order', async () => {
  const gateway = await start();
  const results = await subscribe(gateway, 'subscription { noteChanged { text later } }');
  const release = gateway.hold();
  gateway.write('a', 'first');
  gateway.letPass();
  for (let count = 0; count < 20; count += 1) gateway.write('a', `more ${count}`);
  expect(gateway.executed).toHaveLength(8);
  release();
  expect(await texts(results, 21)).toEqual(['first', ...Array.from({ length: 20 }, (_, count) => `more ${count}`)]);
});

test('the feed waits while more than 256 changes wait for execution', async () => {
  const gateway = await start();
  const results = await subscribe(gateway, 'subscription { noteChanged { text later } }');
  const [follower] = gateway.followers;
  const release = gateway.hold();
  for (let count = 0; count < 255; count += 1) gateway.write('a');
  expect(follower!.ready()).toBeUndefined();
  gateway.write('a');
  const room = follower!.ready();
  expect(room).toBeInstanceOf(Promise);
  gateway.letPass();
  release();
  await room;
  expect(follower!.ready()).toBeUndefined();
  expect(await texts(results, 256)).toHaveLength(256);
});

test('a group that holds the feed up for ten seconds is ended', async () => {
  const gateway = await start({ settings: { requestTimeoutMs: 60_000 } });
  const results = await subscribe(gateway, 'subscription { noteChanged { later } }');
  const [follower] = gateway.followers;
  const release = gateway.hold();
  for (let count = 0; count < 256; count += 1) gateway.write('a');
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  const room = follower!.ready();
  jest.advanceTimersByTime(10_000);
  jest.useRealTimers();
  await room;
  expect(await results.next()).toMatchObject({ value: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
  expect(await results.next()).toEqual({ done: true, value: undefined });
  expect(gateway.followers.size).toBe(0);
  release();
});

test('one that does not read is ended, and holds nobody else up', async () => {
  const gateway = await start();
  const slow = await subscribe(gateway);
  const quick = await subscribe(gateway);
  for (let count = 0; count <= MAX_WAITING_RESULTS; count += 1) {
    const next = textOf(quick);
    gateway.write('a', `text ${count}`);
    expect(await next).toBe(`text ${count}`);
  }
  expect(await slow.next()).toMatchObject({
    value: { errors: [{ extensions: { code: 'SLOW_CONSUMER', retryable: true } }] },
  });
  expect(await slow.next()).toEqual({ done: true, value: undefined });
  expect(gateway.followers.size).toBe(1);
});

test('the one before the last that may wait is not too many', async () => {
  const gateway = await start();
  const results = await subscribe(gateway);
  for (let count = 0; count < MAX_WAITING_RESULTS; count += 1) {
    gateway.write('a');
    if (count % 100 === 99) await waitUntil('it to be executed', () => gateway.executed.length === count + 1);
  }
  expect(await texts(results, MAX_WAITING_RESULTS)).toHaveLength(MAX_WAITING_RESULTS);
});

test('one whose results are large is ended earlier', async () => {
  const gateway = await start();
  const slow = await subscribe(gateway);
  for (let count = 0; count < 9; count += 1) gateway.write('a', 'x'.repeat(1_000_000));
  await waitUntil('all to be executed', () => gateway.executed.length === 9);
  expect(await slow.next()).toMatchObject({ value: { errors: [{ extensions: { code: 'SLOW_CONSUMER' } }] } });
});

test('the last to leave ends it, and who comes then begins anew', async () => {
  const gateway = await start();
  const [one, other] = [await subscribe(gateway), await subscribe(gateway)];
  const pending = one.next();
  await one.return();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(gateway.followers.size).toBe(1);
  await other.return();
  expect(gateway.followers.size).toBe(0);
  const again = await subscribe(gateway);
  const next = textOf(again);
  gateway.write('a', 'again');
  expect(await next).toBe('again');
});

test('what ends the stream ends its subscribers, after what came before', async () => {
  const gateway = await start();
  const results = await subscribe(gateway);
  gateway.write('a', 'last');
  for (const follower of gateway.followers) follower.end(new Error('the stream is gone'));
  expect(await textOf(results)).toBe('last');
  expect(await results.next()).toMatchObject({ value: { errors: [{ message: 'Internal server error' }] } });
  expect((await results.next()).done).toBe(true);
  expect((await subscribe(gateway)).next).toBeDefined();
});

test('a signal ends it', async () => {
  const gateway = await start();
  const controller = new AbortController();
  const results = (await gateway.server.subscribe(
    { query: TEXTS },
    { signal: controller.signal },
  )) as SubscriptionResults;
  const pending = results.next();
  controller.abort();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(gateway.followers.size).toBe(0);
});

test('what cannot start says so', async () => {
  const gateway = await start();
  const refused = (code: string) => ({ errors: [{ extensions: expect.objectContaining({ code }) }] });
  const failing = 'subscription { noteChanged(fails: true) { text } }';
  expect(await refusalOf(gateway, failing)).toMatchObject(refused('TABLE_NOT_READY'));
  expect(await refusalOf(gateway, TEXTS, { after: 'forged' })).toMatchObject(refused('CURSOR_INVALID'));
  expect(await refusalOf(gateway, TEXTS, { after: 7 })).toMatchObject(refused('BAD_USER_INPUT'));
  expect(await refusalOf(gateway, 'subscription { noteChanged { text } ownTicks }')).toMatchObject(
    refused('GRAPHQL_VALIDATION_FAILED'),
  );
  expect(await refusalOf(gateway, 'mutation { rename(name: "x") }')).toMatchObject({
    errors: [{ message: 'This is a mutation: run it with execute.', extensions: { code: 'BAD_REQUEST' } }],
  });
  expect(gateway.followers.size).toBe(0);
});

test("a source of the user's own is for one subscriber, and ends when it does", async () => {
  const gateway = await start();
  const results = await subscribe(gateway, 'subscription { ownTicks }');
  const seen: unknown[] = [];
  for await (const { data } of results) seen.push(data);
  expect(seen).toEqual([{ ownTicks: 1 }, { ownTicks: 2 }]);
});

test('one that was away has each change once and in order, whatever is written meanwhile', async () => {
  const gateway = await start();
  const WITH_LATER = TEXTS.replace('text }', 'text later }');
  await subscribe(gateway, WITH_LATER);
  for (let count = 1; count <= 100; count += 1) gateway.write('a');
  const results = await subscribe(gateway, WITH_LATER, { after: '10' });
  const seen: unknown[] = [];
  for (let count = 11; count <= 150; count += 1) {
    if (count > 100 || count % 2 === 0) gateway.write('a');
    seen.push(await textOf(results));
  }
  expect(seen).toEqual(Array.from({ length: 140 }, (_, at) => `text ${at + 11}`));
});

test('a change of the moment of going live waits for what was missed', async () => {
  const gateway = await start();
  const query = TEXTS.replace('text }', 'text later }');
  gateway.write('a', 'missed');
  const release = gateway.hold();
  const all = texts(await subscribe(gateway, query, { after: '0' }), 2);
  await waitUntil('the missed one to be executed', () => gateway.executed.length === 1);
  gateway.letPass();
  gateway.write('a', 'live');
  await waitUntil('the live one to be executed', () => gateway.executed.length === 2);
  release();
  expect(await all).toEqual(['missed', 'live']);
});
