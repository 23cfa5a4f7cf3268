import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, Kind, parse, print, validateSchema, visit } from 'graphql';
import { rootFieldNames } from '../../../src/model/apiNames.js';
import { API_OPERATIONS, type ApiOperation, type Model } from '../../../src/model/model.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { OPERATION_DIRECTIVES, SCHEMA_DIRECTIVES } from '../../../src/schema/api/schemaDirectives.js';
import { entity, field, index, key, list, listOf, map, model, part } from './makeModel.js';
import { ordersModel, ordersSdl } from './orders.js';
import { recordsModel, recordsSdl } from './records.js';
import { sdl, servedSchema, servedSdl, servedType } from './servedSdl.js';
import { shopModel, shopSdl } from './shop.js';

const golden = (name: string) => sdl(readFileSync(new URL(`golden/${name}.graphql`, import.meta.url), 'utf8'));

const noteSdl = 'type Note @table(name: "Notes", partition: "noteId") { noteId: ID! text: String }';

function noteModel(operations: readonly ApiOperation[] = ['GET']): Model {
  const fields = [field('noteId', 'ID!', { inPrimaryKey: true }), field('text', 'String')];
  return model([entity('Note', { key: key('noteId'), fields, operations: new Set(operations) })]);
}

describe('the served schema', () => {
  test('of one table a type', () => expect(servedSdl(shopModel, shopSdl)).toBe(golden('shop')));
  test('of several types in one table, keyed by templates', () =>
    expect(servedSdl(ordersModel, ordersSdl)).toBe(golden('orders')));

  test('of types that are read together', () => expect(servedSdl(recordsModel, recordsSdl)).toBe(golden('records')));

  test('of the store is valid, and each entity has its lookup', () => {
    const body = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
    const compiled = compileSchema([{ name: 'schema.graphql', body }]);
    const schema = buildASTSchema(buildApi(compiled.model, compiled.document));
    expect(validateSchema(schema)).toEqual([]);
    const fields = schema.getQueryType()?.getFields() ?? {};
    expect([...compiled.model.entities.values()].map((one) => String(fields[rootFieldNames.get(one)]?.type))).toEqual([
      ...compiled.model.entities.keys(),
    ]);
  });

  test('is the same each time', () => {
    const once = print(buildApi(shopModel, parse(shopSdl)));
    expect(print(buildApi(shopModel, parse(shopSdl)))).toBe(once);
  });

  test.each([
    ['one table a type', shopModel, shopSdl],
    ['one table for all', ordersModel, ordersSdl],
    ['types read together', recordsModel, recordsSdl],
  ] as const)('says of everything generated what it is: %s', (_, given, text) => {
    const own = new Set(parse(text).definitions.flatMap((node) => ('name' in node && node.name?.value) || []));
    const silent: string[] = [];
    for (const definition of buildApi(given, parse(text)).definitions) {
      if ('name' in definition && own.has(definition.name?.value ?? '')) continue;
      const isRoot = 'name' in definition && /^(Query|Mutation|Subscription)$/.test(definition.name?.value ?? '');
      visit(definition, {
        enter: (node) => {
          if (!node.kind.endsWith('Definition') || !('name' in node) || (isRoot && node === definition)) return;
          const description = 'description' in node ? node.description?.value : undefined;
          if (description === undefined || description === '') silent.push(print(node));
        },
      });
    }
    expect(silent).toEqual([]);
  });

  test('keeps the words of the user and leaves the storage to the model', () => {
    const text = print(buildApi(shopModel, parse(shopSdl)));
    expect(text).toContain('"""What people say."""\n  reviews(');
    expect(text).toMatch(/input ProductCreateInput \{\n {2}"""A readable name."""\n {2}productId: ID!/);
    expect(text).toContain('  """When not given, it is ACTIVE."""\n  status: Status\n');
    expect(text.match(/@(?!consistent|transaction|oneOf|specifiedBy)\w+/g)).toBeNull();
  });

  test('knows the directives of directives.graphql, all and no others', () => {
    const file = new URL('../../../directives.graphql', import.meta.url);
    const directives = parse(readFileSync(file, 'utf8')).definitions.flatMap((node) =>
      node.kind === Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [],
    );
    expect([...SCHEMA_DIRECTIVES, ...OPERATION_DIRECTIVES].sort()).toEqual([...directives].sort());
  });
});

describe('operations', () => {
  const roots = (...operations: readonly ApiOperation[]) => {
    const schema = servedSchema(noteModel(operations), noteSdl);
    return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
      (root) => root && Object.keys(root.getFields()),
    );
  };

  test('serve what they name', () => {
    expect(roots(...API_OPERATIONS)).toEqual([
      ['note', 'notesByKeys', 'noteChanges'],
      ['createNote', 'putNote', 'updateNote', 'deleteNote', 'checkNote', 'batchWriteNotes', 'transactWrite'],
      ['noteChanged'],
    ]);
    expect(roots('GET')).toEqual([['note'], undefined, undefined]);
    expect(roots('BATCH_GET', 'PUT')).toEqual([['notesByKeys'], ['putNote', 'transactWrite'], undefined]);
    expect(roots('GET', 'UPDATE')).toEqual([['note'], ['updateNote', 'transactWrite'], undefined]);
    expect(roots('GET', 'CREATE', 'DELETE')).toEqual([
      ['note'],
      ['createNote', 'deleteNote', 'transactWrite'],
      undefined,
    ]);
    expect(roots('GET', 'CHECK')).toEqual([['note'], ['checkNote', 'transactWrite'], undefined]);
    expect(roots('GET', 'BATCH_WRITE')).toEqual([['note'], ['batchWriteNotes'], undefined]);
    expect(roots('GET', 'SUBSCRIBE')).toEqual([['note', 'noteChanges'], undefined, ['noteChanged']]);
  });

  test('bring no type that nothing refers to', () => {
    expect(servedSdl(noteModel(['GET']), noteSdl)).toBe(
      sdl(`
        directive @consistent on QUERY | FIELD
        directive @transaction(token: String) on MUTATION | QUERY
        type Query { note(noteId: ID!): Note }
        type Note { noteId: ID! text: String }
      `),
    );
  });

  test('without QUERY serve no list of the table or an index, and relations to it still', () => {
    const fields = ['a: ID!', 'b: ID!'].map((one) => field(one.slice(0, 1), 'ID!', { inPrimaryKey: true }));
    const parent = entity('Parent', {
      key: key('a'),
      fields: fields.slice(0, 1),
      operations: new Set(['GET']),
      relations: new Map([
        ['children', { kind: 'hasMany', field: 'children', reads: listOf('Child'), with: new Map([['a', 'a']]) }],
      ]),
    });
    const child = entity('Child', {
      key: key('a', 'b'),
      fields,
      listField: 'childrenByA',
      indexes: [index('I', key('b'), { listField: 'childrenByB' }), index('J', key('b'), { oneField: 'childByB' })],
      operations: new Set(),
    });
    const text = 'type Parent { a: ID! children: [Child!]! @hasMany } type Child { a: ID! b: ID! }';
    expect(
      Object.keys(
        servedSchema(model([parent, child]), text)
          .getQueryType()
          ?.getFields() ?? {},
      ),
    ).toEqual(['parent']);
    expect(servedType(model([parent, child]), text, 'Parent')).toContain(
      'children(b: IDKeyCondition, filter: ChildFilter',
    );
  });
});

