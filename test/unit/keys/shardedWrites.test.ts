import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { planUpdate } from '../../../src/dynamo/plan/planUpdate.js';
import { planCreate, planPut } from '../../../src/dynamo/plan/planPut.js';
import { createWrite, putWrite } from '../../../src/dynamo/plan/write.js';
import type { UpdateRequest } from '../../../src/dynamo/plan/updateRequest.js';
import { compileDecoder } from '../../../src/dynamo/values/compileDecoder.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import { entityOf, type Model } from '../../../src/model/model.js';
import { modelOf } from '../schema/compile.js';

/** A reading may lack its day, its hour or its time, and is in the index of a day only when it has them all. */
const optional = modelOf(`
  type Reading @table(name: "Readings", partition: "readingId")
    @index(name: "ByDay", partition: "DPK = DAY#{day}#{hour:02}#{shard(10)}", sort: "DSK = AT#{at}", query: "readingsOfHour") {
    readingId: ID!
    day: String
    hour: Int
    at: String
    note: String
  }
`);

/** Every reading is in the index. */
const required = modelOf(`
  type Reading @table(name: "Readings", partition: "readingId")
    @index(name: "ByDay", partition: "DPK = DAY#{day}#{shard(10)}", sort: "DSK = AT#{at}", query: "readingsOfDay") {
    readingId: ID!
    day: String!
    at: String!
    note: String
  }
`);

const generators = { now: new Date('2026-01-15T12:00:00.000Z'), newId: () => 'generated' };

const NOTHING = { set: {}, setIfAbsent: {}, add: {}, remove: {}, append: {} };

