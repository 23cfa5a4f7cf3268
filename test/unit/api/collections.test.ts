import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import type { Collection } from '../../../src/model/model.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { collection, entity, field, key, listOf, model } from './makeModel.js';
import { recordsModel, recordsSdl } from './records.js';
import { sdl, servedSchema, servedSdl, servedType } from './servedSdl.js';

const unionSdl = 'union Thing = Note type Note { noteId: ID! }';

function thingModel(parts: Partial<Collection>, ...fields: readonly ReturnType<typeof field>[]) {
  const note = entity('Note', { key: key('noteId'), fields: [field('noteId', 'ID!')], operations: new Set() });
  const things = collection({ name: 'Thing', query: 'things', members: ['Note'], partition: 'G = ALL', fields });
  return model([note], [], [{ ...things, ...parts }]);
}

/** The arguments of the root field, as SDL. */
function argumentsOf(given: ReturnType<typeof model>): string | undefined {
  return /things(\(.*\)): ThingConnection/s.exec(servedType(given, unionSdl, 'Query') ?? '')?.[1];
}

const PAGE = 'order: SortOrder = ASC, first: Int, after: String, last: Int, before: String';

describe('a collection', () => {
  test('has no filter where its types share no stored field', () => {
    expect(argumentsOf(thingModel({}))).toBe('(type: [ThingType!], first: Int, after: String)');
    const inKeyAlone = thingModel({}, field('noteId', 'ID!', { stored: false }));
    expect(argumentsOf(inKeyAlone)).toBe('(type: [ThingType!], first: Int, after: String)');
    expect(servedType(inKeyAlone, unionSdl, 'ThingFilter')).toBeUndefined();
  });

  test.each([
    ['S', 'StringKeyCondition'],
    ['N', 'DecimalKeyCondition'],
    ['B', 'BytesKeyCondition'],
  ] as const)('asks its sort key as it is stored: %s', (type, condition) =>
    expect(argumentsOf(thingModel({ sort: [{ name: 'SK', type }] }))).toBe(
      `(sortKey: ${condition}, type: [ThingType!], ${PAGE})`,
    ),
  );

  test('has an order and no sort key to ask where several attributes sort', () => {
    const sort = ['a', 'b'].map((name) => ({ name, type: 'S' }) as const);
    expect(argumentsOf(thingModel({ sort }))).toBe(`(type: [ThingType!], ${PAGE})`);
  });

  test('says of which partition it is', () => {
    const text = print(buildApi(recordsModel, parse(recordsSdl)));
    for (const description of [
      'The OrderRecord items with this `orderId`, a page at a time.',
      'The OrderRecord items with this `region` and `day`, a page at a time.',
      'The Setting with this `settingId`; null where there is none.',
    ]) {
      expect(text).toContain(`"""${description}"""`);
    }
    expect(print(buildApi(thingModel({}), parse(unionSdl)))).toContain(
      '"""The Thing items in Shop, a page at a time."""',
    );
    expect(print(buildApi(thingModel({ index: 'G' }), parse(unionSdl)))).toContain('The Thing items in G,');
  });

  test('read in several ways has its types once', () => {
    const names = parse(print(buildApi(recordsModel, parse(recordsSdl)))).definitions.flatMap(
      (node) => ('name' in node && node.name?.value) || [],
    );
    expect(names.filter((name) => name.startsWith('OrderRecord'))).toEqual([
      'OrderRecord',
      'OrderRecordConnection',
      'OrderRecordEdge',
      'OrderRecordFilter',
      'OrderRecordType',
    ]);
  });

  test('has types that can be extended', () => {
    const text = `${unionSdl} extend type ThingConnection { took: Int } extend type ThingEdge { rank: Int }`;
    expect(servedType(thingModel({}), text, 'ThingConnection')).toBe(
      sdl(
        'type ThingConnection { edges: [ThingEdge!]! nodes: [Thing]! pageInfo: PageInfo! totalCount: Int took: Int }',
      ).trim(),
    );
    expect(servedType(thingModel({}), text, 'ThingEdge')).toBe(
      sdl('type ThingEdge { cursor: String! node: Thing rank: Int }').trim(),
    );
  });
});

