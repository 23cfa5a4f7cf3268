import { exampleScenarios, inShards, rawItems } from '../../support/exampleScenarios.js';
import type { Command } from '../../support/testGateway.js';

/** The Queries of one page or count of the critical alarms: one a shard, all at once. */
function onEachShard({ ExpressionAttributeValues, ...asked }: Readonly<Record<string, unknown>>): readonly Command[] {
  return inShards(4, (shard) => ({
    action: 'Query',
    TableName: 'telemetry',
    IndexName: 'open-alarms',
    ...asked,
    ExpressionAttributeValues: { ':v0': { S: `open#critical#${shard}` }, ...(ExpressionAttributeValues as object) },
  }));
}

/** Every access pattern of examples/existing-table/telemetry. */
export const telemetry = exampleScenarios('existing-table/telemetry', rawItems('existing-table/telemetry'), [
  {
    file: '01-a-device',
    title:
      'a device that another program wrote: numbers kept as texts, moments as numbers, an attribute that nobody knows',
    commands: [
      {
        action: 'GetItem',
        TableName: 'telemetry',
        Key: { pk: { S: 'device#th-204' }, sk: { S: 'meta' } },
        ProjectionExpression:
          '#pk, #site_id, #site_pk, #model_name, #battery_pct, #installed_at, #last_seen_ms, #tags, #position, #sk',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#site_id': 'site_id',
          '#site_pk': 'site_pk',
          '#model_name': 'model_name',
          '#battery_pct': 'battery_pct',
          '#installed_at': 'installed_at',
          '#last_seen_ms': 'last_seen_ms',
          '#tags': 'tags',
          '#position': 'position',
          '#sk': 'sk',
        },
      },
    ],
    data: {
      device: {
        deviceId: 'th-204',
        siteId: 'harbour',
        model: 'TH-2',
        batteryPercent: 87,
        installedAt: '2021-03-01T08:00:00Z',
        lastSeenAt: '2026-01-15T11:59:00.500Z',
        tags: ['indoor', 'north'],
        position: { floor: 2, room: '2.04' },
      },
    },
  },
  {
    file: '02-devices-of-a-site',
    title: 'the devices of a site by an index key that alone holds the site; a battery in a word costs that field only',
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        IndexName: 'by-site',
        KeyConditionExpression: '#site_pk = :v0 AND begins_with(#site_sk, :v1)',
        ProjectionExpression: '#pk, #site_id, #site_pk, #battery_pct, #last_seen_ms, #position, #sk, #site_sk',
        ExpressionAttributeNames: {
          '#site_pk': 'site_pk',
          '#site_sk': 'site_sk',
          '#pk': 'pk',
          '#site_id': 'site_id',
          '#battery_pct': 'battery_pct',
          '#last_seen_ms': 'last_seen_ms',
          '#position': 'position',
          '#sk': 'sk',
        },
        ExpressionAttributeValues: { ':v0': { S: 'site#harbour' }, ':v1': { S: 'device#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      devicesBySiteId: {
        nodes: [
          {
            deviceId: 'th-204',
            siteId: 'harbour',
            batteryPercent: 87,
            lastSeenAt: '2026-01-15T11:59:00.500Z',
            position: { room: '2.04' },
          },
          { deviceId: 'th-310', siteId: 'harbour', batteryPercent: null, lastSeenAt: null, position: null },
        ],
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Device {"pk":"device#th-310","sk":"meta"} has a stored value that does not fit: "battery_pct": expected a whole number of 32 bits, kept as text, stored is {"S":"unknown"}.',
      },
    ],
  },
  {
    file: '03-a-morning',
    title: "the readings of a morning are one range of a day's partition, without the one that has expired",
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0 AND #sk BETWEEN :v1 AND :v2',
        FilterExpression: 'NOT #expires <= :v3',
        ProjectionExpression: '#sk, #temp_c, #rh, #q, #pk',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#sk': 'sk',
          '#expires': 'expires',
          '#temp_c': 'temp_c',
          '#rh': 'rh',
          '#q': 'q',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'reading#th-204#2026-01-15' },
          ':v1': { S: '2026-01-15T09:00:00Z' },
          ':v2': { S: '2026-01-15T10:00:00Z' },
          ':v3': { N: '1768478400' },
        },
        ScanIndexForward: true,
        Limit: 22,
      },
    ],
    data: {
      readingsByDeviceIdAndDay: {
        nodes: [
          { takenAt: '2026-01-15T09:00:00Z', celsius: '4.5', humidity: 41, quality: 'good' },
          { takenAt: '2026-01-15T09:15:00Z', celsius: null, humidity: 40, quality: 'suspect' },
          { takenAt: '2026-01-15T09:30:00Z', celsius: '3.9', humidity: null, quality: 'good' },
        ],
        pageInfo: { hasNextPage: false },
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Reading {"pk":"reading#th-204#2026-01-15","sk":"2026-01-15T09:15:00Z"} has a stored value that does not fit: "temp_c": expected a number, kept as text, stored is {"S":"n/a"}.',
      },
    ],
  },
  {
    file: '04-the-last-readings',
    title: "the last readings of a day are two, though another program's summary stands behind them",
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0',
        FilterExpression: 'NOT #expires <= :v1',
        ProjectionExpression: '#sk, #temp_c, #pk',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires', '#sk': 'sk', '#temp_c': 'temp_c' },
        ExpressionAttributeValues: { ':v0': { S: 'reading#th-204#2026-01-15' }, ':v1': { N: '1768478400' } },
        ScanIndexForward: false,
        Limit: 3,
      },
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0',
        FilterExpression: 'NOT #expires <= :v1',
        ProjectionExpression: '#sk, #temp_c, #pk',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires', '#sk': 'sk', '#temp_c': 'temp_c' },
        ExpressionAttributeValues: { ':v0': { S: 'reading#th-204#2026-01-15' }, ':v1': { N: '1768478400' } },
        ScanIndexForward: false,
        Limit: 2,
        ExclusiveStartKey: { pk: { S: 'reading#th-204#2026-01-15' }, sk: { S: '2026-01-15T09:30:00Z' } },
      },
      {
        action: 'GetItem',
        TableName: 'telemetry',
        Key: { pk: { S: 'device#th-204' }, sk: { S: 'meta' } },
        ProjectionExpression: '#model_name, #pk, #sk',
        ExpressionAttributeNames: { '#model_name': 'model_name', '#pk': 'pk', '#sk': 'sk' },
      },
    ],
    data: {
      readingsByDeviceIdAndDay: {
        nodes: [
          { takenAt: '2026-01-15T10:00:00Z', celsius: '3.75', device: { model: 'TH-2' } },
          { takenAt: '2026-01-15T09:30:00Z', celsius: '3.9', device: { model: 'TH-2' } },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    file: '05-how-many-readings',
    title: 'the readings of a day are counted without the summary and the expired one',
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0',
        FilterExpression: 'NOT #expires <= :v1',
        ProjectionExpression: '#pk, #sk',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires', '#sk': 'sk' },
        ExpressionAttributeValues: { ':v0': { S: 'reading#th-204#2026-01-15' }, ':v1': { N: '1768478400' } },
      },
    ],
    data: { readingsByDeviceIdAndDay: { totalCount: 4 } },
  },
  {
    file: '06-open-alarms',
    title: 'the newest open alarms of four shards in one order, their messages in one batch',
    commands: [
      ...onEachShard({
        KeyConditionExpression: '#open_pk = :v0',
        ProjectionExpression: '#pk, #sk, #open_pk, #open_sk',
        ExpressionAttributeNames: { '#open_pk': 'open_pk', '#pk': 'pk', '#sk': 'sk', '#open_sk': 'open_sk' },
        ScanIndexForward: false,
        Limit: 4,
      }),
      {
        action: 'BatchGetItem',
        RequestItems: {
          telemetry: {
            Keys: [
              { pk: { S: 'device#co2-11' }, sk: { S: 'alarm#2026-01-15T09:40:00Z#E41' } },
              { pk: { S: 'device#th-204' }, sk: { S: 'alarm#2026-01-15T09:16:00Z#E17' } },
              { pk: { S: 'device#co2-11' }, sk: { S: 'alarm#2026-01-15T08:02:00Z#E40' } },
            ],
            ProjectionExpression: '#pk, #sk, #msg',
            ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#msg': 'msg' },
          },
        },
      },
    ],
    data: {
      openAlarms: {
        nodes: [
          { deviceId: 'co2-11', code: 'E41', raisedAt: '2026-01-15T09:40:00Z', message: 'Air is stale' },
          { deviceId: 'th-204', code: 'E17', raisedAt: '2026-01-15T09:16:00Z', message: 'Too cold' },
          { deviceId: 'co2-11', code: 'E40', raisedAt: '2026-01-15T08:02:00Z', message: null },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
    errors: [
      {
        code: 'ITEM_INVALID',
        message:
          'Alarm {"pk":"device#co2-11","sk":"alarm#2026-01-15T08:02:00Z#E40"} has a stored value that does not fit: "msg": expected text, stored is {"N":"40"}.',
      },
    ],
  },
  {
    file: '07-open-since-midnight',
    title: 'what the keys of a sharded index tell is read from the index alone',
    commands: [
      ...onEachShard({
        KeyConditionExpression: '#open_pk = :v0 AND #open_sk >= :v1',
        ProjectionExpression: '#pk, #sk, #open_pk, #open_sk',
        ExpressionAttributeNames: { '#open_pk': 'open_pk', '#open_sk': 'open_sk', '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: { ':v1': { S: '2026-01-15T00:00:00Z' } },
        ScanIndexForward: true,
        Limit: 14,
      }),
    ],
    data: {
      openAlarms: {
        nodes: [
          { deviceId: 'co2-11', code: 'E40', raisedAt: '2026-01-15T08:02:00Z', severity: 'critical' },
          { deviceId: 'th-204', code: 'E17', raisedAt: '2026-01-15T09:16:00Z', severity: 'critical' },
          { deviceId: 'co2-11', code: 'E41', raisedAt: '2026-01-15T09:40:00Z', severity: 'critical' },
        ],
      },
    },
  },
  {
    file: '08-how-many-are-open',
    title: 'open alarms are counted over all shards',
    commands: [
      ...onEachShard({
        KeyConditionExpression: '#open_pk = :v0',
        ProjectionExpression: '#pk, #sk, #open_pk, #open_sk',
        ExpressionAttributeNames: { '#open_pk': 'open_pk', '#pk': 'pk', '#sk': 'sk', '#open_sk': 'open_sk' },
      }),
    ],
    data: { openAlarms: { totalCount: 4 } },
  },
  {
    file: '09-a-device-and-its-alarms',
    title: 'a device and its newest alarms in one partition, past what other programs keep between them',
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0 AND #sk BETWEEN :v1 AND :v2',
        ProjectionExpression: '#sk, #severity, #open_pk, #closed_by, #pk, #model_name, #battery_pct',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#sk': 'sk',
          '#severity': 'severity',
          '#open_pk': 'open_pk',
          '#closed_by': 'closed_by',
          '#model_name': 'model_name',
          '#battery_pct': 'battery_pct',
        },
        ExpressionAttributeValues: { ':v0': { S: 'device#th-204' }, ':v1': { S: 'alarm#' }, ':v2': { S: 'meta' } },
        ScanIndexForward: false,
        Limit: 4,
      },
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0 AND #sk BETWEEN :v1 AND :v2',
        ProjectionExpression: '#sk, #severity, #open_pk, #closed_by, #pk, #model_name, #battery_pct',
        ExpressionAttributeNames: {
          '#pk': 'pk',
          '#sk': 'sk',
          '#severity': 'severity',
          '#open_pk': 'open_pk',
          '#closed_by': 'closed_by',
          '#model_name': 'model_name',
          '#battery_pct': 'battery_pct',
        },
        ExpressionAttributeValues: { ':v0': { S: 'device#th-204' }, ':v1': { S: 'alarm#' }, ':v2': { S: 'meta' } },
        ScanIndexForward: false,
        Limit: 15,
        ExclusiveStartKey: { pk: { S: 'device#th-204' }, sk: { S: 'alarm#yesterday#E99' } },
      },
    ],
    data: {
      deviceRecords: {
        nodes: [
          { __typename: 'Device', model: 'TH-2', batteryPercent: 87 },
          { __typename: 'Alarm', code: 'E17', raisedAt: '2026-01-15T09:16:00Z', severity: 'critical', closedBy: null },
          { __typename: 'Alarm', code: 'E03', raisedAt: '2026-01-15T07:30:00Z', severity: 'warning', closedBy: null },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    file: '10-alarms-of-a-day',
    title: 'the alarms of a day by the start of their stored sort key',
    commands: [
      {
        action: 'Query',
        TableName: 'telemetry',
        KeyConditionExpression: '#pk = :v0 AND begins_with(#sk, :v1)',
        ProjectionExpression: '#sk, #msg, #pk',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#msg': 'msg' },
        ExpressionAttributeValues: { ':v0': { S: 'device#th-204' }, ':v1': { S: 'alarm#2026-01-15' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      deviceRecords: {
        nodes: [
          { raisedAt: '2026-01-15T07:30:00Z', code: 'E03', message: 'Battery swings' },
          { raisedAt: '2026-01-15T09:16:00Z', code: 'E17', message: 'Too cold' },
        ],
      },
    },
  },
  {
    file: '11-who-reported-it',
    title: 'the devices of alarms from several shards come in one batch',
    commands: [
      ...onEachShard({
        KeyConditionExpression: '#open_pk = :v0',
        ProjectionExpression: '#sk, #pk, #open_pk, #open_sk',
        ExpressionAttributeNames: { '#open_pk': 'open_pk', '#sk': 'sk', '#pk': 'pk', '#open_sk': 'open_sk' },
        ScanIndexForward: true,
        Limit: 14,
      }),
      {
        action: 'BatchGetItem',
        RequestItems: {
          telemetry: {
            Keys: [
              { pk: { S: 'device#th-310' }, sk: { S: 'meta' } },
              { pk: { S: 'device#co2-11' }, sk: { S: 'meta' } },
              { pk: { S: 'device#th-204' }, sk: { S: 'meta' } },
            ],
            ProjectionExpression: '#pk, #model_name, #site_id, #site_pk, #sk',
            ExpressionAttributeNames: {
              '#pk': 'pk',
              '#model_name': 'model_name',
              '#site_id': 'site_id',
              '#site_pk': 'site_pk',
              '#sk': 'sk',
            },
          },
        },
      },
    ],
    data: {
      openAlarms: {
        nodes: [
          { code: 'E17', device: { deviceId: 'th-310', model: 'TH-3', siteId: 'harbour' } },
          { code: 'E40', device: { deviceId: 'co2-11', model: 'CO2-1', siteId: 'mill' } },
          { code: 'E17', device: { deviceId: 'th-204', model: 'TH-2', siteId: 'harbour' } },
          { code: 'E41', device: { deviceId: 'co2-11', model: 'CO2-1', siteId: 'mill' } },
        ],
      },
    },
  },
  {
    file: '12-note-on-an-alarm',
    title: 'a note on an alarm leaves it in the shard that another program chose',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'telemetry',
        Key: { pk: { S: 'device#th-310' }, sk: { S: 'alarm#2026-01-14T22:05:00Z#E17' } },
        UpdateExpression: 'SET #note = :v0',
        ConditionExpression: 'attribute_exists(#pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#note': 'note', '#pk': 'pk' },
        ExpressionAttributeValues: { ':v0': { S: 'Window open' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAlarm: { alarm: { severity: 'critical', note: 'Window open' } } },
  },
  {
    file: '13-raise-the-severity',
    title: 'a new severity puts an alarm into the shard of its primary key',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'telemetry',
        Key: { pk: { S: 'device#th-204' }, sk: { S: 'alarm#2026-01-15T07:30:00Z#E03' } },
        UpdateExpression: 'SET #severity = :v0, #open_pk = :v1, #open_sk = :v2',
        ConditionExpression: 'attribute_exists(#pk) AND #severity = :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#severity': 'severity',
          '#open_pk': 'open_pk',
          '#open_sk': 'open_sk',
          '#pk': 'pk',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'critical' },
          ':v1': { S: 'open#critical#2' },
          ':v2': { S: '2026-01-15T07:30:00Z' },
          ':v3': { S: 'warning' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAlarm: { alarm: { severity: 'critical', message: 'Battery swings' }, conflict: null } },
  },
  {
    file: '14-close-an-alarm',
    title: 'an alarm without a severity leaves the sharded index in the same write',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'telemetry',
        Key: { pk: { S: 'device#co2-11' }, sk: { S: 'alarm#2026-01-15T08:02:00Z#E40' } },
        UpdateExpression: 'SET #closed_by = :v0 REMOVE #severity, #open_pk, #open_sk',
        ConditionExpression: 'attribute_exists(#pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#closed_by': 'closed_by',
          '#severity': 'severity',
          '#open_pk': 'open_pk',
          '#open_sk': 'open_sk',
          '#pk': 'pk',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ada' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateAlarm: { alarm: { code: 'E40', severity: null, closedBy: 'ada' } } },
  },
  {
    file: '15-enter-a-reading',
    title: "a new reading is stored in the other program's forms, with nothing twice",
    commands: [
      {
        action: 'PutItem',
        TableName: 'telemetry',
        Item: {
          temp_c: { S: '4.25' },
          rh: { S: '38' },
          q: { S: 'good' },
          expires: { N: '2084007600' },
          pk: { S: 'reading#th-204#2026-01-15' },
          sk: { S: '2026-01-15T11:00:00Z' },
        },
        ConditionExpression: 'attribute_not_exists(#pk) OR #expires <= :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#pk': 'pk', '#expires': 'expires' },
        ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
      },
    ],
    data: { createReading: { reading: { takenAt: '2026-01-15T11:00:00Z', celsius: '4.25' }, conflict: null } },
  },
]);
