import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { planUpdate } from '../../../src/dynamo/plan/planUpdate.js';
import { planCreate } from '../../../src/dynamo/plan/planPut.js';
import { createWrite } from '../../../src/dynamo/plan/write.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { entityOf } from '../../../src/model/model.js';
import { modelOf } from '../schema/compile.js';

const model = modelOf(`
  type Task @table(name: "Tasks", partition: "taskId")
    @index(name: "Plain", partition: ["tenantId", "status"], sort: ["day", "rank"], query: "tasks")
    @index(name: "Mixed", partition: ["tenantId", "MPK = STATUS#{status}"], sort: ["day", "MSK = RANK#{rank:03}"], query: "mixedTasks")
    {
    taskId: ID!
    tenantId: ID
    status: String
    day: String
    rank: Int
    title: String
  }
`);
const task = entityOf(model, 'Task');
const generators = { now: new Date('2026-01-15T12:00:00.000Z'), newId: () => 'generated' };

const create = (input: Readonly<Record<string, unknown>>) =>
  planCreate(createWrite(task, { taskId: 't-1', ...input }, generators), model, unrestricted(generators.now)).input
    .Item;

function update(set: Readonly<Record<string, unknown>>, item?: AttributeMap) {
  const nothing = { setIfAbsent: {}, add: {}, remove: {}, append: {}, expectedVersion: undefined, if: undefined };
  const request = { key: { taskId: 't-1' }, set, ...nothing };
  return planUpdate(
    { kind: 'update', entity: task, key: { taskId: { S: 't-1' } }, request, returnsItem: false },
    model,
    unrestricted(generators.now),
    item,
  );
}

const whole = { tenantId: 'acme', status: 'OPEN', day: '2026-01-15', rank: 7 };
const stored: AttributeMap = {
  taskId: { S: 't-1' },
  tenantId: { S: 'acme' },
  status: { S: 'OPEN' },
  day: { S: '2026-01-15' },
  rank: { N: '7' },
};

describe('an item with index keys of several attributes', () => {
  test('holds the fields as they are, and the templates', () => {
    expect(create(whole)).toEqual({ ...stored, MPK: { S: 'STATUS#OPEN' }, MSK: { S: 'RANK#007' } });
  });

  test.each(['tenantId', 'status', 'day', 'rank'] as const)(
    'lacks all templates without %s, and is in no index for want of the attribute itself',
    (missing) => {
      const { [missing]: _left, ...rest } = whole;
      const { [missing]: _absent, ...attributes } = stored;
      expect(create(rest)).toEqual(attributes);
    },
  );

  test('gets all templates with the field that was missing', () => {
    const { rank: _rank, ...lacking } = stored;
    expect(update({ rank: 7 })).toMatchObject({ action: 'NeedsItem' });
    expect(update({ rank: 7 }, lacking)).toMatchObject({
      input: {
        UpdateExpression: 'SET #rank = :v0, #MPK = :v1, #MSK = :v2',
        ExpressionAttributeValues: { ':v0': { N: '7' }, ':v1': { S: 'STATUS#OPEN' }, ':v2': { S: 'RANK#007' } },
      },
    });
  });

  test('loses all templates with any of the fields, also one that is in none', () => {
    expect(update({ tenantId: null })).toMatchObject({
      input: { UpdateExpression: 'REMOVE #tenantId, #MPK, #MSK' },
    });
  });
});

describe('what DynamoDB refuses of such keys is refused before it is sent', () => {
  const refusalOf = (run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return { code: error.code, message: error.message, argument: error.details.argument };
    }
  };
  const text = (length: number) => 'x'.repeat(length);

  test('an empty attribute', () => {
    expect(refusalOf(() => create({ ...whole, status: '' }))).toEqual({
      code: 'BAD_USER_INPUT',
      message: '"status" must not be empty: it is a key of Task.',
      argument: ['input', 'status'],
    });
  });

  test('attributes that are too long together, also where others are missing', () => {
    expect(create({ tenantId: text(1024), status: text(1024) })).toBeDefined();
    expect(refusalOf(() => create({ tenantId: text(1024), status: text(1025) }))).toEqual({
      code: 'BAD_USER_INPUT',
      message:
        'The partition key of the index "Plain" ("tenantId", "status") would be 2049 bytes long; DynamoDB allows 2048 for all of it.',
      argument: ['input'],
    });
    expect(create({ day: text(1022), rank: 10 })).toBeDefined();
    expect(refusalOf(() => create({ day: text(1023), rank: 10 }))).toMatchObject({
      message:
        'The sort key of the index "Plain" ("day", "rank") would be 1025 bytes long; DynamoDB allows 1024 for all of it.',
    });
  });

  test('an update that makes them too long, once the item is known', () => {
    const item = { taskId: { S: 't-1' }, tenantId: { S: text(1024) } };
    expect(update({ status: text(1024) }, item)).toMatchObject({ action: 'UpdateItem' });
    expect(refusalOf(() => update({ status: text(1025) }, item))).toEqual({
      code: 'BAD_USER_INPUT',
      message:
        'The partition key of the index "Plain" ("tenantId", "status") would be 2049 bytes long; DynamoDB allows 2048 for all of it.',
      argument: ['set'],
    });
    expect(update({ status: text(1025), tenantId: 'acme' }, item)).toMatchObject({ action: 'UpdateItem' });
  });
});
