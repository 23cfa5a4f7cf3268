import { describe, expect, test } from '@jest/globals';
import { AUTH_OPERATIONS, type AuthOperation } from '../../../src/model/auth.js';
import { claimedFields, tenantArguments, tenantFields } from '../../../src/model/claimedFields.js';
import { collectionOf, entityOf } from '../../../src/model/model.js';
import { firstEntity, modelOf } from './compile.js';

const ALL = new Set(AUTH_OPERATIONS);
const OF_FIELD = new Set<AuthOperation>(['READ', 'CREATE', 'UPDATE']);

describe('rules of a type', () => {
  test('have their defaults filled in', () => {
    const { rules } = firstEntity(`
      type Note
        @table(partition: "PK = T#{tenantId}", sort: "SK = {noteId}")
        @auth(
          rules: [
            { allow: PUBLIC, operations: READ }
            { allow: SIGNED_IN, operations: [READ, SUBSCRIBE] }
            { allow: OWNER, field: "ownerId" }
            { allow: OWNER, field: "editors", claim: "email", operations: [UPDATE] }
            { allow: GROUP, groups: "admins" }
            { allow: GROUP, field: "team", claim: "teams" }
            { allow: TENANT, field: "tenantId", claim: "org.id" }
          ]
        ) {
        tenantId: ID!
        noteId: ID!
        ownerId: ID!
        editors: [String!] @attribute(as: SET)
        team: Int
      }`);
    expect(rules).toEqual([
      { allow: 'PUBLIC', operations: new Set(['READ']) },
      { allow: 'SIGNED_IN', operations: new Set(['READ', 'SUBSCRIBE']) },
      { allow: 'OWNER', field: 'ownerId', claim: 'sub', operations: ALL },
      { allow: 'OWNER', field: 'editors', claim: 'email', operations: new Set(['UPDATE']) },
      { allow: 'GROUP', groups: ['admins'], field: undefined, claim: 'groups', operations: ALL },
      { allow: 'GROUP', groups: undefined, field: 'team', claim: 'teams', operations: ALL },
      { allow: 'TENANT', field: 'tenantId', claim: 'org.id', operations: ALL },
    ]);
  });

  test('may stand without a list, and in an extension', () => {
    const { rules } = firstEntity(`
      type Note @table(partition: "noteId") { noteId: ID! }
      extend type Note @auth(rules: { allow: PUBLIC })`);
    expect(rules).toEqual([{ allow: 'PUBLIC', operations: ALL }]);
  });

  test.each(['ID', 'String', 'Int', 'BigInt', 'Boolean', 'Role', '[ID!]', '[Int]', '[Role!]'])(
    'compare a claim with a field of type %s',
    (type) => {
      const { rules } = firstEntity(`
        enum Role { READER WRITER }
        type Note @table(partition: "noteId") @auth(rules: [{ allow: OWNER, field: "who" }]) {
          noteId: ID!
          who: ${type}
        }`);
      expect(rules).toHaveLength(1);
    },
  );

  test('compare a claim with a scalar of the user that is stored as text', () => {
    const { rules } = firstEntity(`
      scalar Email
      type Note @table(partition: "noteId") @auth(rules: [{ allow: OWNER, field: "who" }]) {
        noteId: ID!
        who: Email @attribute(as: STRING)
      }`);
    expect(rules).toHaveLength(1);
  });

  test.each([
    ['the partition', 'partition: "PK = USER#{who}#{noteId}", sort: "SK = NOTE"'],
    ['the sort key', 'partition: "PK = NOTE#{noteId}", sort: "SK = USER#{who}"'],
  ])('may ask for a field that is not stored where it leads %s', (_, key) => {
    const { rules } = firstEntity(`
      type Note @table(${key}, storeKeyFields: false) @auth(rules: [{ allow: OWNER, field: "who" }]) {
        noteId: ID!
        who: ID!
      }`);
    expect(rules).toHaveLength(1);
  });

  test('may ask for a field that is hidden itself', () => {
    const { fieldRules } = firstEntity(`
      type Note @table(partition: "noteId") @auth(rules: [{ allow: OWNER, field: "who" }]) {
        noteId: ID!
        who: ID @auth(rules: [{ allow: OWNER, field: "who" }])
      }`);
    expect([...fieldRules.keys()]).toEqual(['who']);
  });
});

