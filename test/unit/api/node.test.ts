import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { entity, field, key, model } from './makeModel.js';
import { servedSchema, servedType } from './servedSdl.js';

const nodeModel = (isNode = true) =>
  model([
    entity('Note', {
      key: key('noteId'),
      fields: [field('noteId', 'ID!', { inPrimaryKey: true })],
      operations: new Set(['GET']),
      isNode,
    }),
  ]);

const noteSdl = 'type Note implements Node { noteId: ID! }';

describe('Node', () => {
  test('is made where the schema leaves it to the gateway, and its types have an id', () => {
    expect(servedType(nodeModel(), noteSdl, 'Node')).toBe('interface Node {\n  id: ID!\n}');
    expect(servedType(nodeModel(), noteSdl, 'Note')).toBe('type Note implements Node {\n  id: ID!\n  noteId: ID!\n}');
    expect(servedType(nodeModel(), noteSdl, 'Query')).toBe(
      'type Query {\n  note(noteId: ID!): Note\n  node(id: ID!): Node\n  nodes(ids: [ID!]!): [Node]\n}',
    );
  });

  test('is not there where no type implements it', () => {
    const schema = servedSchema(nodeModel(false), 'type Note { noteId: ID! }');
    expect(schema.getType('Node')).toBeUndefined();
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(['note']);
  });

  test("is the user's own where they define it", () => {
    const text = `"Ours." interface Node { "Unique." id: ID! seen: Boolean } extend type Note { seen: Boolean } ${noteSdl}`;
    const own = '"Ours."\ninterface Node {\n  "Unique."\n  id: ID!\n  seen: Boolean\n}';
    expect(print(buildApi(nodeModel(), parse(text)))).toContain(own);
    servedSchema(nodeModel(), text);
  });

  test('can be extended without being defined', () => {
    const text = `${noteSdl} extend interface Node { seen: Boolean } extend type Note { seen: Boolean }`;
    expect(servedType(nodeModel(), text, 'Node')).toBe('interface Node {\n  id: ID!\n  seen: Boolean\n}');
  });

  test('leaves an id that is declared where it stands, with its words', () => {
    const text = 'type Note implements Node { noteId: ID! "Known to everyone." id: ID! }';
    expect(servedType(nodeModel(), text, 'Note')).toBe('type Note implements Node {\n  noteId: ID!\n  id: ID!\n}');
    expect(print(buildApi(nodeModel(), parse(text)))).toContain('"Known to everyone."\n  id: ID!');
  });

  test('knows an id that an extension declares, and types that an extension makes nodes', () => {
    const declared = 'type Note implements Node { noteId: ID! } extend type Note { id: ID! }';
    expect(servedType(nodeModel(), declared, 'Note')).toBe('type Note implements Node {\n  noteId: ID!\n  id: ID!\n}');
    const made = 'type Note { noteId: ID! } extend type Note implements Node';
    expect(servedType(nodeModel(), made, 'Note')).toBe('type Note implements Node {\n  id: ID!\n  noteId: ID!\n}');
  });

  test('may be the name of another type where nothing implements it', () => {
    const text = 'type Note { noteId: ID! } type Node { left: Node } extend type Query { root: Node }';
    expect(servedType(nodeModel(false), text, 'Node')).toBe('type Node {\n  left: Node\n}');
  });
});