describe('a whole schema', () => {
  const compiled = (body: string) => compileSchema([{ name: 'schema.graphql', body }]).model;

  test('is compiled to the model above', () =>
    expect(servedSdl(compiled(recordsSdl), recordsSdl)).toBe(servedSdl(recordsModel, recordsSdl)));

  test('may extend and refer to everything that is made for it', () => {
    const text = `${recordsSdl}
      interface Kept implements Node { id: ID! kept: Boolean seen: Boolean }
      extend interface Node { seen: Boolean }
      extend interface Setting { note: String }
      extend type TextSetting { note: String }
      extend type NumberSetting { note: String }
      extend type Customer { seen: Boolean }
      extend type Order implements Kept { kept: Boolean seen: Boolean }
      extend union OrderRecord @collection(table: "Shop", index: "Recent", query: "everyRecord", scan: true)
      extend type OrderRecordConnection { took: Int first: OrderRecordEdge }
      extend type OrderRecordEdge { rank: Int }
      extend input OrderRecordFilter { mine: Boolean }
      extend type Query {
        found(type: OrderRecordType, filter: OrderRecordFilter): OrderRecordConnection
        starred: [Node!]
      }
      extend type Seller { sold(types: [OrderRecordType!]): OrderRecordConnection }
    `;
    const model = compiled(text);
    expect(model.entities.get('Seller')?.ownFields).toEqual(new Set(['sold']));
    const schema = servedSchema(model, text);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(['everyRecord', 'found', 'starred', 'node', 'nodes']),
    );
  });
});

describe('relations', () => {
  test('to one say when they are null', () => {
    const text = print(buildApi(recordsModel, parse(recordsSdl)));
    expect(text).toContain('"""Its Actor; null where it is gone."""\n  author: Actor\n');
    expect(text).toContain('"""Its Shipment; null where there is none."""\n  shipment: Shipment\n');
    expect(text).toContain('"""Its OrderRecord items, a page at a time."""\n  neighbours(');
    expect(text).toContain('"""All of it."""\n  records(');
  });

  test("keep the user's own directives", () => {
    const text = recordsSdl
      .replace('author: Actor! @belongsTo(', 'author: Actor! @tag @belongsTo(')
      .replace('@hasOne(with: "orderNo = orderId")', '@hasOne(with: "orderNo = orderId") @tag');
    const served = print(buildApi(recordsModel, parse(`directive @tag on FIELD_DEFINITION ${text}`)));
    expect(served).toContain('  author: Actor @tag\n');
    expect(served).toContain('  shipment: Shipment @tag\n');
  });
});

describe('an interface', () => {
  const fields = [field('noteId', 'ID!', { inPrimaryKey: true })];
  const note = (name: string) =>
    entity(name, {
      key: key('noteId'),
      fields,
      operations: new Set(['GET']),
      relations: new Map([
        [
          'replies',
          { kind: 'hasMany', field: 'replies', reads: listOf('Reply'), with: new Map([['noteId', 'noteId']]) },
        ],
      ]),
    });
  const reply = entity('Reply', {
    key: key('noteId', 'replyId'),
    fields: [...fields, field('replyId', 'ID!', { inPrimaryKey: true })],
    operations: new Set(),
  });

  test('that no entity implements shows relations as the interface it implements', () => {
    const text = `
      interface Answered { replies: [Reply!]! }
      interface Rare implements Answered { replies: [Reply!]! }
      type Note implements Answered { noteId: ID! replies: [Reply!]! @hasMany }
      type Reply { noteId: ID! replyId: ID! }
    `;
    expect(servedType(model([note('Note'), reply]), text, 'Rare')).toBe(
      'interface Rare implements Answered {\n  replies: ReplyConnection\n}',
    );
  });

  test('shows relations of types that come to implement it in an extension', () => {
    const text = `
      interface Answered { replies: [Reply!]! }
      type Note { noteId: ID! replies: [Reply!]! @hasMany }
      extend type Note implements Answered
      type Reply { noteId: ID! replyId: ID! }
    `;
    expect(servedType(model([note('Note'), reply]), text, 'Answered')).toBe(
      'interface Answered {\n  replies: ReplyConnection\n}',
    );
  });
});