describe('rules of fields', () => {
  test('are of stored fields, relations and own fields, and know three operations', () => {
    const { fieldRules, ownFields } = firstEntity(`
      type Note @table(partition: "noteId") {
        noteId: ID!
        text: String @auth(rules: [{ allow: GROUP, groups: ["editors"] }])
        ownerId: ID
        owner: User @belongsTo(with: "userId = ownerId") @auth(rules: [{ allow: SIGNED_IN, operations: [READ] }])
      }
      extend type Note { summary: String! @auth(rules: [{ allow: SIGNED_IN }]) }
      type User @table(partition: "userId") { userId: ID! }`);
    expect(fieldRules).toEqual(
      new Map([
        ['text', [{ allow: 'GROUP', groups: ['editors'], field: undefined, claim: 'groups', operations: OF_FIELD }]],
        ['owner', [{ allow: 'SIGNED_IN', operations: new Set(['READ']) }]],
        ['summary', [{ allow: 'SIGNED_IN', operations: OF_FIELD }]],
      ]),
    );
    expect(ownFields).toEqual(new Set(['summary']));
  });

  test.each(['noteId: ID!', 'version: Int! @version', 'endsAt: DateTime @ttl'])(
    'may stand on what cannot be hidden, where everybody may read it: %s',
    (field) => {
      const { fieldRules } = firstEntity(`
        type Note @table(partition: "noteId") {
          ${field.startsWith('noteId') ? '' : 'noteId: ID!'}
          ${field} @auth(rules: [{ allow: PUBLIC, operations: [READ] }, { allow: GROUP, groups: ["editors"] }])
        }`);
      expect(fieldRules.size).toBe(1);
    },
  );
});

describe('a schema', () => {
  const note = 'type Note @table(partition: "noteId") { noteId: ID! text: String }';

  test('without a rule restricts nobody', () => {
    const model = modelOf(`${note} extend type Query { count: Int }`);
    expect(model.isRestricted).toBe(false);
    expect(model.rootRules).toEqual(new Map());
    expect(entityOf(model, 'Note')).toMatchObject({ rules: [], fieldRules: new Map() });
  });

  test.each([
    ['a type', note.replace('{', '@auth(rules: [{ allow: PUBLIC }]) {')],
    ['a field', note.replace(' }', ' @auth(rules: [{ allow: PUBLIC }]) }')],
    ['a root field', `${note} extend type Query { count: Int @auth(rules: [{ allow: PUBLIC }]) }`],
  ])('is restricted by one rule of %s', (_, body) => {
    expect(modelOf(body).isRestricted).toBe(true);
  });

  test('has the rules of root fields by the names of the root types', () => {
    const { rootRules } = modelOf(`
      ${note}
      schema { query: Root mutation: Mutation subscription: Subscription }
      type Root { count: Int @auth(rules: [{ allow: PUBLIC }]) open: Int }
      type Mutation { reset: Int @auth(rules: [{ allow: GROUP, groups: ["admins"] }]) }
      extend type Subscription { ticks: Int @auth(rules: [{ allow: SIGNED_IN }]) }`);
    expect(rootRules).toEqual(
      new Map([
        ['Root.count', [{ allow: 'PUBLIC', operations: ALL }]],
        [
          'Mutation.reset',
          [{ allow: 'GROUP', groups: ['admins'], field: undefined, claim: 'groups', operations: ALL }],
        ],
        ['Subscription.ticks', [{ allow: 'SIGNED_IN', operations: ALL }]],
      ]),
    );
  });
});

describe('projections', () => {
  const noteWith = (projection: string, rules: string, ownerRules = '') =>
    modelOf(`
      type Note
        @table(partition: "PK = T#{tenantId}", sort: "SK = {noteId}", storeKeyFields: false)
        @index(name: "ByDay", partition: "day", projection: ${projection})
        @auth(rules: [${rules}]) {
        tenantId: ID!
        noteId: ID!
        day: String ${ownerRules}
        ownerId: ID @attribute(name: "o")
        team: String
        text: String
      }`);
  const projectionOf = (...given: Parameters<typeof noteWith>) => {
    const model = noteWith(...given);
    const inTable = model.tables.get('Notes')?.indexes.get('ByDay')?.projection;
    expect(entityOf(model, 'Note').indexes.get('ByDay')?.projection).toEqual(inTable);
    return inTable;
  };
  const owner = '{ allow: OWNER, field: "ownerId" }';

  test('carry what READ rules ask of an item', () => {
    expect(projectionOf('[]', `${owner}, { allow: GROUP, field: "team", operations: [UPDATE] }`)).toEqual({
      kind: 'INCLUDE',
      attributes: ['o'],
    });
    expect(projectionOf('["text"]', `${owner}, { allow: GROUP, field: "team" }`)).toEqual({
      kind: 'INCLUDE',
      attributes: ['text', 'o', 'team'],
    });
    expect(projectionOf('["ownerId"]', owner)).toEqual({ kind: 'INCLUDE', attributes: ['o'] });
  });

  test('need nothing more where the key tells, or everybody may read', () => {
    expect(projectionOf('[]', '{ allow: TENANT, field: "tenantId", claim: "t" }')).toEqual({ kind: 'KEYS_ONLY' });
    expect(projectionOf('[]', `${owner}, { allow: PUBLIC, operations: [READ] }`)).toEqual({ kind: 'KEYS_ONLY' });
    expect(projectionOf('[]', '{ allow: GROUP, groups: ["readers"] }')).toEqual({ kind: 'KEYS_ONLY' });
  });

  test('carry what READ rules of the fields ask that they hold', () => {
    const ruled = '@auth(rules: [{ allow: GROUP, field: "team" }])';
    expect(projectionOf('[]', '{ allow: SIGNED_IN }', ruled)).toEqual({ kind: 'INCLUDE', attributes: ['team'] });
    const { tables } = modelOf(`
      type Note @table(partition: "noteId") @index(name: "ByDay", partition: "day", projection: []) {
        noteId: ID!
        day: String
        team: String
        text: String ${ruled}
      }`);
    expect(tables.get('Notes')?.indexes.get('ByDay')?.projection).toEqual({ kind: 'KEYS_ONLY' });
  });

  test('of ALL stay as they are', () => {
    const { tables } = modelOf(`
      type Note
        @table(partition: "noteId")
        @index(name: "ByDay", partition: "day")
        @auth(rules: [{ allow: OWNER, field: "day" }]) {
        noteId: ID!
        day: String
      }`);
    expect(tables.get('Notes')?.indexes.get('ByDay')?.projection).toEqual({ kind: 'ALL' });
  });
});

