import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

const notes = `type Note @table(partition: "placeId", sort: "at") {
  placeId: ID!
  at: DateTime!
}`;

const order = `type Order implements Noted @table(partition: "placeId") {
  placeId: ID!
  notes: [Note!]! @hasMany
}`;

describe('an interface whose field is a connection in one type', () => {
  test('and a list in another', () =>
    expect(
      problemsOf(`interface Noted {
  notes: [Note!]!
}
${order}
type Draft implements Noted {
  notes: [Note!]!
}
${notes}`),
    ).toEqual([
      '2:3 Noted.notes would be NoteConnection in Order and [Note!]! in Draft, and an interface can have it in one way only. Make it @hasMany of the same type in both, or take it out of Noted.',
    ]));

  test('and a connection of another type in another', () =>
    expect(
      problemsOf(`interface Noted {
  notes: [Written!]!
}
interface Written { at: DateTime! }
${order}
type Letter implements Noted @table(partition: "placeId") {
  placeId: ID!
  notes: [Comment!]! @hasMany
}
type Comment implements Written @table(partition: "placeId", sort: "at") {
  placeId: ID!
  at: DateTime!
}
${notes.replace('Note @', 'Note implements Written @')}`),
    ).toEqual([
      '2:3 Noted.notes would be NoteConnection in Order and CommentConnection in Letter, and an interface can have it in one way only. Make it @hasMany of the same type in both, or take it out of Noted.',
    ]));

  test('and the same connection in the others is sound', () =>
    expect(
      problemsOf(`interface Noted {
  notes: [Note!]!
}
${order}
${order.replace('Order', 'Quote')}
${notes}`),
    ).toEqual([]));
});