describe('inputs with nothing in them are left out', () => {
  test('and so is an update that could change nothing', () => {
    const fields = [field('noteId', 'ID!', { inPrimaryKey: true }), field('text', 'String', { immutable: true })];
    const given = model([entity('Note', { key: key('noteId'), fields })]);
    expect(servedType(given, noteSdl, 'Mutation')).toBe(
      sdl(`type Mutation {
        createNote(input: NoteCreateInput!): NotePayload
        putNote(input: NoteCreateInput!): NotePayload
        deleteNote(noteId: ID!, if: NoteFilter): NotePayload
        checkNote(noteId: ID!, if: NoteFilter): NotePayload
        batchWriteNotes(put: [NoteCreateInput!], delete: [NoteKey!]): NoteBatchPayload
        transactWrite(items: [TransactWriteItem!]!, token: String): TransactWritePayload
      }`).trim(),
    );
    expect(servedType(given, noteSdl, 'NoteTransactWrite')).not.toContain('update');
    expect(servedType(given, noteSdl, 'NoteSetInput')).toBeUndefined();
  });

  test('also of maps, and the fields that would take them', () => {
    const maps = [{ name: 'Seal', fields: new Map([['at', field('at', 'DateTime', { readOnly: true })]]) }];
    const fields = [
      field('noteId', 'ID!', { inPrimaryKey: true }),
      field('seal', map('Seal')),
      field('seals', list(map('Seal'))),
      field('text', 'String'),
    ];
    const given = model([entity('Note', { key: key('noteId'), fields })], maps);
    const text = 'type Note { noteId: ID! seal: Seal seals: [Seal!] text: String } type Seal { at: DateTime }';
    expect(servedType(given, text, 'NoteSetInput')).toBe('input NoteSetInput {\n  text: String\n}');
    expect(servedType(given, text, 'NoteAppendInput')).toBeUndefined();
    expect(servedType(given, text, 'SealCreateInput')).toBeUndefined();
    expect(servedType(given, text, 'SealFilter')).toContain('at: DateTimeFilter');
  });

  test('a map that holds itself has inputs that do', () => {
    const fields = [field('noteId', 'ID!', { inPrimaryKey: true }), field('root', map('Node'))];
    const maps = [{ name: 'Node', fields: new Map([['left', field('left', map('Node'))]]) }];
    const text = 'type Note { noteId: ID! root: Node } type Node { left: Node }';
    const given = model([entity('Note', { key: key('noteId'), fields })], maps);
    expect(servedType(given, text, 'NodeCreateInput')).toBe('input NodeCreateInput {\n  left: NodeCreateInput\n}');
    expect(servedType(given, text, 'NodeSetInput')).toBe('input NodeSetInput {\n  left: NodeSetInput\n}');
  });
});

