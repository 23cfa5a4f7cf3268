import type { GraphQLResolveInfo } from 'graphql';
import { GatewayError } from '../../src/errors/gatewayError.js';
import { rootFieldNames } from '../../src/model/apiNames.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { ChangeRecord } from '../../src/model/changeRecord.js';
import { changedByFieldsOf } from '../../src/model/changedByFields.js';
import { entityOf, type Model } from '../../src/model/model.js';
import { principalOf } from '../../src/model/principal.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import { createClaimedValues } from '../../src/resolvers/claimedValues.js';
import { missedChangesResolver } from '../../src/resolvers/missedChanges.js';
import { changedByField, changedField } from '../../src/resolvers/subscription.js';
import { createViewer } from '../../src/resolvers/viewer.js';
import type { ChangeEvent } from '../../src/subscriptions/changeTopic.js';
import type { AccessCase, Asker } from './accessCase.js';
import { SENTINEL, type AccessGateway } from './accessGateway.js';
import { TEST_NOW } from './moments.js';
import { createRecordFeed } from './recordFeed.js';

/** What changes of bob's item tell ann, who must hear of none, and bob, who must hear of all. */
export async function* changeViolations(
  given: AccessCase,
  { gateway, hidden: { values } }: AccessGateway,
): AsyncGenerator<string> {
  const { model } = gateway;
  const items = await gateway.itemsOf('Docs');
  const hidden = items.find((item) => JSON.stringify(item).includes(SENTINEL));
  if (hidden === undefined) throw new Error(`${given.name}: bob's item is not there.`);
  const changed = { ...hidden, rank: { N: '9' } };
  const records = [record(undefined, hidden), record(hidden, changed), record(changed, undefined)];
  const field = 'docChanged';
  const guesses = [{ filter: { title: { beginsWith: 'hidden' } } }, { docId: 'hidden' }];
  for (const way of [...guesses.map((args) => ({ field, args })), ...changeWays(model, values)]) {
    const heard = await changesHeard(model, records, given.ann, way);
    const isRefused = heard === 'FORBIDDEN';
    // Whoever names a partition that holds nothing for them may be told so.
    if (given.isForbidden ? !isRefused : isRefused && !('owner' in way.args)) {
      yield `${way.field}: ann is told ${JSON.stringify(heard)}`;
    }
    if (!isRefused && heard.length > 0) yield `${way.field}: the hidden item is shown, ${JSON.stringify(heard)}`;
    const all = await changesHeard(model, records, given.bob, way);
    if (all.length !== records.length || !JSON.stringify(all).includes(SENTINEL))
      yield `${way.field}: who may hear them is told ${JSON.stringify(all)}`;
  }
  const { attribute, isKey } = given.place;
  if (given.name.startsWith('TENANT')) {
    const heard = await changesHeard(model, records, given.ann, { field, args: { owner: given.bobs.plain } });
    if (heard !== 'FORBIDDEN') yield `changes of another tenant: ann is told ${JSON.stringify(heard)}`;
  }
  if (isKey || given.isForbidden) return;
  const anns = { ...hidden, [attribute]: given.anns.stored, title: { S: 'of ann' } };
  for (const [kind, moved] of [
    ['DELETED', record(anns, hidden)],
    ['CREATED', record(hidden, anns)],
  ] as const) {
    const heard = await changesHeard(model, [moved], given.ann, { field, args: {} });
    const [only] = heard;
    if (JSON.stringify(heard).includes(SENTINEL))
      yield `changes: what was or will be hidden is shown, ${JSON.stringify(heard)}`;
    if (typeof only !== 'object' || only['kind'] !== kind) yield `changes: it is not ${kind}, ${JSON.stringify(heard)}`;
  }
}

/** A root field that tells of changes, as somebody asks for it. */
export interface ChangeWay {
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Every such field of the type. @param values  Of an item, by field. */
export function changeWays(model: Model, values: Readonly<Record<string, unknown>>): readonly ChangeWay[] {
  const doc = entityOf(model, 'Doc');
  return [
    { field: rootFieldNames.changed(doc), args: {} },
    { field: rootFieldNames.changes(doc), args: { since: 'cursor' } },
    ...changedByFieldsOf(doc).map(({ name, fields }) => ({
      field: name,
      args: Object.fromEntries(fields.map((field) => [field, values[field]])),
    })),
  ];
}

/** What somebody is sent of some records, or why they cannot ask. */
export async function changesHeard(
  model: Model,
  records: readonly ChangeRecord[],
  { identity, claims }: Asker,
  { field, args }: ChangeWay,
): Promise<readonly Readonly<Record<string, unknown>>[] | string> {
  const principal = principalOf(identity, claims);
  const viewer = createViewer(model, principal, TEST_NOW);
  const limits = { defaultPageSizeItems: 20, maxPageSizeItems: 100 };
  const runtime = { model, limits, changes: createRecordFeed(records) };
  const internal = {
    runtime,
    viewer,
    claimed: createClaimedValues(principal),
    callOptions: { deadlineAtMs: Infinity },
  };
  const context = { internal } as unknown as GatewayContext;
  const info = {} as GraphQLResolveInfo;
  const doc = entityOf(model, 'Doc');
  try {
    if (field === rootFieldNames.changes(doc)) {
      const page = await missedChangesResolver(doc)(undefined, args, context, info);
      return (page as { readonly nodes: readonly Payload[] }).nodes.map(told);
    }
    const by = changedByFieldsOf(doc).find(({ name }) => name === field);
    const served = by === undefined ? changedField(doc) : changedByField(doc, by);
    const heard: Readonly<Record<string, unknown>>[] = [];
    const stream = served.subscribe(undefined as never, args, context, info) as AsyncIterable<ChangeEvent>;
    for await (const event of stream) {
      heard.push(told(served.resolve(event, {}, context, info) as Payload));
    }
    return heard;
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

type Payload = Readonly<Record<string, unknown>> & { readonly cursor: () => string };

function told(payload: Payload): Readonly<Record<string, unknown>> {
  return { ...payload, cursor: payload.cursor() };
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
