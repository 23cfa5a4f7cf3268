import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

const FIELDS = `  orgId: ID!
  noteId: ID!
  owner: ID
  price: Float
  total: Decimal
  day: Date
  data: JSON
  file: Bytes
  place: Place
  page: Url
  pages: [Url!]
  grid: [[Int!]!]
  places: [Place!]
  author: User @belongsTo(with: "userId = owner")
}
type Place { street: String }
scalar Url
type User @table(partition: "userId") { userId: ID! }
extend type Note { summary: String }`;

/** A type with the rules, which begin at 1:83. */
const note = (rules: string): string =>
  `type Note @table(partition: "PK = O#{orgId}", sort: "SK = {noteId}") @auth(rules: [${rules}]) {
${FIELDS}`;

/** A type with one field more, whose line is the third. */
const noteWith = (field: string, more = ''): string => `type Note @table(partition: "noteId") {
  noteId: ID!
  ${field}
}
${more}`;

describe('a rule of @auth', () => {
  test('is known to GraphQL', () => {
    expect(
      problemsOf(note('{ allow: AUTHENTICATED }, { field: "owner" }, { allow: OWNER, ownerField: "owner" }')),
    ).toEqual([
      '1:93 Value "AUTHENTICATED" does not exist in "AuthSubject" enum. Write PUBLIC, SIGNED_IN, OWNER, GROUP or TENANT.',
      '1:110 Field "AuthRule.allow" of required type "AuthSubject!" was not provided.',
      '1:130 OWNER needs the field that holds the owner: { allow: OWNER, field: "ownerId" }.',
      '1:146 Field "ownerField" is not defined by type "AuthRule". Did you mean "field"?',
    ]);
  });

  test.each([
    ['{ allow: OWNER }', '1:84 OWNER needs the field that holds the owner: { allow: OWNER, field: "ownerId" }.'],
    [
      '{ allow: TENANT }',
      '1:84 TENANT needs the field of the key and the claim: { allow: TENANT, field: "tenantId", claim: "tenant_id" }.',
    ],
    [
      '{ allow: TENANT, field: "orgId" }',
      '1:84 TENANT needs the claim: { allow: TENANT, field: "orgId", claim: "tenant_id" }.',
    ],
    [
      '{ allow: TENANT, claim: "org" }',
      '1:84 TENANT needs the field of the key: { allow: TENANT, field: "tenantId", claim: "org" }.',
    ],
    [
      '{ allow: GROUP }',
      '1:84 GROUP needs the groups that are meant, { allow: GROUP, groups: ["admins"] }, or the field that holds them, { allow: GROUP, field: "groups" }.',
    ],
    [
      '{ allow: GROUP, groups: "a", field: "owner" }',
      '1:120 GROUP takes either "groups" or "field": leave one out. Where either may do, write a rule for each.',
    ],
  ])('has what its kind needs: %s', (rule, problem) => {
    expect(problemsOf(note(rule))).toEqual([problem]);
  });

  test.each([
    [
      '{ allow: PUBLIC, field: "owner" }',
      '1:108 PUBLIC means everybody and takes no "field": leave it out, or write allow: OWNER.',
    ],
    [
      '{ allow: SIGNED_IN, claim: "sub" }',
      '1:111 SIGNED_IN means everybody who is known and takes no "claim": leave it out, or write allow: OWNER.',
    ],
    [
      '{ allow: OWNER, field: "owner", groups: ["a"] }',
      '1:124 OWNER compares a field with a claim and takes no "groups": leave it out, or write allow: GROUP.',
    ],
    [
      '{ allow: TENANT, field: "orgId", claim: "org", groups: ["a"] }',
      '1:139 TENANT ties a field to a claim and takes no "groups": leave it out, or write allow: GROUP.',
    ],
  ])('has nothing that its kind does not take: %s', (rule, problem) => {
    expect(problemsOf(note(rule))).toEqual([problem]);
  });

  test.each([
    ['', '1:83 @auth on Note has no rules, and so allows nothing: write one, rules: [{ allow: SIGNED_IN }].'],
    [
      '{ allow: GROUP, groups: [] }',
      '1:108 groups: [] means nobody: name a group, groups: ["admins"], or leave the rule out.',
    ],
    [
      '{ allow: PUBLIC, operations: [] }',
      '1:113 operations: [] allows nothing: name one, operations: [READ], or leave "operations" out, which means all.',
    ],
    [
      '{ allow: OWNER, field: "owner", claim: "" }',
      '1:123 claim: "" names no claim: write claim: "sub", or leave it out.',
    ],
  ])('says something: %s', (rule, problem) => {
    expect(problemsOf(note(rule))).toEqual([problem]);
  });
});