describe("what is the user's own", () => {
  test('root fields stand before ours, written with or without "extend"', () => {
    const root = 'type Query {\n  hello: String\n  note(noteId: ID!): Note\n}';
    expect(servedType(noteModel(), `${noteSdl} type Query { hello: String }`, 'Query')).toBe(root);
    const extended = servedType(noteModel(), `${noteSdl} extend type Query { hello: String }`, 'Query');
    expect(extended).toBe('type Query {\n  note(noteId: ID!): Note\n  hello: String\n}');
  });

  test('a Mutation of theirs is served where we have none', () => {
    const schema = servedSchema(noteModel(), `${noteSdl} extend type Mutation { ping: Boolean }`);
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(['ping']);
  });

  test('names of root types are theirs to choose', () => {
    const text = `${noteSdl} schema { query: Root mutation: Writes } type Root { hello: String }`;
    const schema = servedSchema(noteModel(['GET', 'PUT', 'SUBSCRIBE']), text);
    expect(schema.getQueryType()?.name).toBe('Root');
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(['hello', 'note', 'noteChanges']);
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(['putNote', 'transactWrite']);
    expect(schema.getSubscriptionType()?.name).toBe('Subscription');
  });

  test('a directive on the schema stays, ours goes', () => {
    const kept = `${noteSdl} directive @owner(team: String) on SCHEMA extend schema @owner(team: "shop") @tableSettings(name: "Notes")`;
    expect(print(buildApi(noteModel(), parse(kept)))).toContain('schema @owner(team: "shop") {\n  query: Query\n}');
    const gone = `${noteSdl} extend schema @tableSettings(name: "Notes")`;
    expect(print(buildApi(noteModel(), parse(gone)))).not.toContain('schema');
  });

  test('directives, scalars, enums, unions, interfaces and inputs pass through, their extensions merged', () => {
    const text = `
      ${noteSdl}
      directive @tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION | ENUM_VALUE
      interface Named { name: String }
      extend interface Named { nick: String }
      type Person implements Named @tag(name: "a") { name: String nick: String }
      extend type Person @tag(name: "b") { born: Date }
      union Thing = Person
      extend union Thing = Note
      enum Mood { GOOD @tag(name: "c") }
      extend enum Mood { BAD }
      input Search { text: String }
      extend input Search { mood: Mood = GOOD }
      scalar Color
      extend scalar Color @specifiedBy(url: "https://example.com/color")
      extend type Note { things(search: Search, color: Color): [Thing] @tag(name: "d") }
    `;
    const printed = print(buildApi(noteModel(), parse(text)));
    for (const part of [
      'directive @tag(name: String!) repeatable on OBJECT | FIELD_DEFINITION | ENUM_VALUE',
      'interface Named {\n  name: String\n  nick: String\n}',
      'type Person implements Named @tag(name: "a") @tag(name: "b") {\n  name: String\n  nick: String\n  born: Date\n}',
      'union Thing = Person | Note',
      'enum Mood {\n  GOOD @tag(name: "c")\n  BAD\n}',
      'input Search {\n  text: String\n  mood: Mood = GOOD\n}',
      'scalar Color @specifiedBy(url: "https://example.com/color")',
      'type Note {\n  noteId: ID!\n  text: String\n  things(search: Search, color: Color): [Thing] @tag(name: "d")\n}',
      'scalar Date @specifiedBy',
    ]) {
      expect(printed).toContain(part);
    }
    expect(printed).not.toContain('extend');
    servedSchema(noteModel(), text);
  });

  test('generated types can be extended', () => {
    const text = `${noteSdl} extend type NotePayload { took: Int }`;
    expect(servedType(noteModel(['GET', 'PUT']), text, 'NotePayload')).toBe(
      sdl('type NotePayload { note: Note conflict: NoteConflict took: Int }').trim(),
    );
  });

  test('a library scalar that they declare is not declared twice', () => {
    const text = `${noteSdl} "Ours." scalar DateTime extend type Query { now: DateTime }`;
    expect(print(buildApi(noteModel(), parse(text))).match(/scalar DateTime/g)).toHaveLength(1);
    servedSchema(noteModel(), text);
  });
});

