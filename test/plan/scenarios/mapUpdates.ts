import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { notes, wares } from '../fixtures/stock.js';

/** Updates inside maps: only the members given are touched, and nothing is assumed. */
export const mapUpdates: readonly Scenario[] = [
  {
    ...notes,
    title: 'set in a required map touches only the members given',
    operation: `mutation { updateNote(noteId: "n1", set: { frame: { tail: "t", head: null } }) { note { frame { head tail } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        UpdateExpression: 'SET #frame.#tail = :v0 REMOVE #frame.#head',
        ConditionExpression:
          'attribute_exists(#noteId) AND attribute_exists(#frame) AND NOT attribute_type(#frame, :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#frame': 'frame', '#tail': 'tail', '#head': 'head', '#noteId': 'noteId' },
        ExpressionAttributeValues: { ':v0': { S: 't' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateNote: { note: { frame: { head: null, tail: 't' } } } },
  },
  {
    ...notes,
    title: 'set in an optional map that is there looks, then touches only the members given',
    operation: `mutation { updateNote(noteId: "n2", set: { parts: { tail: "z" } }) { note { parts { head tail } } } }`,
    commands: [
      { action: 'GetItem', TableName: 'Notes', Key: { noteId: { S: 'n2' } }, ConsistentRead: true },
      {
        action: 'UpdateItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n2' } },
        UpdateExpression: 'SET #parts.#tail = :v0',
        ConditionExpression:
          'attribute_exists(#noteId) AND attribute_exists(#parts) AND NOT attribute_type(#parts, :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#parts': 'parts', '#tail': 'tail', '#noteId': 'noteId' },
        ExpressionAttributeValues: { ':v0': { S: 'z' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateNote: { note: { parts: { head: 'x', tail: 'z' } } } },
  },
  {
    ...notes,
    title: 'set in an optional map that is missing looks, then writes the map',
    operation: `mutation { updateNote(noteId: "n1", set: { parts: { tail: "z" } }) { note { parts { head tail } } } }`,
    commands: [
      { action: 'GetItem', TableName: 'Notes', Key: { noteId: { S: 'n1' } }, ConsistentRead: true },
      {
        action: 'UpdateItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n1' } },
        UpdateExpression: 'SET #parts = :v0',
        ConditionExpression:
          'attribute_exists(#noteId) AND (attribute_not_exists(#parts) OR attribute_type(#parts, :v1))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#parts': 'parts', '#noteId': 'noteId' },
        ExpressionAttributeValues: { ':v0': { M: { tail: { S: 'z' } } }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateNote: { note: { parts: { head: null, tail: 'z' } } } },
  },
  {
    ...notes,
    title: 'null for an optional map removes it in one call',
    operation: `mutation { updateNote(noteId: "n2", set: { parts: null }) { note { parts { head } } } }`,
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n2' } },
        UpdateExpression: 'REMOVE #parts',
        ConditionExpression: 'attribute_exists(#noteId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#parts': 'parts', '#noteId': 'noteId' },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateNote: { note: { parts: null } } },
  },
  {
    ...notes,
    title: 'set of a map inside a map looks for both',
    operation: `mutation { updateNote(noteId: "n2", set: { frame: { inner: { deep: 5 } } }) { note { frame { inner { deep } } } } }`,
    commands: [
      { action: 'GetItem', TableName: 'Notes', Key: { noteId: { S: 'n2' } }, ConsistentRead: true },
      {
        action: 'UpdateItem',
        TableName: 'Notes',
        Key: { noteId: { S: 'n2' } },
        UpdateExpression: 'SET #frame.#inner.#deep = :v0',
        ConditionExpression:
          'attribute_exists(#noteId) AND attribute_exists(#frame) AND NOT attribute_type(#frame, :v1) AND attribute_exists(#frame.#inner) AND NOT attribute_type(#frame.#inner, :v1)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#frame': 'frame', '#inner': 'inner', '#deep': 'deep', '#noteId': 'noteId' },
        ExpressionAttributeValues: { ':v0': { N: '5' }, ':v1': { S: 'NULL' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateNote: { note: { frame: { inner: { deep: 5 } } } } },
  },
  refused(
    wares,
    'null for a required map is refused',
    `mutation { updateWare(wareId: "w1", set: { box: null }) { ware { name } } }`,
    'Ware.box is required; it cannot be null.',
  ),
  refused(
    wares,
    'null for a required member of a map is refused',
    `mutation { updateWare(wareId: "w1", set: { size: { widthCm: null } }) { ware { name } } }`,
    'size.widthCm is required; it cannot be null.',
  ),
  {
    ...wares,
    title: 'a map that the item lacks must be given with its required members',
    operation: `mutation { updateWare(wareId: "w2", set: { size: { heightCm: 3 } }) { ware { name } } }`,
    commands: [{ action: 'GetItem', TableName: 'Wares', Key: { wareId: { S: 'w2' } }, ConsistentRead: true }],
    data: { updateWare: null },
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: 'size.widthCm is required: the item has no size yet, so all of it must be given.',
      },
    ],
  },
];
