import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, isInputObjectType, isObjectType, validateSchema, type GraphQLSchema } from 'graphql';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

const TENANT = '{ allow: TENANT, field: "tenantId", claim: "tenant_id" }';

const SCHEMA = /* GraphQL */ `
  interface Named {
    name: String
  }
  type Order implements Named
    @table(name: "Shop", partition: "PK = T#{tenantId}", sort: "SK = ORDER#{orderId}")
    @index(name: "ByStatus", partition: ["tenantId", "status"], sort: "orderId")
    @index(name: "ByOwner", partition: "ownerId", sort: "tenantId")
    @auth(rules: [${TENANT}, { allow: OWNER, field: "ownerId", claim: "email" }, { allow: OWNER, field: "helpers" }]) {
    "Whose shop it is."
    tenantId: ID!
    orderId: ID! @generated(by: ULID)
    "Who ordered."
    ownerId: ID!
    helpers: [ID!]!
    status: String!
    code: String! @unique
    name: String! @auth(rules: [{ allow: SIGNED_IN }])
    note: String! @auth(rules: [{ allow: PUBLIC, operations: [READ] }, { allow: SIGNED_IN }])
    notes: [Note!]! @hasMany @auth(rules: [{ allow: SIGNED_IN, operations: [READ] }])
  }
  type Note
    @table(name: "Shop", partition: "PK = T#{tenantId}", sort: "SK = NOTE#{orderId}#{noteId}")
    @auth(rules: [${TENANT}]) {
    tenantId: ID!
    orderId: ID!
    noteId: ID!
    order: Order @belongsTo
  }
  type Settings @table(partition: "tenantId") @auth(rules: [${TENANT}]) {
    tenantId: ID!
  }
  type Open @table(name: "Shop", partition: "PK = T#{tenantId}", sort: "SK = OPEN#{openId}") {
    tenantId: ID!
    openId: ID!
    orders: [Order!]! @hasMany
  }
  union Fenced @collection(table: "Shop", partition: "PK = T#{shop}", query: "fenced") = Order | Note
  union Mixed @collection(table: "Shop", partition: "PK = T#{shop}", query: "mixed") = Order | Open
  extend type Order {
    summary: String! @auth(rules: [{ allow: GROUP, groups: ["staff"] }])
    plain: String!
  }
`;

function served(): GraphQLSchema {
  const { model, document } = compileSchema([{ name: 'schema.graphql', body: SCHEMA }]);
  return buildASTSchema(buildApi(model, document));
}

const schema = served();

/** `Query.order` -> its arguments with their types; `OrderKey` -> its fields. */
function inputsOf(path: string): Readonly<Record<string, string>> {
  const [type = '', field] = path.split('.');
  const found = schema.getType(type);
  const inputs =
    field === undefined && isInputObjectType(found)
      ? Object.values(found.getFields())
      : isObjectType(found)
        ? (found.getFields()[field ?? '']?.args ?? [])
        : [];
  return Object.fromEntries(inputs.map((input) => [input.name, String(input.type)]));
}

function describedInput(path: string, name: string): string | undefined | null {
  const [type = '', field] = path.split('.');
  const found = schema.getType(type);
  if (isInputObjectType(found)) return found.getFields()[name]?.description;
  return isObjectType(found)
    ? found.getFields()[field ?? '']?.args.find((arg) => arg.name === name)?.description
    : null;
}

function fieldType(type: string, field: string): string {
  const found = schema.getType(type);
  return String(isObjectType(found) ? found.getFields()[field]?.type : undefined);
}

test('a schema with rules is served as valid SDL', () => {
  expect(validateSchema(schema)).toEqual([]);
});