describe('claimed fields', () => {
  test('are the tenant, and owners that hold one value which nothing else makes', () => {
    const entity = firstEntity(`
      type Note
        @table(partition: "PK = {org}#{unit}", sort: "SK = {noteId}")
        @auth(
          rules: [
            { allow: TENANT, field: "org", claim: "o" }
            { allow: TENANT, field: "unit", claim: "u" }
            { allow: OWNER, field: "org" }
            { allow: OWNER, field: "author" }
            { allow: OWNER, field: "author", claim: "email" }
            { allow: OWNER, field: "noteId" }
            { allow: OWNER, field: "keeper" }
            { allow: OWNER, field: "label" }
            { allow: OWNER, field: "editors" }
            { allow: GROUP, field: "team" }
          ]
        ) {
        org: ID!
        unit: ID!
        noteId: ID! @generated(by: ULID)
        author: ID!
        keeper: ID @default(value: "nobody")
        label: String @attribute(template: "{org}-{unit}")
        editors: [ID!]
        team: String
      }`);
    expect(tenantFields(entity)).toEqual(
      new Map([
        ['org', 'o'],
        ['unit', 'u'],
      ]),
    );
    expect(claimedFields(entity)).toEqual(
      new Map([
        ['org', 'o'],
        ['unit', 'u'],
        ['author', 'sub'],
      ]),
    );
  });

  test('are none of an owner who may change an item and not create it', () => {
    const entity = firstEntity(`
      type Task
        @table(partition: "taskId")
        @auth(rules: [{ allow: SIGNED_IN }, { allow: OWNER, field: "assigneeId", operations: [UPDATE] }]) {
        taskId: ID!
        assigneeId: ID
      }`);
    expect(claimedFields(entity)).toEqual(new Map());
  });

  test('make up for an owner that is required and in no input', () => {
    const { fields } = firstEntity(`
      type Note @table(partition: "noteId") @auth(rules: [{ allow: OWNER, field: "ownerId" }]) {
        noteId: ID!
        ownerId: ID! @readOnly
      }`);
    expect(fields.get('ownerId')).toMatchObject({ required: true, readOnly: true });
  });

  const records = (claimOfLine: string, ruleOfLine = `{ allow: TENANT, field: "shop", claim: "${claimOfLine}" }`) => {
    const model = modelOf(`
      type Order
        @table(name: "Shop", partition: "PK = T#{tenantId}#{orderId}", sort: "SK = ORDER")
        @auth(rules: [{ allow: TENANT, field: "tenantId", claim: "tenant" }]) { tenantId: ID! orderId: ID! }
      type Line
        @table(name: "Shop", partition: "PK = T#{shop}#{of}", sort: "SK = LINE#{line}")
        @auth(rules: [${ruleOfLine}]) { shop: ID! of: ID! line: ID! }
      union Record @collection(table: "Shop", partition: "PK = T#{tenant}#{id}", query: "records") = Order | Line`);
    return tenantArguments(model, collectionOf(model, 'records'));
  };

  test('of a collection are the arguments that each member ties to one claim, under its own name', () => {
    expect(records('tenant')).toEqual(new Map([['tenant', 'tenant']]));
    expect(records('other')).toEqual(new Map());
    expect(records('', '{ allow: OWNER, field: "shop", claim: "tenant" }')).toEqual(new Map());
  });
});