describe('the field of a rule', () => {
  const COMPARED =
    'a claim is compared with a String, ID, Int, BigInt, Boolean, enum or a scalar of your own that is stored as text, or with a list or set of them.';

  test.each([
    ['ownr', 'Note has no field "ownr" to compare with a claim. Did you mean "owner"?'],
    ['x', 'Note has no field "x" to compare with a claim. It has "orgId", "noteId" and "owner".'],
    ['author', "Note.author is a relation and is not stored itself: name the field that holds the other's key."],
    ['summary', 'Note.summary has a resolver of your own, and a rule asks what is stored: name a stored field.'],
    ['price', `Note.price is a Float, and ${COMPARED}`],
    ['total', `Note.total is a Decimal, and ${COMPARED}`],
    ['day', `Note.day is a Date, and ${COMPARED}`],
    ['data', `Note.data is a JSON, and ${COMPARED}`],
    ['file', `Note.file is a Bytes, and ${COMPARED}`],
    ['place', `Note.place is a Place, and ${COMPARED}`],
    ['places', `Note.places is a [Place!], and ${COMPARED}`],
    ['grid', `Note.grid is a [[Int!]!], and ${COMPARED}`],
    ['pages', `Note.pages is a [Url!], and ${COMPARED}`],
    ['page', `Note.page is a Url, and ${COMPARED} Store it as text: @attribute(as: STRING).`],
  ])('is stored, and can be compared: %s', (field, problem) => {
    expect(problemsOf(note(`{ allow: OWNER, field: "${field}" }`))).toEqual([`1:107 ${problem}`]);
    expect(problemsOf(note(`{ allow: GROUP, field: "${field}" }`))).toEqual([`1:107 ${problem}`]);
  });

  test('is not the global id of a Node', () => {
    expect(
      problemsOf(`type Note implements Node @table(partition: "noteId") @auth(rules: [{ allow: OWNER, field: "id" }]) {
  noteId: ID!
}`),
    ).toEqual([
      '1:92 Note.id is the global id of a Node and is not stored: name the field of the key that it is made of.',
    ]);
  });

  test('of a rule of a field is one of the type', () => {
    expect(problemsOf(noteWith('text: String @auth(rules: [{ allow: OWNER, field: "txt" }])'))).toEqual([
      '3:53 Note has no field "txt" to compare with a claim. Did you mean "text"?',
    ]);
  });

  test.each(['partition: "PK = {orgId}#{who}", sort: "SK = A"', 'partition: "orgId", sort: "SK = {orgId}#{who}"'])(
    'can be asked for: not one that is only inside a key, behind another: %s',
    (key) => {
      expect(
        problemsOf(`type Note @table(${key}, storeKeyFields: false)
  @auth(rules: [{ allow: OWNER, field: "who" }]) {
  orgId: ID!
  who: ID!
}`),
      ).toEqual([
        '2:40 Note.who is stored in key templates only, where it does not come first, so no condition can ask for it: give it an attribute of its own, @attribute(stored: true).',
      ]);
    },
  );
});

