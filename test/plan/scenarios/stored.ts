import type { Scenario } from '../../support/scenario.js';
import { oddTables } from '../fixtures/stored.js';

/** Attribute names that need care, keys that are not text, and items that have expired. */
export const stored: readonly Scenario[] = [
  {
    ...oddTables,
    title: 'attribute names with #, -, blanks and reserved words go by placeholders',
    operation: `{ booking(room: "r1", day: "2026-01-15", start: 900, end: 1000) { guestName paidBy status size } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Bookings',
        Key: { 'Room#Day': { S: 'r1#2026-01-15' }, 'start-end': { S: '0900-1000' } },
        ProjectionExpression: '#guest_name, #Paid_By, #status, #_size, #Room_Day, #start_end, #Item_Type',
        ExpressionAttributeNames: {
          '#guest_name': 'guest_name',
          '#Paid_By': 'Paid By',
          '#status': 'status',
          '#_size': '#size',
          '#Room_Day': 'Room#Day',
          '#start_end': 'start-end',
          '#Item_Type': 'Item Type',
        },
      },
    ],
    data: { booking: { guestName: 'Ada', paidBy: 'card', status: 'ok', size: 2 } },
  },
  {
    ...oddTables,
    title: 'fields of a renamed key are parsed back where another program left them out',
    operation: `{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15") { nodes { room day start end guestName } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Bookings',
        KeyConditionExpression: '#Room_Day = :v0',
        FilterExpression: '#Item_Type = :v1',
        ProjectionExpression: '#room, #Room_Day, #day, #start, #start_end, #end, #guest_name, #Item_Type',
        ExpressionAttributeNames: {
          '#Room_Day': 'Room#Day',
          '#Item_Type': 'Item Type',
          '#room': 'room',
          '#day': 'day',
          '#start': 'start',
          '#start_end': 'start-end',
          '#end': 'end',
          '#guest_name': 'guest_name',
        },
        ExpressionAttributeValues: { ':v0': { S: 'r1#2026-01-15' }, ':v1': { S: 'booking' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      bookingsByRoomAndDay: {
        nodes: [
          { room: 'r1', day: '2026-01-15', start: 900, end: 1000, guestName: 'Ada' },
          { room: 'r1', day: '2026-01-15', start: 1100, end: 1230, guestName: 'Bo' },
        ],
      },
    },
  },
  {
    ...oddTables,
    title: 'two padded numbers: equality on the first, a range on the second',
    operation: `{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15", start: { eq: 900 }, end: { lt: 1200 }) { nodes { end } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Bookings',
        KeyConditionExpression: '#Room_Day = :v0 AND #start_end BETWEEN :v1 AND :v2',
        FilterExpression: '#Item_Type = :v3',
        ProjectionExpression: '#end, #start_end, #Room_Day, #Item_Type',
        ExpressionAttributeNames: {
          '#Room_Day': 'Room#Day',
          '#start_end': 'start-end',
          '#Item_Type': 'Item Type',
          '#end': 'end',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'r1#2026-01-15' },
          ':v1': { S: '0900-0000' },
          ':v2': { S: '0900-1200' },
          ':v3': { S: 'booking' },
        },
        ScanIndexForward: true,
        Limit: 21,
      },
    ],
    data: { bookingsByRoomAndDay: { nodes: [{ end: 1000 }] } },
  },
  {
    ...oddTables,
    title: 'a filter names renamed attributes',
    operation: `{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15", filter: { paidBy: { eq: "card" }, size: { ge: 2 }, guestName: { beginsWith: "A" } }) { nodes { guestName } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Bookings',
        KeyConditionExpression: '#Room_Day = :v0',
        FilterExpression: '#Item_Type = :v1 AND begins_with(#guest_name, :v2) AND #Paid_By = :v3 AND #_size >= :v4',
        ProjectionExpression: '#guest_name, #Room_Day, #start_end, #Item_Type',
        ExpressionAttributeNames: {
          '#Room_Day': 'Room#Day',
          '#Item_Type': 'Item Type',
          '#guest_name': 'guest_name',
          '#Paid_By': 'Paid By',
          '#_size': '#size',
          '#start_end': 'start-end',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'r1#2026-01-15' },
          ':v1': { S: 'booking' },
          ':v2': { S: 'A' },
          ':v3': { S: 'card' },
          ':v4': { N: '2' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { bookingsByRoomAndDay: { nodes: [{ guestName: 'Ada' }] } },
  },
  {
    ...oddTables,
    title: 'create writes renamed attributes, key fields and the marker',
    operation: `mutation { createBooking(input: { room: "r2", day: "2026-02-01", start: 1, end: 2, guestName: "Cy", size: 4, status: "new" }) { booking { room start guestName } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Bookings',
        Item: {
          room: { S: 'r2' },
          day: { S: '2026-02-01' },
          start: { N: '1' },
          end: { N: '2' },
          guest_name: { S: 'Cy' },
          status: { S: 'new' },
          '#size': { N: '4' },
          'Item Type': { S: 'booking' },
          'Room#Day': { S: 'r2#2026-02-01' },
          'start-end': { S: '0001-0002' },
        },
        ConditionExpression: 'attribute_not_exists(#Room_Day)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#Room_Day': 'Room#Day' },
      },
    ],
    data: { createBooking: { booking: { room: 'r2', start: 1, guestName: 'Cy' } } },
  },
  {
    ...oddTables,
    title: 'update names renamed attributes',
    operation: `mutation { updateBooking(room: "r1", day: "2026-01-15", start: 900, end: 1000, set: { guestName: "Di", paidBy: null }, add: { size: 1 }) { booking { guestName paidBy size } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Bookings',
        Key: { 'Room#Day': { S: 'r1#2026-01-15' }, 'start-end': { S: '0900-1000' } },
        UpdateExpression: 'SET #guest_name = :v0 REMOVE #Paid_By ADD #_size :v1',
        ConditionExpression: 'attribute_exists(#Room_Day) AND #Item_Type = :v2',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#guest_name': 'guest_name',
          '#Paid_By': 'Paid By',
          '#_size': '#size',
          '#Room_Day': 'Room#Day',
          '#Item_Type': 'Item Type',
        },
        ExpressionAttributeValues: { ':v0': { S: 'Di' }, ':v1': { N: '1' }, ':v2': { S: 'booking' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateBooking: { booking: { guestName: 'Di', paidBy: null, size: 3 } } },
  },
  {
    ...oddTables,
    title: 'number keys are numbers',
    operation: `{ counter(year: 2026, month: 1) { count } countersByYear(year: 2026, month: { ge: 2 }) { nodes { month count } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Counters',
        KeyConditionExpression: '#year = :v0 AND #month >= :v1',
        ProjectionExpression: '#month, #count, #year',
        ExpressionAttributeNames: { '#year': 'year', '#month': 'month', '#count': 'count' },
        ExpressionAttributeValues: { ':v0': { N: '2026' }, ':v1': { N: '2' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Counters',
        Key: { year: { N: '2026' }, month: { N: '1' } },
        ProjectionExpression: '#count, #year, #month',
        ExpressionAttributeNames: { '#count': 'count', '#year': 'year', '#month': 'month' },
      },
    ],
    data: { counter: { count: 5 }, countersByYear: { nodes: [{ month: 2, count: 7 }] } },
  },
  {
    ...oddTables,
    title: 'a number key that is asked twice is one key',
    operation: `{ a: counter(year: 2026, month: 1) { count } b: counter(year: 2026, month: 1) { month } c: counter(year: 2026, month: 2) { count } }`,
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Counters: {
            Keys: [
              { year: { N: '2026' }, month: { N: '1' } },
              { year: { N: '2026' }, month: { N: '2' } },
            ],
            ProjectionExpression: '#count, #month, #year',
            ExpressionAttributeNames: { '#count': 'count', '#month': 'month', '#year': 'year' },
          },
        },
      },
    ],
    data: { a: { count: 5 }, b: { month: 1 }, c: { count: 7 } },
  },
  {
    ...oddTables,
    title: 'a binary key is bytes',
    operation: `{ blob(digest: "+vs=") { digest mime } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Blobs',
        Key: { digest: { B: '+vs=' } },
        ProjectionExpression: '#digest, #mime',
        ExpressionAttributeNames: { '#digest': 'digest', '#mime': 'mime' },
      },
    ],
    data: { blob: { digest: '+vs=', mime: 'text/plain' } },
  },
  {
    ...oddTables,
    title: 'a Decimal key keeps its digits',
    operation: `{ level(city: "c", height: "12345678901234567890.123456789") { height label } levelsByCity(city: "c", height: { lt: "0" }) { nodes { height } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Levels',
        KeyConditionExpression: '#city = :v0 AND #height < :v1',
        ProjectionExpression: '#height, #city',
        ExpressionAttributeNames: { '#city': 'city', '#height': 'height' },
        ExpressionAttributeValues: { ':v0': { S: 'c' }, ':v1': { N: '0' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Levels',
        Key: { city: { S: 'c' }, height: { N: '12345678901234567890.123456789' } },
        ProjectionExpression: '#height, #label, #city',
        ExpressionAttributeNames: { '#height': 'height', '#label': 'label', '#city': 'city' },
      },
    ],
    data: {
      level: { height: '12345678901234567890.123456789', label: 'high' },
      levelsByCity: { nodes: [{ height: '-0.5' }] },
    },
  },
  {
    ...oddTables,
    title: 'a Decimal key of another spelling is the same number',
    operation: `{ a: level(city: "c", height: "-0.50") { label } b: level(city: "c", height: "-0.5") { label } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Levels',
        Key: { city: { S: 'c' }, height: { N: '-0.5' } },
        ProjectionExpression: '#label, #city, #height',
        ExpressionAttributeNames: { '#label': 'label', '#city': 'city', '#height': 'height' },
      },
    ],
    data: { a: { label: 'low' }, b: { label: 'low' } },
  },
];
