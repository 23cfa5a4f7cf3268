import type { Scenario } from '../../support/scenario.js';
import { notes, wares } from '../fixtures/stock.js';

/** Items written whole, over what is there. */
export const puts: readonly Scenario[] = [
  {
    ...notes,
    title: 'put writes whether or not one is there, without a condition',
    operation: `mutation { putNote(input: { noteId: "n1", likes: 7, frame: { tail: "t" } }) { note { text likes frame { head tail } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Notes',
        Item: { noteId: { S: 'n1' }, likes: { N: '7' }, frame: { M: { tail: { S: 't' } } } },
      },
    ],
    data: { putNote: { note: { text: null, likes: 7, frame: { head: null, tail: 't' } } } },
  },
  {
    ...wares,
    title: 'put with version 0 writes where none is stored',
    operation: `mutation { putWare(input: { wareId: "w9", name: "Cup", box: {} }, expectedVersion: 0) { ware { version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w9' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '1' },
          label: { S: 'Cup (w9)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          '(attribute_not_exists(#wareId) OR attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1) AND (attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v0))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
      },
    ],
    data: { putWare: { ware: { version: 1 } } },
  },
  {
    ...wares,
    title: 'put with version 0 replaces an item without a version',
    operation: `mutation { putWare(input: { wareId: "w2", name: "Newer", box: {} }, expectedVersion: 0) { ware { name version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w2' },
          name: { S: 'Newer' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '1' },
          label: { S: 'Newer (w2)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          '(attribute_not_exists(#wareId) OR attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1) AND (attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v0))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
      },
    ],
    data: { putWare: { ware: { name: 'Newer', version: 1 } } },
  },
  {
    ...wares,
    title: 'put with the stored version replaces it and counts on',
    operation: `mutation { putWare(input: { wareId: "w1", name: "Cup", box: {} }, expectedVersion: 3) { ware { name version } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w1' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '4' },
          label: { S: 'Cup (w1)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          'attribute_exists(#wareId) AND #version = :v0 AND (attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { N: '3' }, ':v1': { S: 'NULL' } },
      },
    ],
    data: { putWare: { ware: { name: 'Cup', version: 4 } } },
  },
  {
    ...wares,
    title: 'put with another version is refused',
    operation: `mutation { putWare(input: { wareId: "w1", name: "Cup", box: {} }, expectedVersion: 2) { ware { name } conflict { reason message fields current { name version } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w1' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '3' },
          label: { S: 'Cup (w1)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          'attribute_exists(#wareId) AND #version = :v0 AND (attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { N: '2' }, ':v1': { S: 'NULL' } },
      },
    ],
    data: {
      putWare: {
        ware: null,
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Ware was expected to have version 2; it is 3.',
          fields: ['version'],
          current: { name: 'Mug', version: 3 },
        },
      },
    },
  },
  {
    ...wares,
    title: 'put with a version of an item that is not there is refused',
    operation: `mutation { putWare(input: { wareId: "w9", name: "Cup", box: {} }, expectedVersion: 2) { conflict { reason message current { name } } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w9' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '3' },
          label: { S: 'Cup (w9)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          'attribute_exists(#wareId) AND #version = :v0 AND (attribute_not_exists(#wareId) OR attribute_not_exists(#origin) OR attribute_type(#origin, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { N: '2' }, ':v1': { S: 'NULL' } },
      },
    ],
    data: {
      putWare: {
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Ware was expected to have version 2; there is none.',
          current: null,
        },
      },
    },
  },
  {
    ...wares,
    title: 'put that changes an immutable field is refused',
    operation: `mutation { putWare(input: { wareId: "w1", name: "Cup", origin: "Oslo", box: {} }, expectedVersion: 3) { conflict { reason message fields } } }`,
    commands: [
      {
        action: 'PutItem',
        TableName: 'Wares',
        Item: {
          wareId: { S: 'w1' },
          name: { S: 'Cup' },
          state: { S: 'NEW' },
          origin: { S: 'Oslo' },
          box: { M: {} },
          createdAt: { S: '2026-01-15T12:00:00.000Z' },
          updatedAt: { S: '2026-01-15T12:00:00.000Z' },
          version: { N: '4' },
          label: { S: 'Cup (w1)' },
          SP: { S: 'STATE#NEW' },
          SS: { S: '2026-01-15T12:00:00.000Z' },
        },
        ConditionExpression:
          'attribute_exists(#wareId) AND #version = :v0 AND (attribute_not_exists(#wareId) OR #origin = :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version', '#origin': 'origin' },
        ExpressionAttributeValues: { ':v0': { N: '3' }, ':v1': { S: 'Oslo' } },
      },
    ],
    data: {
      putWare: {
        conflict: {
          reason: 'CONDITION_FAILED',
          message: '"origin" of this Ware is immutable: the item was created without it, and this put would give it.',
          fields: ['origin'],
        },
      },
    },
  },
];