describe('TENANT', () => {
  const why =
    "and TENANT is a fence of the table: keys of different tenants differ from the start, so that no key can reach into another's.";

  test.each([
    ['noteId', 'is not in'],
    ['owner', 'is not in'],
  ])('is about the partition key: %s', (field, place) => {
    expect(problemsOf(note(`{ allow: TENANT, field: "${field}", claim: "c" }`))).toEqual([
      `1:108 Note.${field} ${place} the partition key of Note, ${why} Put it first, partition: "PK = TENANT#{${field}}#...", or write allow: OWNER, which asks the item.`,
    ]);
  });

  const inOrder = (rules: string): string => `type Note @table(partition: "PK = {a}#{b}#{c}", sort: "SK = N")
  @auth(rules: [${rules}]) {
  a: ID!
  b: ID!
  c: ID!
}`;
  const tenant = (field: string, claim = field): string => `{ allow: TENANT, field: "${field}", claim: "${claim}" }`;

  test('takes the first fields of it', () => {
    expect(problemsOf(inOrder(tenant('a')))).toEqual([]);
    expect(problemsOf(inOrder(`${tenant('b')}, ${tenant('a')}`))).toEqual([]);
    expect(problemsOf(inOrder(tenant('b')))).toEqual([
      `2:41 Note.b comes after "a" in the partition key of Note, ${why} Put it first, partition: "PK = TENANT#{b}#...", or write allow: OWNER, which asks the item.`,
    ]);
    expect(problemsOf(inOrder(`${tenant('a')}, ${tenant('c')}`))).toEqual([
      `2:84 Note.c comes after "b" in the partition key of Note, ${why} Put it first, partition: "PK = TENANT#{c}#...", or write allow: OWNER, which asks the item.`,
    ]);
  });

  test('ties a field to one claim', () => {
    expect(problemsOf(inOrder(`${tenant('a')}, ${tenant('a')}`))).toEqual([]);
    expect(problemsOf(inOrder(`${tenant('a', 'x')}, ${tenant('a', 'y')}`))).toEqual([
      '2:96 TENANT ties Note.a to the claim "x" already, and a key has one value: write claim: "x", or leave the rule out.',
    ]);
  });

  test.each([
    ['@generated(by: UUID)', '@generated'],
    ['@default(value: "x")', '@default'],
  ])('gives the value itself: %s', (directive, name) => {
    expect(
      problemsOf(`type Note @table(partition: "orgId") @auth(rules: [{ allow: TENANT, field: "orgId", claim: "c" }]) {
  orgId: ID! ${directive}
}`),
    ).toEqual([
      `1:76 Note.orgId is given by a claim, as TENANT says, and ${name} would give it too: leave ${name} out.`,
    ]);
  });

  test('is about whole items', () => {
    expect(problemsOf(noteWith('text: String @auth(rules: [{ allow: TENANT, field: "noteId", claim: "c" }])'))).toEqual(
      ['3:30 TENANT is a fence around whole items: put the rule on Note, and on Note.text say who of the tenant may.'],
    );
  });
});

describe('rules of root fields', () => {
  const root = (rules: string): string =>
    noteWith('text: String', `extend type Query { count: Int @auth(rules: [${rules}]) }`);

  test.each([
    ['{ allow: OWNER, field: "userId" }', '"userId"'],
    ['{ allow: GROUP, field: "team" }', '"team"'],
    ['{ allow: TENANT, field: "orgId", claim: "org" }', '"orgId"'],
  ])('ask no item: %s', (rule, field) => {
    expect(problemsOf(root(rule))).toEqual([
      `5:46 Query.count is a field of your own, without an item whose ${field} could be asked. Use PUBLIC, SIGNED_IN or GROUP with "groups", and decide the rest in its resolver.`,
    ]);
  });

  test('know no operations', () => {
    expect(problemsOf(root('{ allow: PUBLIC, operations: [READ] }'))).toEqual([
      '5:75 Query.count is called or not, whatever its resolver does: leave "operations" out.',
    ]);
  });
});