/** What an update of reading `r-1` sends (whose hash is shard 6 of 10, and 2 of 4), names and values in place. */
function update(model: Model, changes: Partial<UpdateRequest>, item?: AttributeMap): unknown {
  const request: UpdateRequest = {
    key: { readingId: 'r-1' },
    ...NOTHING,
    ...changes,
    expectedVersion: undefined,
    if: undefined,
  };
  const plan = planUpdate(
    {
      kind: 'update',
      entity: entityOf(model, 'Reading'),
      key: { readingId: { S: 'r-1' } },
      request,
      returnsItem: false,
    },
    model,
    unrestricted(generators.now),
    item,
  );
  if (plan.action === 'NeedsItem') return 'needs the item';
  const { UpdateExpression = '', ConditionExpression = '' } = plan.input;
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = plan.input;
  const spelledOut = (expression: string) =>
    expression
      .replace(/#\w+/g, (name) => names[name] ?? name)
      .replace(/:v\d+/g, (value) => String(Object.values(values[value] ?? {})[0]));
  const condition = spelledOut(ConditionExpression).replace('attribute_exists(readingId)', 'it is there');
  return [spelledOut(UpdateExpression), condition];
}

const reading = entityOf(optional, 'Reading');

describe('a new item', () => {
  const input = { readingId: 'r-1', day: 'monday', hour: 7, at: '07:15' };

  test('is put into the shard of its hash, whose number is not padded', () => {
    const { input: created } = planCreate(
      createWrite(reading, input, generators),
      optional,
      unrestricted(generators.now),
    );
    expect(created.Item).toEqual({
      readingId: { S: 'r-1' },
      day: { S: 'monday' },
      hour: { N: '7' },
      at: { S: '07:15' },
      DPK: { S: 'DAY#monday#07#6' },
      DSK: { S: 'AT#07:15' },
    });
  });

  test('without one of the fields is in no shard', () => {
    const { at: _at, ...timeless } = input;
    const { input: created } = planCreate(
      createWrite(reading, timeless, generators),
      optional,
      unrestricted(generators.now),
    );
    expect(Object.keys(created.Item ?? {})).toEqual(['readingId', 'day', 'hour']);
  });

  test('that is put over one in another shard goes to the shard of its hash', () => {
    const request = { input: { ...input, readingId: 'r-2' }, expectedVersion: undefined };
    const put = planPut(putWrite(reading, request, generators), optional, unrestricted(generators.now), undefined);
    expect(put).toMatchObject({ input: { Item: { DPK: { S: 'DAY#monday#07#4' } } } });
  });
});

describe('an update of an item that is always in the index', () => {
  test('leaves its shard alone, in one call, when only the sort key changes', () => {
    expect(update(required, { set: { at: '08:00' } })).toEqual(['SET at = 08:00, DSK = AT#08:00', 'it is there']);
  });

  test('touches no key when none of its fields changes', () => {
    expect(update(required, { set: { note: 'late' } })).toEqual(['SET note = late', 'it is there']);
  });

  test('puts it into the shard of its hash, in one call, when the partition changes', () => {
    expect(update(required, { set: { day: 'tuesday' } })).toEqual([
      'SET day = tuesday, DPK = DAY#tuesday#6',
      'it is there',
    ]);
  });
});

describe('an update of an item that may be in the index', () => {
  const stored = { readingId: { S: 'r-1' }, day: { S: 'monday' }, hour: { N: '7' } };
  const inForeignShard = { ...stored, at: { S: '07:15' }, DPK: { S: 'DAY#monday#07#3' }, DSK: { S: 'AT#07:15' } };
  const whereItIs = 'SET at = 08:00, DSK = AT#08:00, DPK = if_not_exists(DPK, DAY#monday#07#6)';
  const asItWasRead = 'it is there AND day = monday AND hour = 7';

  test('first looks what its partition is made of', () => {
    expect(update(optional, { set: { at: '08:00' } })).toBe('needs the item');
  });

  test('leaves it in the shard where another program put it', () => {
    expect(update(optional, { set: { at: '08:00' } }, inForeignShard)).toEqual([whereItIs, asItWasRead]);
  });

  test.each([
    ['a shard that is not read any more', 'DAY#monday#07#42'],
    ['a number written with zeros', 'DAY#monday#07#003'],
  ])('leaves it also in %s', (_what, partition) => {
    const item = { ...inForeignShard, DPK: { S: partition } };
    expect(update(optional, { set: { at: '08:00' } }, item)).toEqual([whereItIs, asItWasRead]);
  });

  test('that brings it into the index puts it into the shard of its hash, or where another program was faster', () => {
    expect(update(optional, { set: { at: '08:00' } }, stored)).toEqual([whereItIs, asItWasRead]);
  });

  test.each([
    ['is of other values', { S: 'DAY#sunday#07#3' }],
    ['has no shard', { S: 'DAY#monday#07#' }],
    ['is a NULL', { NULL: true } as const],
  ])('replaces a partition that %s', (_what, partition) => {
    expect(update(optional, { set: { at: '08:00' } }, { ...inForeignShard, DPK: partition })).toEqual([
      'SET at = 08:00, DPK = DAY#monday#07#6, DSK = AT#08:00',
      asItWasRead,
    ]);
  });

  test.each(['tuesday', 'monday'])('moves it from monday when the day is set, here to %s', (day) => {
    expect(update(optional, { set: { day } }, inForeignShard)).toEqual([
      `SET day = ${day}, DPK = DAY#${day}#07#6, DSK = AT#07:15`,
      'it is there AND hour = 7 AND at = 07:15',
    ]);
  });

  test('moves it when something is added to a number in the partition, and not when that is 0', () => {
    const condition = 'it is there AND day = monday AND hour = 7 AND at = 07:15';
    expect(update(optional, { add: { hour: 1 } }, inForeignShard)).toEqual([
      'SET DPK = DAY#monday#08#6, DSK = AT#07:15 ADD hour 1',
      condition,
    ]);
    expect(update(optional, { add: { hour: 0 } }, inForeignShard)).toEqual([
      'SET DSK = AT#07:15, DPK = if_not_exists(DPK, DAY#monday#07#6) ADD hour 0',
      condition,
    ]);
  });

  test('goes by setIfAbsent only where the field was absent', () => {
    const setIfAbsent = { day: 'tuesday' };
    expect(update(optional, { setIfAbsent }, inForeignShard)).toEqual([
      'SET DSK = AT#07:15, day = if_not_exists(day, tuesday), DPK = if_not_exists(DPK, DAY#monday#07#6)',
      'it is there AND day <> true AND day = monday AND hour = 7 AND at = 07:15',
    ]);
    const { day: _day, DPK: _partition, ...dayless } = inForeignShard;
    expect(update(optional, { setIfAbsent }, dayless)).toEqual([
      'SET DSK = AT#07:15, day = if_not_exists(day, tuesday), DPK = if_not_exists(DPK, DAY#tuesday#07#6)',
      'it is there AND day <> true AND (attribute_not_exists(day) OR attribute_type(day, NULL)) AND hour = 7 AND at = 07:15',
    ]);
  });

  test('takes a day that another program stored in the key only for what it is', () => {
    const { day: _day, ...inKeyOnly } = inForeignShard;
    expect(update(optional, { set: { at: '08:00' }, setIfAbsent: { day: 'tuesday' } }, inKeyOnly)).toEqual([
      whereItIs,
      'it is there AND (attribute_not_exists(day) OR attribute_type(day, NULL)) AND DPK = DAY#monday#07#3 AND hour = 7',
    ]);
  });

  test('takes it out of its shard when one of the fields is taken away', () => {
    expect(update(optional, { set: { at: null } })).toEqual(['REMOVE at, DPK, DSK', 'it is there']);
  });
});

describe('a partition whose fields never change', () => {
  test.each([
    ['constants', 'OPEN#{shard(4)}', 'OPEN#2'],
    ['the primary key', 'OF#{readingId}#{shard(4)}', 'OF#r-1#2'],
    ['the shard alone', '{shard(4)}', '2'],
  ])('made of %s is written in one call, only where it is absent', (_what, template, partition) => {
    const model = modelOf(`
      type Reading @table(name: "Readings", partition: "readingId")
        @index(name: "Open", partition: "OPK = ${template}", sort: "openedAt", query: "openReadings") {
        readingId: ID!
        openedAt: String
      }
    `);
    expect(update(model, { set: { openedAt: '07:15' } })).toEqual([
      `SET openedAt = 07:15, OPK = if_not_exists(OPK, ${partition})`,
      'it is there',
    ]);
  });
});

test('a field that is stored in a sharded key only is read back from any shard', () => {
  const model = modelOf(`
    type Reading @table(name: "Readings", partition: "readingId", storeKeyFields: false)
      @index(name: "ByDay", partition: "DPK = DAY#{day}#{shard(10)}", sort: "at", query: "readingsOfDay") {
      readingId: ID!
      day: String!
      at: String!
    }
  `);
  const decode = compileDecoder(entityOf(model, 'Reading'), model, ['day']);
  for (const shard of ['0', '6', '42', '007']) {
    const item = { readingId: { S: 'r-1' }, DPK: { S: `DAY#monday#${shard}` }, at: { S: '07:15' } };
    expect(decode(item)).toMatchObject({ day: 'monday' });
  }
  expect(update(model, { set: { day: 'tuesday' } })).toEqual(['SET DPK = DAY#tuesday#6', 'it is there']);
});

describe('an attribute that two indexes share', () => {
  const model = modelOf(`
    type Reading @table(name: "Readings", partition: "readingId")
      @index(name: "ByTime", partition: "DPK = DAY#{day}#{shard(10)}", sort: "TSK = AT#{at}", query: "byTime")
      @index(name: "ByNote", partition: "DPK = DAY#{day}#{shard(10)}", sort: "NSK = NOTE#{note}", query: "byNote") {
      readingId: ID!
      day: String!
      at: String
      note: String!
    }
  `);

  test('stays where the item leaves one of them and only the sort key of the other changes', () => {
    expect(update(model, { set: { at: null, note: 'late' } })).toEqual([
      'SET note = late, NSK = NOTE#late REMOVE at, TSK',
      'it is there',
    ]);
  });

  test('is written once', () => {
    const item = { readingId: { S: 'r-1' }, day: { S: 'monday' }, note: { S: 'early' }, DPK: { S: 'DAY#monday#3' } };
    expect(update(model, { set: { at: '08:00', note: 'late' } }, item)).toEqual([
      'SET at = 08:00, note = late, TSK = AT#08:00, NSK = NOTE#late, DPK = if_not_exists(DPK, DAY#monday#6)',
      'it is there AND day = monday',
    ]);
  });
});