describe('lists', () => {
  test('of an index without a sort key only go forward, and partitions without fields need no argument', () => {
    const fields = [field('noteId', 'ID!', { inPrimaryKey: true }), field('at', 'DateTime')];
    const given = model([
      entity('Note', {
        key: key('noteId'),
        fields,
        operations: new Set(['QUERY']),
        indexes: [
          index('All', key('G = ALL', 'at'), { listField: 'newestNotes' }),
          index('Bag', key('H = BAG'), { listField: 'bag' }),
          index('First', key('noteId', part('at')), { oneField: 'noteByNoteIdAndAt' }),
        ],
      }),
    ]);
    const order = 'order: SortOrder = ASC, first: Int, after: String, last: Int, before: String';
    expect(servedType(given, 'type Note { noteId: ID! at: DateTime }', 'Query')).toBe(
      sdl(`type Query {
        newestNotes(at: DateTimeKeyCondition, filter: NoteFilter, ${order}): NoteConnection
        bag(filter: NoteFilter, first: Int, after: String): NoteConnection
        noteByNoteIdAndAt(noteId: ID!, at: DateTimeKeyCondition): Note
      }`).trim(),
    );
  });

  test('indexes of any legal name can be scanned', () => {
    const names = ['a.b', '3-days', '__x', 'true', 'plain_1'];
    const fields = [field('noteId', 'ID!', { inPrimaryKey: true })];
    const indexes = names.map((name) => index(name, key('noteId')));
    const given = model([entity('Note', { key: key('noteId'), fields, indexes, scan: true, operations: new Set() })]);
    expect(servedType(given, 'type Note { noteId: ID! }', 'NoteIndex')).toBe(
      'enum NoteIndex {\n  a_b\n  _3_days\n  _x\n  _true\n  plain_1\n}',
    );
  });
});
