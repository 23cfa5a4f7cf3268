import type { Scenario } from '../../support/scenario.js';
import { notes, wares } from '../fixtures/stock.js';

/** Deletes, and what makes them refuse. */
export const deletes: readonly Scenario[] = [
  {
    ...notes,
    title: 'delete refuses a missing item, and gives the deleted one',
    operation: `mutation { deleteNote(noteId: "n1") { note { text likes } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression: 'attribute_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId' },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteNote: { note: { text: 'hello', likes: 2 } } },
  },
  {
    ...notes,
    title: 'delete asks for no item back when none is selected',
    operation: `mutation { deleteNote(noteId: "n1") { conflict { reason } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression: 'attribute_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId' },
      },
    ],
    data: { deleteNote: { conflict: null } },
  },
  {
    ...notes,
    title: 'delete of a missing item is NOT_FOUND',
    operation: `mutation { deleteNote(noteId: "nope") { note { text } conflict { reason message current { text } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'nope' } },
        ConditionExpression: 'attribute_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId' },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: {
      deleteNote: {
        note: null,
        conflict: {
          reason: 'NOT_FOUND',
          message: 'There is no Note with this key. A create or a put would store one.',
          current: null,
        },
      },
    },
  },
  {
    ...wares,
    title: 'delete checks the version',
    operation: `mutation { deleteWare(wareId: "w1", expectedVersion: 2) { ware { name } conflict { reason message current { version } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w1' } },
        ConditionExpression: 'attribute_exists(#wareId) AND #version = :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { N: '2' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: {
      deleteWare: {
        ware: null,
        conflict: {
          reason: 'VERSION_MISMATCH',
          message: 'The Ware was expected to have version 2; it is 3.',
          current: { version: 3 },
        },
      },
    },
  },
  {
    ...wares,
    title: 'version 0 means an item without a version',
    operation: `mutation { deleteWare(wareId: "w2", expectedVersion: 0) { ware { name version } conflict { reason } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Wares',
        Key: { wareId: { S: 'w2' } },
        ConditionExpression:
          'attribute_exists(#wareId) AND (attribute_not_exists(#version) OR attribute_type(#version, :v0) OR #version = :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#wareId': 'wareId', '#version': 'version' },
        ExpressionAttributeValues: { ':v0': { S: 'NULL' }, ':v1': { N: '0' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteWare: { ware: { name: 'Old', version: 0 }, conflict: null } },
  },
  {
    ...notes,
    title: "delete checks the client's condition",
    operation: `mutation { deleteNote(noteId: "n1", if: { likes: { gt: 5 } }) { note { text } conflict { reason message fields current { likes } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression: 'attribute_exists(#noteId) AND #likes > :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId', '#likes': 'likes' },
        ExpressionAttributeValues: { ':v0': { N: '5' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: {
      deleteNote: {
        note: null,
        conflict: {
          reason: 'CONDITION_FAILED',
          message: 'The Note does not meet the condition on likes.',
          fields: ['likes'],
          current: { likes: 2 },
        },
      },
    },
  },
  {
    ...notes,
    title: 'a condition on a key attribute is sent like any other',
    operation: `mutation { deleteNote(noteId: "n1", if: { noteId: { beginsWith: "n" }, text: { exists: true } }) { note { text } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression:
          'attribute_exists(#noteId) AND begins_with(#noteId, :v0) AND attribute_exists(#text) AND NOT attribute_type(#text, :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId', '#text': 'text' },
        ExpressionAttributeValues: { ':v0': { S: 'n' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteNote: { note: { text: 'hello' } } },
  },
  {
    ...notes,
    title: 'a condition that nothing meets is refused with the item as it is',
    operation: `mutation { deleteNote(noteId: "n1", if: { likes: { in: [] } }) { conflict { reason message current { text } } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression:
          'attribute_exists(#noteId) AND attribute_exists(#noteId) AND attribute_not_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId' },
      },
    ],
    data: {
      deleteNote: {
        conflict: {
          reason: 'CONDITION_FAILED',
          message: 'The Note does not meet the condition on likes.',
          current: { text: 'hello' },
        },
      },
    },
  },
  {
    ...notes,
    title: 'an empty condition is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: {}) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"if" is empty, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if'],
      },
    ],
  },
  {
    ...notes,
    title: 'a test without an operator is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { text: {} }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.text" is empty, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'text'],
      },
    ],
  },
  {
    ...notes,
    title: 'null in a test that null means nothing to is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { text: { beginsWith: null } }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.text.beginsWith" is null, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'text', 'beginsWith'],
      },
    ],
  },
  {
    ...notes,
    title: "null in place of a field's tests is refused: it would let the write through",
    operation: `mutation { deleteNote(noteId: "n1", if: { text: null }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.text" is null, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'text'],
      },
    ],
  },
  {
    ...notes,
    title: 'nothing behind a not is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { not: {} }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.not" is empty, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'not'],
      },
    ],
  },
  {
    ...notes,
    title: 'an empty and is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { and: [] }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.and" is empty, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'and'],
      },
    ],
  },
  {
    ...notes,
    title: 'an empty part of an and is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { and: [{ text: { eq: "hello" } }, {}] }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.and.1" is empty, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'and', 1],
      },
    ],
  },
  {
    ...notes,
    title: 'no bound of a size is refused: it would let the write through',
    operation: `mutation { deleteNote(noteId: "n1", if: { text: { size: { ge: null } } }) { note { text } } }`,
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message:
          '"if.text.size.ge" is null, so it would test nothing and let the write through. Leave it out, or give it a value.',
        argument: ['if', 'text', 'size', 'ge'],
      },
    ],
  },
  {
    ...notes,
    title: 'a condition of which a variable was left out is refused',
    operation: `mutation ($least: Int) { deleteNote(noteId: "n1", if: { text: { size: { ge: $least } } }) { note { text } } }`,
    commands: [],
    errors: [{ code: 'BAD_USER_INPUT', argument: ['if', 'text', 'size'] }],
  },
  {
    ...notes,
    title: 'null for the whole condition is none',
    operation: `mutation { deleteNote(noteId: "n1", if: null) { note { text } } }`,
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        ConditionExpression: 'attribute_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#noteId': 'noteId' },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteNote: { note: { text: 'hello' } } },
  },
];
