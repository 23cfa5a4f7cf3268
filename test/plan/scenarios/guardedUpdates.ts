import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { pets } from '../fixtures/oneTable.js';
import { wares } from '../fixtures/stock.js';

/** What makes an update refuse. */
export const guardedUpdates: readonly Scenario[] = [
  {
    ...wares,
    title: 'every update counts the version and writes UPDATED_AT',
    operation: `mutation { updateWare(wareId: "w1", set: { note: "x", state: USED }, expectedVersion: 3) { ware { version updatedAt } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w1' } },
        UpdateExpression: 'SET #state = :v0, #note = :v1, #updatedAt = :v2, #SP = :v3, #SS = :v2 ADD #version :v4',
        ConditionExpression: 'attribute_exists(#wareId) AND #version = :v5',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#note': 'note',
          '#updatedAt': 'updatedAt',
          '#SP': 'SP',
          '#SS': 'SS',
          '#version': 'version',
          '#wareId': 'wareId',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USED' },
          ':v1': { S: 'x' },
          ':v2': { S: '2026-01-15T12:00:00.000Z' },
          ':v3': { S: 'STATE#USED' },
          ':v4': { N: '1' },
          ':v5': { N: '3' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateWare: { ware: { version: 4, updatedAt: '2026-01-15T12:00:00.000Z' } } },
  },
  {
    ...wares,
    title: 'a version that does not match is refused',
    operation: `mutation { updateWare(wareId: "w1", set: { note: "x" }, expectedVersion: 9) { ware { note } conflict { reason message fields current { version } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w1' } },
        UpdateExpression: 'SET #note = :v0, #updatedAt = :v1, #SS = :v1 ADD #version :v2',
        ConditionExpression: 'attribute_exists(#wareId) AND #version = :v3',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#updatedAt': 'updatedAt',
          '#SS': 'SS',
          '#version': 'version',
          '#wareId': 'wareId',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'x' },
          ':v1': { S: '2026-01-15T12:00:00.000Z' },
          ':v2': { N: '1' },
          ':v3': { N: '9' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: {
      updateWare: {
        ware: null,
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Ware was expected to have version 9; it is 3.',
          fields: ['version'],
          current: { version: 3 },
        },
      },
    },
  },
  {
    ...wares,
    title: 'an item without a version takes version 0',
    operation: `mutation { updateWare(wareId: "w2", set: { note: "x" }, expectedVersion: 0) { ware { version } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w2' } },
        UpdateExpression: 'SET #note = :v0, #updatedAt = :v1, #SS = :v1 ADD #version :v2',
        ConditionExpression:
          'attribute_exists(#wareId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v3) OR #version = :v4)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#note': 'note',
          '#updatedAt': 'updatedAt',
          '#SS': 'SS',
          '#version': 'version',
          '#wareId': 'wareId',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'x' },
          ':v1': { S: '2026-01-15T12:00:00.000Z' },
          ':v2': { N: '1' },
          ':v3': { S: 'NULL' },
          ':v4': { N: '0' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateWare: { ware: { version: 1 } } },
  },
  refused(
    wares,
    'an update that changes nothing is refused',
    `mutation { updateWare(wareId: "w1", set: {}) { ware { name } } }`,
    'This update of Ware changes nothing. Give at least one field to change.',
  ),
  refused(
    wares,
    'null asks for nothing but in set',
    `mutation { updateWare(wareId: "w1", setIfAbsent: { note: null }, add: { count: null, tags: null }, remove: { tags: null }, append: { log: null }) { ware { name } } }`,
    'This update of Ware changes nothing. Give at least one field to change.',
  ),
  {
    ...wares,
    title: 'null beside the one change of a field is no second change',
    operation: `mutation { updateWare(wareId: "w1", add: { count: 2 }, setIfAbsent: { count: null }) { conflict { reason } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w1' } },
        UpdateExpression: 'SET #updatedAt = :v0, #SS = :v0 ADD #count :v1, #version :v2',
        ConditionExpression: 'attribute_exists(#wareId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#updatedAt': 'updatedAt',
          '#SS': 'SS',
          '#count': 'count',
          '#version': 'version',
          '#wareId': 'wareId',
        },
        ExpressionAttributeValues: { ':v0': { S: '2026-01-15T12:00:00.000Z' }, ':v1': { N: '2' }, ':v2': { N: '1' } },
      },
    ],
    data: { updateWare: { conflict: null } },
  },
  refused(
    wares,
    'null for a required field is refused',
    `mutation { updateWare(wareId: "w1", set: { name: null }) { ware { name } } }`,
    'Ware.name is required; it cannot be null.',
  ),
  refused(
    wares,
    'two changes of one field are refused',
    `mutation { updateWare(wareId: "w1", set: { count: 1 }, add: { count: 2 }) { ware { name } } }`,
    'Two changes of one update touch "count"; keep one of them.',
  ),
  {
    ...pets,
    title: "where only the marker tells, another type's item is not found",
    operation: `mutation { updateCat(owner: "o", name: "Alf", set: { lives: 1 }) { cat { lives } conflict { reason current { name } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Pets',
        Key: { owner: { S: 'o' }, name: { S: 'Alf' } },
        UpdateExpression: 'SET #lives = :v0',
        ConditionExpression: 'attribute_exists(#owner) AND #kind = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#lives': 'lives', '#owner': 'owner', '#kind': 'kind' },
        ExpressionAttributeValues: { ':v0': { N: '1' }, ':v1': { S: 'Cat' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateCat: { cat: null, conflict: { reason: 'NOT_FOUND', current: null } } },
  },
  {
    ...pets,
    title: "a put over another type's item is refused",
    operation: `mutation { putCat(input: { owner: "o", name: "Alf" }) { conflict { reason current { name } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Pets',
        Item: { owner: { S: 'o' }, name: { S: 'Alf' }, kind: { S: 'Cat' } },
        ConditionExpression: 'attribute_not_exists(#owner) OR #kind = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#owner': 'owner', '#kind': 'kind' },
        ExpressionAttributeValues: { ':v0': { S: 'Cat' } },
      },
    ],
    data: { putCat: { conflict: { reason: 'ALREADY_EXISTS', current: null } } },
  },
  {
    ...pets,
    title: 'create writes the type marker',
    operation: `mutation { createDog(input: { owner: "o", name: "Rex", year: 2024 }) { dog { name kind } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Pets',
        Item: { owner: { S: 'o' }, name: { S: 'Rex' }, year: { N: '2024' }, kind: { S: 'Dog' } },
        ConditionExpression: 'attribute_not_exists(#owner)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#owner': 'owner' },
      },
    ],
    data: { createDog: { dog: { name: 'Rex', kind: 'Dog' } } },
  },
];