describe('operations of a field', () => {
  const field = (text: string, operation: string): string =>
    noteWith(
      `${text} @auth(rules: [{ allow: PUBLIC, operations: [READ, ${operation}] }])`,
      'type User @table(partition: "userId") { userId: ID! }',
    );

  test.each([
    [
      'x: Int',
      'DELETE',
      'DELETE is about whole items, and a field has READ, CREATE and UPDATE: put the rule on Note, or leave DELETE out.',
    ],
    [
      'x: Int',
      'SUBSCRIBE',
      'SUBSCRIBE is about whole items, and a field has READ, CREATE and UPDATE: put the rule on Note, or leave SUBSCRIBE out.',
    ],
    [
      'x: User @belongsTo(with: "userId = noteId")',
      'UPDATE',
      'Note.x is a relation and not written itself: leave UPDATE out.',
    ],
    ['x(of: Int): Int', 'CREATE', 'Note.x has a resolver of your own and is not written: leave CREATE out.'],
    ['x: Int @immutable', 'UPDATE', 'Note.x is @immutable, so nobody changes it: leave UPDATE out.'],
    ['x: Int @readOnly', 'UPDATE', 'Note.x is in no input, so nobody gives it: leave UPDATE out.'],
    ['x: Int @readOnly', 'CREATE', 'Note.x is in no input, so nobody gives it: leave CREATE out.'],
    ['x: Int! @version', 'UPDATE', 'Note.x is in no input, so nobody gives it: leave UPDATE out.'],
    [
      'x: DateTime @generated(by: UPDATED_AT)',
      'UPDATE',
      'Note.x is in no input, so nobody gives it: leave UPDATE out.',
    ],
    [
      'x: String @attribute(template: "N{noteId}")',
      'UPDATE',
      'Note.x is in no input, so nobody gives it: leave UPDATE out.',
    ],
  ])('are such as can be: %s %s', (text, operation, problem) => {
    const column = 3 + text.length + ' @auth(rules: [{ allow: PUBLIC, operations: [READ, '.length;
    expect(problemsOf(field(text, operation))).toEqual([`3:${column} ${problem}`]);
  });

  test('do not leave out the UPDATE of a key by naming it', () => {
    expect(
      problemsOf(`type Note @table(partition: "noteId") {
  noteId: ID! @auth(rules: [{ allow: PUBLIC, operations: [READ, CREATE, UPDATE] }])
}`),
    ).toEqual(['2:73 Note.noteId is part of the primary key, which never changes: leave UPDATE out.']);
  });

  test('let somebody create what is required', () => {
    const rules = '@auth(rules: [{ allow: PUBLIC, operations: [READ] }])';
    const ofType = '@auth(rules: [{ allow: PUBLIC }])';
    const body = (field: string, onType = ofType): string => `type Note @table(partition: "noteId") ${onType} {
  noteId: ID!
  text: ${field}
}`;
    expect(problemsOf(body(`String! ${rules}`))).toEqual([
      '3:17 Note.text is required and its rules let nobody CREATE it, so no Note could be created. Name CREATE in one of them, leave out its "!", or give it a @default.',
    ]);
    expect(problemsOf(body(`String ${rules}`))).toEqual([]);
    expect(problemsOf(body(`String! @default(value: "") ${rules}`))).toEqual([]);
    expect(problemsOf(body(`String! ${rules}`, ofType.replace('}', ', operations: [READ] }')))).toEqual([]);
  });
});

