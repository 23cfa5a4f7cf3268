import type { Scenario } from '../../support/scenario.js';
import { INDEXES, indexItems } from '../fixtures/indexes.js';

/** Indexes of every kind, and scans. */
export const indexes: readonly Scenario[] = [
  {
    title: 'an index without a sort key pages forward',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByModel(model: "n", first: 5) { nodes { serial } pageInfo { hasNextPage hasPreviousPage } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'ModelIndex',
        KeyConditionExpression: '#model = :v0',
        ProjectionExpression: '#serial, #site, #model',
        ExpressionAttributeNames: { '#model': 'model', '#serial': 'serial', '#site': 'site' },
        ExpressionAttributeValues: { ':v0': { S: 'n' } },
        ScanIndexForward: true,
        Limit: 6,
      },
    ],
    data: { devicesByModel: { nodes: [{ serial: 'd3' }], pageInfo: { hasNextPage: false, hasPreviousPage: false } } },
  },
  {
    title: 'an index with the keys only serves the keys',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByRoom(room: "r") { nodes { site serial room installed } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'KeysIndex',
        KeyConditionExpression: '#room = :v0',
        ProjectionExpression: '#site, #serial, #room, #installed',
        ExpressionAttributeNames: { '#room': 'room', '#site': 'site', '#serial': 'serial', '#installed': 'installed' },
        ExpressionAttributeValues: { ':v0': { S: 'r' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      devicesByRoom: {
        nodes: [
          { site: 's', serial: 'd2', room: 'r', installed: '2025-01-01' },
          { site: 's', serial: 'd1', room: 'r', installed: '2025-03-01' },
        ],
      },
    },
  },
  {
    title: "a field that a KEYS_ONLY index lacks is refused by the index's name",
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByRoom(room: "r") { nodes { serial label } } }`,
    commands: [],
    data: { devicesByRoom: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"Device.label" is not in the index "KeysIndex". Leave the field out here, or read the item by its key.',
      },
    ],
  },
  {
    title: 'a filter on a field that a KEYS_ONLY index lacks is refused',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByRoom(room: "r", filter: { label: { eq: "one" } }) { nodes { serial } } }`,
    commands: [],
    data: { devicesByRoom: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"label" cannot be filtered on: the index "KeysIndex" of Device does not hold it.',
      },
    ],
  },
  {
    title: 'an index that includes a field serves it',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByOwner(owner: "o", order: DESC) { nodes { serial label } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'SomeIndex',
        KeyConditionExpression: '#owner = :v0',
        ProjectionExpression: '#serial, #label, #site, #owner, #installed',
        ExpressionAttributeNames: {
          '#owner': 'owner',
          '#serial': 'serial',
          '#label': 'label',
          '#site': 'site',
          '#installed': 'installed',
        },
        ExpressionAttributeValues: { ':v0': { S: 'o' } },
        ScanIndexForward: false,
        Limit: 20,
      },
    ],
    data: {
      devicesByOwner: {
        nodes: [
          { serial: 'd1', label: 'one' },
          { serial: 'd2', label: null },
        ],
      },
    },
  },
  {
    title: 'a field beside those an index includes is refused',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByOwner(owner: "o") { nodes { label note } } }`,
    commands: [],
    data: { devicesByOwner: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"Device.note" is not in the index "SomeIndex". Leave the field out here, or read the item by its key.',
      },
    ],
  },
  {
    title: 'a local index reads in its own order',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByAge(site: "s") { nodes { serial note } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'by-age',
        KeyConditionExpression: '#site = :v0',
        ProjectionExpression: '#serial, #note, #site, #installed',
        ExpressionAttributeNames: { '#site': 'site', '#serial': 'serial', '#note': 'note', '#installed': 'installed' },
        ExpressionAttributeValues: { ':v0': { S: 's' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      devicesByAge: {
        nodes: [
          { serial: 'd2', note: 'loud' },
          { serial: 'd3', note: null },
          { serial: 'd1', note: null },
        ],
      },
    },
  },
  {
    title: 'a local index takes @consistent',
    schema: INDEXES,
    items: indexItems,
    operation: `{ devicesByAge(site: "s", installed: { lt: "2025-03-01" }) @consistent { nodes { serial } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'by-age',
        KeyConditionExpression: '#site = :v0 AND #installed < :v1',
        ProjectionExpression: '#serial, #site, #installed',
        ExpressionAttributeNames: { '#site': 'site', '#installed': 'installed', '#serial': 'serial' },
        ExpressionAttributeValues: { ':v0': { S: 's' }, ':v1': { S: '2025-03-01' } },
        ConsistentRead: true,
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { devicesByAge: { nodes: [{ serial: 'd2' }, { serial: 'd3' }] } },
  },
  {
    title: 'a sparse index lists what has its fields',
    schema: INDEXES,
    items: indexItems,
    operation: `{ alarms(alarmLevel: 3) { nodes { serial alarmAt } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'AlarmIndex',
        KeyConditionExpression: '#AP = :v0',
        ProjectionExpression: '#serial, #alarmAt, #AS, #site, #AP',
        ExpressionAttributeNames: {
          '#AP': 'AP',
          '#serial': 'serial',
          '#alarmAt': 'alarmAt',
          '#AS': 'AS',
          '#site': 'site',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ALARM#3' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { alarms: { nodes: [{ serial: 'd2', alarmAt: '2026-01-01T00:00:00Z' }] } },
  },
  {
    title: 'a sparse index takes a range of its sort key',
    schema: INDEXES,
    items: indexItems,
    operation: `{ alarms(alarmLevel: 3, alarmAt: { beginsWith: "2026-01" }) { nodes { serial } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'AlarmIndex',
        KeyConditionExpression: '#AP = :v0 AND begins_with(#AS, :v1)',
        ProjectionExpression: '#serial, #site, #AP, #AS',
        ExpressionAttributeNames: { '#AP': 'AP', '#AS': 'AS', '#serial': 'serial', '#site': 'site' },
        ExpressionAttributeValues: { ':v0': { S: 'ALARM#3' }, ':v1': { S: '2026-01' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { alarms: { nodes: [{ serial: 'd2' }] } },
  },
  {
    title: 'an index of one item reads one',
    schema: INDEXES,
    items: indexItems,
    operation: `{ deviceByTag(tag: "t1") { serial label } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Devices',
        IndexName: 'TagIndex',
        KeyConditionExpression: '#tag = :v0',
        ProjectionExpression: '#serial, #label, #site, #tag',
        ExpressionAttributeNames: { '#tag': 'tag', '#serial': 'serial', '#label': 'label', '#site': 'site' },
        ExpressionAttributeValues: { ':v0': { S: 't1' } },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { deviceByTag: { serial: 'd1', label: 'one' } },
  },
  {
    title: 'a scan reads the table without a direction',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(first: 10) { nodes { serial } pageInfo { hasNextPage hasPreviousPage } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        ProjectionExpression: '#serial, #site',
        ExpressionAttributeNames: { '#serial': 'serial', '#site': 'site' },
        Limit: 11,
      },
    ],
    data: {
      scanDevices: {
        nodes: [{ serial: 'd1' }, { serial: 'd2' }, { serial: 'd3' }],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      },
    },
  },
  {
    title: 'a scan sends all of its filter, also on keys',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(filter: { serial: { beginsWith: "d" }, label: { exists: true } }) { nodes { label } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        FilterExpression: 'begins_with(#serial, :v0) AND attribute_exists(#label) AND NOT attribute_type(#label, :v1)',
        ProjectionExpression: '#label, #site, #serial',
        ExpressionAttributeNames: { '#serial': 'serial', '#label': 'label', '#site': 'site' },
        ExpressionAttributeValues: { ':v0': { S: 'd' }, ':v1': { S: 'NULL' } },
        Limit: 100,
      },
    ],
    data: { scanDevices: { nodes: [{ label: 'one' }, { label: 'three' }] } },
  },
  {
    title: 'a scan of an index reads what stands in it',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(index: AlarmIndex) { nodes { serial alarmLevel } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        IndexName: 'AlarmIndex',
        ProjectionExpression: '#serial, #alarmLevel, #AP, #site, #AS',
        ExpressionAttributeNames: {
          '#serial': 'serial',
          '#alarmLevel': 'alarmLevel',
          '#AP': 'AP',
          '#site': 'site',
          '#AS': 'AS',
        },
        Limit: 20,
      },
    ],
    data: { scanDevices: { nodes: [{ serial: 'd2', alarmLevel: 3 }] } },
  },
  {
    title: 'an index whose name GraphQL refuses is scanned by its enum value',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(index: by_age) { nodes { serial } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        IndexName: 'by-age',
        ProjectionExpression: '#serial, #site, #installed',
        ExpressionAttributeNames: { '#serial': 'serial', '#site': 'site', '#installed': 'installed' },
        Limit: 20,
      },
    ],
    data: { scanDevices: { nodes: [{ serial: 'd2' }, { serial: 'd3' }, { serial: 'd1' }] } },
  },
  {
    title: 'a scan of a KEYS_ONLY index refuses what it lacks',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(index: KeysIndex) { nodes { note } } }`,
    commands: [],
    data: { scanDevices: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"Device.note" is not in the index "KeysIndex". Leave the field out here, or read the item by its key.',
      },
    ],
  },
  {
    title: '@consistent on a scan of the table is a consistent scan',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices @consistent { nodes { serial } } }`,
    commands: [
      {
        action: 'Scan',
        TableName: 'Devices',
        ProjectionExpression: '#serial, #site',
        ExpressionAttributeNames: { '#serial': 'serial', '#site': 'site' },
        ConsistentRead: true,
        Limit: 20,
      },
    ],
    data: { scanDevices: { nodes: [{ serial: 'd1' }, { serial: 'd2' }, { serial: 'd3' }] } },
  },
  {
    title: '@consistent on a scan of a global index is refused',
    schema: INDEXES,
    items: indexItems,
    operation: `{ scanDevices(index: ModelIndex) @consistent { nodes { serial } } }`,
    commands: [],
    data: { scanDevices: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '@consistent cannot be used here: "ModelIndex" is a global index of Device, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
      },
    ],
  },
];