describe('the field of a TENANT rule', () => {
  test.each([
    'Query.order',
    'Query.ordersByTenantIdAndStatus',
    'Query.notesByTenantId',
    'Query.settings',
    'Mutation.updateOrder',
    'Mutation.deleteOrder',
    'Mutation.checkOrder',
    'OrderKey',
    'OrderCreateInput',
    'OrderTransactUpdate',
    'OrderTransactDelete',
    'OrderTransactCheck',
    'SettingsKey',
    'Subscription.orderChanged',
    'Subscription.orderChangedByTenantIdAndStatus',
    'Query.orderChanges',
  ])('may be left out of %s', (path) => {
    expect(inputsOf(path)['tenantId']).toBe('ID');
  });

  test('leaves the other keys as they are', () => {
    expect(inputsOf('OrderKey')).toEqual({ tenantId: 'ID', orderId: 'ID!' });
    expect(inputsOf('Query.order')).toEqual({ tenantId: 'ID', orderId: 'ID!' });
    expect(inputsOf('Query.ordersByTenantIdAndStatus')).toMatchObject({ tenantId: 'ID', status: 'String!' });
    expect(inputsOf('Query.ordersByOwnerId')).toMatchObject({ ownerId: 'ID!', tenantId: 'IDKeyCondition' });
    expect(inputsOf('Subscription.orderChangedByTenantIdAndStatus')).toMatchObject({ status: 'String!' });
    expect(inputsOf('Query.orderByCode')).toEqual({ code: 'String!' });
    expect(inputsOf('OpenKey')).toEqual({ tenantId: 'ID!', openId: 'ID!' });
    expect(inputsOf('OpenCreateInput')).toEqual({ tenantId: 'ID!', openId: 'ID!' });
  });

  test('may be left out of a collection where all of its types have it', () => {
    expect(inputsOf('Query.fenced')['shop']).toBe('ID');
    expect(inputsOf('Query.mixed')['shop']).toBe('ID!');
  });

  test('is no argument of a relation that has it', () => {
    expect(Object.keys(inputsOf('Open.orders'))).not.toContain('tenantId');
    expect(Object.keys(inputsOf('Order.notes'))).not.toContain('tenantId');
  });

  test.each(['Query.order', 'OrderKey', 'OrderCreateInput', 'Query.ordersByTenantIdAndStatus'])(
    'says what stands in for it: %s',
    (path) => {
      expect(describedInput(path, 'tenantId')).toBe(
        'Whose shop it is.\n\nDefault: your claim `tenant_id`; another is refused.',
      );
    },
  );

  test('says so without a description of its own, of a collection and of a subscription', () => {
    expect(describedInput('Query.note', 'tenantId')).toBe(
      'Part of the key of Note.\n\nDefault: your claim `tenant_id`; another is refused.',
    );
    expect(describedInput('Query.fenced', 'shop')).toBe(
      'Whose shop it is.\n\nDefault: your claim `tenant_id`; another is refused.',
    );
    expect(describedInput('Subscription.orderChanged', 'tenantId')).toBe(
      'Whose shop it is.\n\nOnly orders with this `tenantId`.\n\nDefault: your claim `tenant_id`; another is refused.',
    );
  });
});

describe('the field of an OWNER rule', () => {
  test('may be left out of a new item where it holds one value', () => {
    expect(inputsOf('OrderCreateInput')).toMatchObject({ ownerId: 'ID', helpers: '[ID!]!', status: 'String!' });
    expect(describedInput('OrderCreateInput', 'ownerId')).toBe('Who ordered.\n\nDefault: your claim `email`.');
  });

  test('is asked for elsewhere as ever', () => {
    expect(inputsOf('Query.ordersByOwnerId')['ownerId']).toBe('ID!');
  });
});

describe('a field that not everybody may read', () => {
  test('is nullable, stored or of a resolver of the user', () => {
    expect(fieldType('Order', 'name')).toBe('String');
    expect(fieldType('Order', 'summary')).toBe('String');
    expect(fieldType('Order', 'notes')).toBe('NoteConnection');
  });

  test('is required of a new item as ever', () => {
    expect(inputsOf('OrderCreateInput')['name']).toBe('String!');
  });

  test('is not what everybody may read, or what has no rule', () => {
    expect(fieldType('Order', 'note')).toBe('String!');
    expect(fieldType('Order', 'plain')).toBe('String!');
    expect(fieldType('Order', 'status')).toBe('String!');
  });
});