describe('a field that cannot be hidden', () => {
  const wayOut =
    'so it cannot be hidden from some. Put the rules on Note, or let everybody read it who sees the item: add { allow: PUBLIC, operations: [READ] }.';
  const rules = '@auth(rules: [{ allow: SIGNED_IN }])';

  test('is part of the key', () => {
    const body = `type Note implements Node @table(partition: "PK = A{a}", sort: "SK = {b}") {
  id: ID! ${rules}
  a: ID! ${rules}
  b: ID! ${rules}
}`;
    const reason = `is part of the key, by which items are asked for, related and paged, ${wayOut}`;
    expect(problemsOf(body)).toEqual([`2:11 Note.id ${reason}`, `3:10 Note.a ${reason}`, `4:10 Note.b ${reason}`]);
  });

  test('is the version, or tells of the item in other ways', () => {
    expect(problemsOf(noteWith(`v: Int! @version ${rules}`))).toEqual([
      `3:20 Note.v is the @version, which whoever writes the item has to know, ${wayOut}`,
    ]);
    expect(problemsOf(noteWith(`at: DateTime @ttl ${rules}`))).toEqual([
      `3:21 Note.at is the @ttl field, and that an item is gone tells it, ${wayOut}`,
    ]);
  });

  test('has a rule for others, which hides it as well', () => {
    const onlyUpdate = '@auth(rules: [{ allow: PUBLIC, operations: [UPDATE] }])';
    expect(problemsOf(noteWith(`at: DateTime @ttl ${onlyUpdate}`))).toEqual([
      `3:21 Note.at is the @ttl field, and that an item is gone tells it, ${wayOut}`,
    ]);
  });

  test.each([
    ['stored', `text: String! ${rules}`, 3],
    ['of your own', `text(of: Int): String! ${rules}`, 3],
  ])('is promised by an interface: %s', (_, field) => {
    const body = (declared: string): string => `interface Texts { text: ${declared} }
type Note implements Texts @table(partition: "noteId") {
  noteId: ID!
  ${field}
}`;
    expect(problemsOf(body('String'))).toEqual([]);
    expect(problemsOf(body('String!'))).toEqual([
      `4:${3 + field.indexOf('@')} Note.text is null for those who may not read it, and Texts promises a value: leave out the "!" of Texts.text, or take it out of Texts.`,
    ]);
  });

  test('is shown by one that is computed from it', () => {
    const body = (more: string): string =>
      noteWith(`text: String ${rules}
  label: String @attribute(template: "L-{text}") ${more}`);
    expect(problemsOf(body(''))).toEqual([
      '4:38 Note.label would show "text" to those who may not read it: give it the READ rules of Note.text, or take {text} out of the template.',
    ]);
    expect(problemsOf(body('@auth(rules: [{ allow: PUBLIC }])'))).toHaveLength(1);
    expect(problemsOf(body('@auth(rules: [{ allow: SIGNED_IN, operations: [READ] }])'))).toEqual([]);
  });
});

describe('@auth', () => {
  const rules = '@auth(rules: [{ allow: SIGNED_IN }])';

  test('has no effect inside items', () => {
    expect(
      problemsOf(
        noteWith(
          'place: [Place!]',
          `type Place ${rules} {
  street: String ${rules}
}`,
        ),
      ),
    ).toEqual([
      '5:12 @auth on Place has no effect: Place is stored inside other items, and read and written with them. Write it on the field that holds it, Note.place.',
      '6:18 @auth on Place.street has no effect: Place is stored inside other items, and read and written with them. Write it on the field that holds it, Note.place.',
    ]);
  });

  test('has no effect on what no table stores', () => {
    expect(problemsOf(noteWith('text: String', `type Stats ${rules} { count: Int ${rules} }`))).toEqual([
      '5:12 @auth on Stats has no effect: no type with @table stores Stats. Write it on a type with @table, or on the field of one that serves Stats.',
      '5:62 @auth on Stats.count has no effect: no type with @table stores Stats. Write it on a type with @table, or on the field of one that serves Stats.',
    ]);
  });

  test('has no effect on a root type', () => {
    expect(problemsOf(noteWith('text: String', `extend type Query ${rules} { count: Int }`))).toEqual([
      "5:19 @auth on Query has no effect: Query is a root type. Write it on its fields, count: ... @auth(...), and on the types that the gateway's own fields are about.",
    ]);
  });

  test('has no effect on an interface', () => {
    expect(problemsOf(noteWith('text: String', `interface Texts { text: String ${rules} }`))).toEqual([
      '5:32 @auth on Texts.text has no effect: an interface is not stored. Write it on the types that implement it.',
    ]);
  });

  test.each([
    ['interface Texts', '{ text: String }', 'INTERFACE'],
    ['union Any', '= Note', 'UNION'],
    ['enum Size', '{ BIG }', 'ENUM'],
    ['input Range', '{ from: Int }', 'INPUT_OBJECT'],
    ['scalar Url', '', 'SCALAR'],
  ])('stands on object types and their fields: %s', (definition, body, place) => {
    expect(problemsOf(noteWith('text: String', `${definition} ${rules} ${body}`))).toEqual([
      `5:${definition.length + 2} Directive "@auth" may not be used on ${place}. It belongs on an object type or a field of a type.`,
    ]);
  });

  test('stands once in a place', () => {
    expect(problemsOf(noteWith('text: String', `extend type Note ${rules} extend type Note ${rules}`))).toEqual([
      '5:18 The directive "@auth" can only be used once at this location.',
    ]);
  });
});
