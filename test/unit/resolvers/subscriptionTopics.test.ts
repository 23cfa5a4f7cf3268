import { describe, expect, test } from '@jest/globals';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { changedByFieldsOf } from '../../../src/model/changedByFields.js';
import type { ChangeRecord } from '../../../src/model/changeRecord.js';
import { entityOf } from '../../../src/model/model.js';
import { principalOf, type Claims } from '../../../src/model/principal.js';
import { createClaimedValues } from '../../../src/resolvers/claimedValues.js';
import { topicOfKey, topicOfPartition } from '../../../src/resolvers/subscriptionTopics.js';
import { createViewer } from '../../../src/resolvers/viewer.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import type { ChangeTopic } from '../../../src/subscriptions/changeTopic.js';
import { item } from '../../support/scenarioItem.js';

const { model } = compileSchema([
  {
    name: 'schema.graphql',
    body: `
      type Task
        @table(name: "Tasks", partition: "PK = TENANT#{tenantId}", sort: "SK = TASK#{taskId}")
        @index(name: "ByState", partition: "G1PK = {tenantId}#{state}", sort: "due")
        @index(name: "ByOwner", partition: "owner", sort: "due")
        @index(name: "BySecret", partition: "secret")
        @index(name: "ByOwnerName", partition: "owner", sort: "name", query: "tasksByName")
        @auth(rules: [{ allow: TENANT, field: "tenantId", claim: "tenant" }, { allow: OWNER, field: "owner" }]) {
        tenantId: ID!
        taskId: ID!
        state: String
        owner: String
        due: Date
        name: String
        secret: String @auth(rules: [{ allow: GROUP, groups: ["admins"] }])
      }
      type Day @table(name: "Days", partition: "PK = DAY", sort: "day", query: "days") @index(name: "All", partition: "G = ALL", sort: "name", query: "allDays") @auth(rules: [{ allow: PUBLIC }]) {
        day: Date!
        name: String
      }`,
  },
]);
const task = entityOf(model, 'Task');

function asking(claims: Claims) {
  const principal = principalOf('ann', claims);
  const viewer = createViewer(model, principal, new Date(0));
  return { runtime: { model }, viewer, claimed: createClaimedValues(principal) };
}
const ANN = asking({ tenant: 't', sub: 'ann' });

function partitionTopic(field: string, args: Readonly<Record<string, unknown>>, who = ANN): ChangeTopic {
  const by = changedByFieldsOf(task).find(({ name }) => name === field);
  if (by === undefined) throw new Error(`There is no ${field}.`);
  return topicOfPartition(task, by, args, who);
}

function kindOf(topic: ChangeTopic, oldImage: AttributeMap | undefined, newImage: AttributeMap | undefined) {
  return topic.want({ oldImage, newImage, at: new Date(0), expired: false } as ChangeRecord)?.kind;
}

const KEY = { PK: 'TENANT#t', SK: 'TASK#1', tenantId: 't', taskId: '1', owner: 'ann' };
const OPEN = item({ ...KEY, state: 'open', G1PK: 't#open', due: '2026-01-01' });
const DONE = item({ ...KEY, state: 'done', G1PK: 't#done', due: '2026-01-01' });
const UNDATED = item({ ...KEY, state: 'open', G1PK: 't#open' });

describe('what one can subscribe to', () => {
  test('is one field for the partition fields of indexes, and none for a partition without', () => {
    expect(changedByFieldsOf(task)).toEqual([
      { name: 'taskChangedByTenantIdAndState', index: 'ByState', fields: ['tenantId', 'state'] },
      { name: 'taskChangedByOwner', index: 'ByOwner', fields: ['owner'] },
      { name: 'taskChangedBySecret', index: 'BySecret', fields: ['secret'] },
    ]);
    expect(changedByFieldsOf(entityOf(model, 'Day'))).toEqual([]);
  });
});

describe('a partition of an index', () => {
  const topic = partitionTopic('taskChangedByTenantIdAndState', { state: 'open' });

  test.each<[string | undefined, AttributeMap | undefined, AttributeMap | undefined]>([
    ['CREATED', undefined, OPEN],
    ['UPDATED', OPEN, { ...OPEN, name: { S: 'new' } }],
    ['DELETED', OPEN, undefined],
    ['ENTERED', DONE, OPEN],
    ['LEFT', OPEN, DONE],
    ['ENTERED', UNDATED, OPEN],
    ['LEFT', OPEN, UNDATED],
    [undefined, undefined, DONE],
    [undefined, UNDATED, DONE],
  ])('%s', (kind, before, after) => {
    expect(kindOf(topic, before, after)).toBe(kind);
  });

  test('and a filter are one test', () => {
    const named = partitionTopic('taskChangedByTenantIdAndState', { state: 'open', filter: { name: { eq: 'a' } } });
    const inside = { ...OPEN, name: { S: 'a' } };
    expect(kindOf(named, DONE, OPEN)).toBeUndefined();
    expect(kindOf(named, OPEN, inside)).toBe('ENTERED');
    expect(kindOf(named, inside, { ...DONE, name: { S: 'a' } })).toBe('LEFT');
  });

  test('takes the tenant from the claims', () => {
    expect(topic.key?.value).toBe('["t","open"]');
    expect(() => partitionTopic('taskChangedByTenantIdAndState', { tenantId: 'u', state: 'open' })).toThrow(
      'No rule lets you read a Task like this.',
    );
  });

  test('that holds nothing for whoever asks is refused', () => {
    expect(() => partitionTopic('taskChangedByOwner', { owner: 'bob' })).toThrow('No rule lets you read a Task');
    expect(kindOf(partitionTopic('taskChangedByOwner', { owner: 'ann' }), DONE, UNDATED)).toBe('LEFT');
  });

  test('by a field that nobody like who asks may read is refused', () => {
    expect(() => partitionTopic('taskChangedBySecret', { secret: 'x' })).toThrow('No rule lets you read a Task');
  });

  test.each(['', 'a#b'])('needs a value that can be a key: %p', (state) => {
    expect(() => partitionTopic('taskChangedByTenantIdAndState', { state })).toThrow('"state" must not');
  });
});

describe('the fields of the primary key', () => {
  test('have the tenant of the claims among them, so that others are not looked through', () => {
    expect(topicOfKey(task, { taskId: '1' }, ANN).key).toMatchObject({ fields: 'tenantId,taskId', value: '["t","1"]' });
    expect(topicOfKey(task, {}, ANN).key).toMatchObject({ fields: 'tenantId', value: '["t"]' });
  });

  test('of another tenant are refused, and so is who has no tenant', () => {
    expect(() => topicOfKey(task, { tenantId: 'u' }, ANN)).toThrow('No rule lets you read a Task like this.');
    expect(() => topicOfKey(task, {}, asking({ sub: 'ann' }))).toThrow('No rule lets you read a Task like this.');
  });

  test('leave out the kinds that are not asked for', () => {
    const topic = topicOfKey(task, { taskId: '1', events: ['DELETED'] }, ANN);
    expect(kindOf(topic, undefined, OPEN)).toBeUndefined();
    expect(kindOf(topic, OPEN, undefined)).toBe('DELETED');
  });

  test('with null for events and a filter are all changes', () => {
    expect(kindOf(topicOfKey(task, { events: null, filter: null }, ANN), undefined, OPEN)).toBe('CREATED');
  });
});
