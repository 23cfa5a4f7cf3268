import type { GraphQLResolveInfo } from 'graphql';
import { GatewayError } from '../../src/errors/gatewayError.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { entityOf, type Model } from '../../src/model/model.js';
import { principalOf } from '../../src/model/principal.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import { changedField } from '../../src/resolvers/subscription.js';
import { createViewer } from '../../src/resolvers/viewer.js';
import type { EntityChange } from '../../src/subscriptions/entityChange.js';
import type { AccessCase, Asker } from './accessCase.js';
import { SENTINEL, type AccessGateway } from './accessGateway.js';
import { TEST_NOW } from './moments.js';

/** What changes of bob's item tell ann, who must hear of none, and bob, who must hear of all. */
export async function* changeViolations(given: AccessCase, { gateway }: AccessGateway): AsyncGenerator<string> {
  const { model } = gateway;
  const items = await gateway.itemsOf('Docs');
  const hidden = items.find((item) => JSON.stringify(item).includes(SENTINEL));
  if (hidden === undefined) throw new Error(`${given.name}: bob's item is not there.`);
  const changed = { ...hidden, rank: { N: '9' } };
  const records = [record(undefined, hidden), record(hidden, changed), record(changed, undefined)];
  for (const args of [{}, { filter: { title: { beginsWith: 'hidden' } } }, { docId: 'hidden' }]) {
    const heard = await changesHeard(model, records, given.ann, args);
    if (given.isForbidden !== (heard === 'FORBIDDEN')) yield `changes: ann is told ${JSON.stringify(heard)}`;
    if (!given.isForbidden && heard !== 'FORBIDDEN' && heard.length > 0) {
      yield `changes: the hidden item is shown, ${JSON.stringify(heard)}`;
    }
    const all = await changesHeard(model, records, given.bob, args);
    if (all.length !== records.length || !JSON.stringify(all).includes(SENTINEL))
      yield `changes: who may hear them is told ${JSON.stringify(all)}`;
  }
  const { attribute, isKey } = given.place;
  if (given.name.startsWith('TENANT')) {
    const heard = await changesHeard(model, records, given.ann, { owner: given.bobs.plain });
    if (heard !== 'FORBIDDEN') yield `changes of another tenant: ann is told ${JSON.stringify(heard)}`;
  }
  if (isKey || given.isForbidden) return;
  const anns = { ...hidden, [attribute]: given.anns.stored, title: { S: 'of ann' } };
  for (const [kind, moved] of [
    ['DELETED', record(anns, hidden)],
    ['CREATED', record(hidden, anns)],
  ] as const) {
    const heard = await changesHeard(model, [moved], given.ann, {});
    const [only] = heard;
    if (JSON.stringify(heard).includes(SENTINEL))
      yield `changes: what was or will be hidden is shown, ${JSON.stringify(heard)}`;
    if (typeof only !== 'object' || only['kind'] !== kind) yield `changes: it is not ${kind}, ${JSON.stringify(heard)}`;
  }
}

/** What a subscriber is sent of some records, or why they cannot subscribe. */
export async function changesHeard(
  model: Model,
  records: readonly ChangeRecord[],
  { identity, claims }: Asker,
  args: Readonly<Record<string, unknown>>,
): Promise<readonly Readonly<Record<string, unknown>>[] | string> {
  const viewer = createViewer(model, principalOf(identity, claims), TEST_NOW);
  const field = changedField(entityOf(model, 'Doc'));
  const waiting = [...records];
  const changes: AsyncIterableIterator<ChangeRecord> = {
    next: () => {
      const value = waiting.shift();
      return Promise.resolve(value === undefined ? { done: true, value: undefined } : { done: false, value });
    },
    [Symbol.asyncIterator]: () => changes,
  };
  const runtime = { model, changes: { subscribe: () => Promise.resolve(changes) } };
  const context = { internal: { runtime, viewer } } as unknown as GatewayContext;
  const info = {} as GraphQLResolveInfo;
  try {
    const heard: Readonly<Record<string, unknown>>[] = [];
    const stream = (await field.subscribe(undefined as never, args, context, info)) as AsyncIterable<EntityChange>;
    for await (const change of stream) {
      heard.push((await field.resolve(change, {}, context, info)) as Readonly<Record<string, unknown>>);
    }
    return heard;
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

export function record(oldImage: AttributeMap | undefined, newImage: AttributeMap | undefined): ChangeRecord {
  return {
    table: 'Docs',
    kind: oldImage === undefined ? 'INSERT' : newImage === undefined ? 'REMOVE' : 'MODIFY',
    keys: {},
    oldImage,
    newImage,
    shardId: 's',
    sequenceNumber: '1',
    at: TEST_NOW,
    expired: false,
  };
}
