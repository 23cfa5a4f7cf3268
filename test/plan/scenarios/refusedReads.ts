import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { narrow } from '../fixtures/narrow.js';
import { posts } from '../fixtures/posts.js';
import { records } from '../fixtures/records.js';
import { sharded } from '../fixtures/sharded.js';

/** Requests that are refused before anything is read. */
export const refusedReads: readonly Scenario[] = [
  {
    ...records,
    title: 'a cursor of a collection with another type is refused',
    operation: `{ orderRecords(orderId: "1", type: [Line], after: "AmvMt_pruXAf0Ed8Auhbgw3VxSeX9D-1_DBTfpurPCQ0eMK5z3vVbUScq7AsuSe_BxiVnhCRJEqSc4LTDKmnFgpN") { nodes { __typename } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    ...records,
    title: 'a cursor of a collection with another sortKey is refused',
    operation: `{ orderRecords(orderId: "1", sortKey: { lt: "Z" }, after: "AmvMt_pruXAf0Ed8Auhbgw3VxSeX9D-1_DBTfpurPCQ0eMK5z3vVbUScq7AsuSe_BxiVnhCRJEqSc4LTDKmnFgpN") { nodes { __typename } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    ...records,
    title: 'a cursor of another partition of a collection is refused',
    operation: `{ orderRecords(orderId: "2", after: "AmvMt_pruXAf0Ed8Auhbgw3VxSeX9D-1_DBTfpurPCQ0eMK5z3vVbUScq7AsuSe_BxiVnhCRJEqSc4LTDKmnFgpN") { nodes { __typename } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    ...records,
    title: 'a cursor of the table is refused in the collection of an index',
    operation: `{ recordsOfDay(day: "2026-01-01", after: "AmvMt_pruXAf0Ed8Auhbgw3VxSeX9D-1_DBTfpurPCQ0eMK5z3vVbUScq7AsuSe_BxiVnhCRJEqSc4LTDKmnFgpN") { nodes { __typename } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    ...sharded,
    title: 'a cursor of another partition of a merged list is refused',
    operation: `{ eventsByDay(day: "2026-01-02", after: "AmvV5F2mDh9BnMlTltLSBGPVSKucgv712Z17Qj7AiXymp7EMF0yxtAAvYGySy57obIMC8HCla9uEs02kwX82fZat") { nodes { eventId } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  {
    ...sharded,
    title: 'a cursor of the other order of a merged list is refused',
    operation: `{ eventsByDay(day: "2026-01-01", order: DESC, after: "AmvV5F2mDh9BnMlTltLSBGPVSKucgv712Z17Qj7AiXymp7EMF0yxtAAvYGySy57obIMC8HCla9uEs02kwX82fZat") { nodes { eventId } } }`,
    commands: [],
    errors: [
      {
        code: 'CURSOR_INVALID',
        message:
          '"after" is not a cursor of this field with these arguments. Pass a cursor from an earlier answer of the same field, unchanged, with the same arguments; or leave "after" out to start anew.',
      },
    ],
  },
  refused(
    sharded,
    '@consistent on a sharded list is refused, as on any global index',
    `{ eventsByDay(day: "2026-01-01") @consistent { nodes { eventId } } }`,
    '@consistent cannot be used here: "DayIndex" is a global index of Event, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
  refused(
    narrow,
    '@consistent on a hydrated list is refused: its order comes from the index',
    `{ ticketsByQueue(queue: "q") @consistent { nodes { body } } }`,
    '@consistent cannot be used here: "QueueIndex" is a global index of Ticket, and DynamoDB reads those eventually. Read by the primary key, or leave the directive out.',
  ),
  refused(
    records,
    'sortKey eq with another operator is refused',
    `{ orderRecords(orderId: "1", sortKey: { eq: "ORDER", lt: "Z" }) { nodes { __typename } } }`,
    '"sortKey" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has eq, lt.',
  ),
  refused(
    records,
    'sortKey beginsWith with a bound is refused',
    `{ orderRecords(orderId: "1", sortKey: { beginsWith: "L", gt: "LINE" }) { nodes { __typename } } }`,
    '"sortKey" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has gt, beginsWith.',
  ),
  refused(
    records,
    'sortKey between three values is refused',
    `{ orderRecords(orderId: "1", sortKey: { between: ["A", "B", "C"] }) { nodes { __typename } } }`,
    '"between" takes two values, the lower and the upper bound; it has 3.',
  ),
  {
    ...records,
    title: 'half a character in sortKey is refused',
    operation: `query ($start: String!) { orderRecords(orderId: "1", sortKey: { beginsWith: $start }) { nodes { __typename } } }`,
    variables: { start: 'L\ud800' },
    commands: [],
    errors: [
      {
        code: 'BAD_USER_INPUT',
        message: '"sortKey" holds half a character (a lone surrogate), which no key of OrderRecord does.',
      },
    ],
  },
  {
    ...records,
    title: 'a binary sortKey that is no base64 is refused',
    operation: `{ chunks(fileId: "f", sortKey: { eq: "no base64" }) { nodes { __typename } } }`,
    commands: [],
    errors: [
      { code: 'GRAPHQL_VALIDATION_FAILED', message: 'Bytes needs base64 text like "aGVsbG8=", not "no base64".' },
    ],
  },
  refused(
    records,
    'an empty partition of a collection is refused',
    `{ orderRecords(orderId: "") { nodes { __typename } } }`,
    '"orderId" must not be empty: it is part of the key "ORDER#{orderId}".',
  ),
  refused(
    records,
    'an empty key of a one-item collection is refused',
    `{ place(placeId: "") { __typename } }`,
    '"placeId" must not be empty: it is a key of Place.',
  ),
  refused(
    records,
    'first with last is refused in a collection',
    `{ orderRecords(orderId: "1", first: 1, last: 1) { nodes { __typename } } }`,
    '"first" and "last" cannot be given together: "first" pages forward, "last" backward.',
  ),
  refused(
    posts,
    'a negative number of segments is refused',
    `{ scanPosts(segments: -1) { nodes { text } } }`,
    '"segments" must be from 1 to 64; it is -1.',
  ),
  refused(
    sharded,
    'bounds the wrong way round are refused before any shard is asked',
    `{ eventsByDay(day: "2026-01-01", at: { between: [9, 1] }) { nodes { eventId } } }`,
    'Nothing lies between the bounds of "at": the lower one is above the upper one.',
  ),
  refused(
    sharded,
    'a page that is too large is refused before any shard is asked',
    `{ eventsByDay(day: "2026-01-01", first: 101) { nodes { eventId } } }`,
    '"first" is 101; at most 100 may be. Page on with a cursor for more, or raise the limit (--page-size-max).',
    { code: 'LIMIT_EXCEEDED' },
  ),
];
