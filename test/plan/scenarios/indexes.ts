import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { devices } from '../fixtures/indexes.js';

/** Indexes of every kind, and scans. */
export const indexes: readonly Scenario[] = [
  {
    ...devices,
    title: 'an index without a sort key pages forward',
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
    ...devices,
    title: 'an index with the keys only serves the keys',
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
    ...devices,
    title: 'an index that includes a field serves it',
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
    ...devices,
    title: 'a local index reads in its own order',
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
    ...devices,
    title: 'a local index takes @consistent',
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
    ...devices,
    title: 'a sparse index lists what has its fields',
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
    ...devices,
    title: 'a sparse index takes a range of its sort key',
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
    ...devices,
    title: 'an index of one item reads one',
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
    ...devices,
    title: 'a scan reads the table without a direction',
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
    ...devices,
    title: 'a scan sends all of its filter, also on keys',
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
    ...devices,
    title: 'a scan of an index reads what stands in it',
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
    ...devices,
    title: 'an index whose name GraphQL refuses is scanned by its enum value',
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
    ...devices,
    title: '@consistent on a scan of the table is a consistent scan',
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
  refused(
    devices,
    '@consistent on a scan of a global index is refused',
    `{ scanDevices(index: ModelIndex) @consistent { nodes { serial } } }`,
    '@consistent cannot be used here: "ModelIndex" is a global index of Device, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
];
