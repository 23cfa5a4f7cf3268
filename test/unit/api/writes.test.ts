import { describe, expect, test } from '@jest/globals';
import { coerceInputValue, isEnumType, isInputObjectType, type GraphQLInputType } from 'graphql';
import type { ApiOperation, Entity } from '../../../src/model/model.js';
import { durationWords } from '../../../src/schema/api/durationWords.js';
import { entity, field, key, model, part } from './makeModel.js';
import { sdl, servedSchema, servedType } from './servedSdl.js';
import { shopModel, shopSdl } from './shop.js';

const customerSdl = 'type Customer { customerId: ID! email: String! number: Int nick: String expiresAt: DateTime! }';
const fields = [
  field('customerId', 'ID!', { inPrimaryKey: true }),
  field('email', 'String!', { description: 'Where to write to.' }),
  field('number', 'Int'),
  field('nick', 'String'),
  field('expiresAt', 'DateTime!'),
];

function customer(more: Partial<Omit<Entity, 'fields' | 'indexes'>> = {}) {
  return model([entity('Customer', { key: key('customerId'), fields, ...more })]);
}

describe('transactWrite', () => {
  const schema = servedSchema(shopModel, shopSdl);
  const refusals = (value: unknown): readonly string[] => {
    const found: string[] = [];
    const item = schema.getType('TransactWriteItem') as GraphQLInputType;
    coerceInputValue(value, item, (path, _, { message }) => void found.push(`${path.join('.')}: ${message}`));
    return found;
  };

  test('takes one action on one type in each item', () => {
    const remove = { delete: { productId: 'p' } };
    expect(refusals({ product: remove })).toEqual([]);
    expect(refusals({ product: { ...remove, check: { productId: 'p' } } })).toEqual([
      'product: Exactly one key must be specified for OneOf type "ProductTransactWrite".',
    ]);
    expect(refusals({ product: remove, seller: { delete: { sellerId: 's' } } })).toEqual([
      ': Exactly one key must be specified for OneOf type "TransactWriteItem".',
    ]);
    expect(refusals({})).toEqual([': Exactly one key must be specified for OneOf type "TransactWriteItem".']);
  });

  test('has in each action the arguments of the root field of its name, word for word', () => {
    const words = (
      given: readonly { name: string; type: GraphQLInputType; description?: string | null | undefined }[],
    ) => given.map(({ name, type, description }) => `${name}: ${String(type)}, ${description ?? ''}`);
    for (const action of ['Create', 'Put', 'Update', 'Delete', 'Check']) {
      const field = schema.getMutationType()?.getFields()[`${action.toLowerCase()}Product`];
      const input = schema.getType(`ProductTransact${action}`);
      if (!isInputObjectType(input) || field === undefined) throw new Error(`${action} is not served.`);
      expect(words(Object.values(input.getFields()))).toEqual(words(field.args));
    }
  });

  test('serves the actions that operations name, of the types that have any', () => {
    const note = (name: string, ...operations: readonly ApiOperation[]) =>
      entity(name, {
        key: key('id'),
        fields: [field('id', 'ID!', { inPrimaryKey: true }), field('text', 'String')],
        operations: new Set(operations),
      });
    const given = model([
      note('Note', 'GET', 'PUT', 'CHECK'),
      note('Draft', 'GET', 'BATCH_WRITE'),
      note('Page', 'DELETE'),
    ]);
    const text = ['Note', 'Draft', 'Page'].map((name) => `type ${name} { id: ID! text: String }`).join(' ');
    expect(servedType(given, text, 'TransactWriteItem')).toBe(
      sdl('input TransactWriteItem @oneOf { note: NoteTransactWrite page: PageTransactWrite }').trim(),
    );
    expect(servedType(given, text, 'NoteTransactWrite')).toBe(
      sdl('input NoteTransactWrite @oneOf { put: NoteTransactPut check: NoteTransactCheck }').trim(),
    );
    expect(servedType(given, text, 'TransactWriteResult')).toBe(
      sdl('type TransactWriteResult { note: NotePayload page: PagePayload }').trim(),
    );
  });

  test('leaves out an action that would take nothing', () => {
    const tick = [field('at', 'DateTime!', { inPrimaryKey: true, readOnly: true, generated: 'CREATED_AT' })];
    const operations = new Set<ApiOperation>(['GET', 'CREATE', 'PUT']);
    const only = (...more: readonly ApiOperation[]) =>
      model([entity('Tick', { key: key('at'), fields: tick, operations: new Set([...operations, ...more]) })]);
    const text = 'type Tick { at: DateTime! }';
    expect(servedType(only(), text, 'Mutation')).toBe(
      'type Mutation {\n  createTick: TickPayload\n  putTick: TickPayload\n}',
    );
    expect(servedType(only('DELETE'), text, 'TickTransactWrite')).toBe(
      'input TickTransactWrite @oneOf {\n  delete: TickTransactDelete\n}',
    );
  });
});

describe('batches', () => {
  test('give an outcome for each item, of a put with the item', () => {
    expect(servedType(shopModel, shopSdl, 'ProductBatchPayload')).toBe(
      sdl('type ProductBatchPayload { put: [ProductBatchResult!]! delete: [ProductBatchResult!]! }').trim(),
    );
    expect(servedType(shopModel, shopSdl, 'ProductBatchResult')).toBe(
      sdl(
        'type ProductBatchResult { status: BatchStatus! product: Product conflict: ProductConflict error: BatchError }',
      ).trim(),
    );
    const status = servedSchema(shopModel, shopSdl).getType('BatchStatus');
    const values = isEnumType(status) ? status.getValues().map(({ name }) => name) : [];
    expect(values).toEqual(['WRITTEN', 'REFUSED', 'NOT_WRITTEN', 'UNKNOWN']);
  });

  test('of a type of which nothing can be given take keys alone', () => {
    const tick = [field('at', 'DateTime!', { inPrimaryKey: true, readOnly: true, generated: 'CREATED_AT' })];
    const given = model([
      entity('Tick', { key: key('at'), fields: tick, operations: new Set(['GET', 'BATCH_WRITE']) }),
    ]);
    expect(servedType(given, 'type Tick { at: DateTime! }', 'Mutation')).toBe(
      'type Mutation {\n  batchWriteTicks(delete: [TickKey!]): TickBatchPayload\n}',
    );
  });

  test('are not there for a type of which there is one item', () => {
    const constant = { key: key(part('PK = SETTINGS')), fields: [field('theme', 'String')] };
    const given = model([entity('Settings', constant)]);
    const mutations = servedSchema(given, 'type Settings { theme: String }').getMutationType()?.getFields() ?? {};
    expect(Object.keys(mutations)).toEqual([
      'createSettings',
      'putSettings',
      'updateSettings',
      'deleteSettings',
      'checkSettings',
      'transactWrite',
    ]);
  });
});

describe('a unique field', () => {
  const unique = customer({
    uniqueFields: [
      { field: 'email', lookupField: 'customerByEmail' },
      { field: 'number', lookupField: undefined },
    ],
  });

  test('has a root field that finds the item by its value, where there is one to serve', () => {
    const queries = servedSchema(unique, customerSdl).getQueryType()?.getFields() ?? {};
    expect(Object.keys(queries)).toEqual(['customer', 'customersByKeys', 'customerByEmail', 'customerChanges']);
    const { type, args = [] } = queries['customerByEmail'] ?? {};
    expect(String(type)).toBe('Customer');
    expect(args.map(({ name, type: of, description }) => [name, String(of), description])).toEqual([
      ['email', 'String!', 'Where to write to.'],
    ]);
  });

  test('is not added to: its marker needs the value beforehand', () => {
    expect(servedType(customer(), customerSdl, 'CustomerAddInput')).toBe('input CustomerAddInput {\n  number: Int\n}');
    expect(servedType(unique, customerSdl, 'CustomerAddInput')).toBeUndefined();
    expect(servedType(unique, customerSdl, 'CustomerSetInput')).toContain('number: Int');
  });
});

describe('an item that expires by itself', () => {
  const ttl = { field: 'expiresAt', attribute: 'expiresAt', showExpired: false };
  const expiresAt = (afterSeconds: number | undefined, type = 'DateTime!') => {
    const given = customer({ ttl: { ...ttl, afterSeconds }, operations: new Set(['GET', 'CREATE']) });
    const fieldsOfType = [...fields.slice(0, -1), field('expiresAt', type)];
    const of = entity('Customer', {
      ...[...given.entities.values()][0],
      key: key('customerId'),
      fields: fieldsOfType,
      indexes: [],
    });
    const input = servedSchema(model([of]), customerSdl).getType('CustomerCreateInput');
    const made = isInputObjectType(input) ? input.getFields()['expiresAt'] : undefined;
    return [String(made?.type), made?.description];
  };

  test('needs no time in its create input, which says the time it gets', () => {
    expect(expiresAt(30 * 24 * 3600)).toEqual(['DateTime', 'When not given, it is 30 days after the write.']);
    expect(expiresAt(3600, 'DateTime')).toEqual([
      'DateTime',
      'When not given, it is 1 hour after the write. null: the item does not expire.',
    ]);
  });

  test('needs one where the schema says none', () => {
    expect(expiresAt(undefined)).toEqual(['DateTime!', 'The `expiresAt` of the new Customer.']);
  });
});

test.each([
  [1, '1 second'],
  [90, '1 minute 30 seconds'],
  [36 * 3600, '1 day 12 hours'],
  [10 * 24 * 3600, '10 days'],
  [14 * 24 * 3600, '2 weeks'],
  [365 * 24 * 3600, '365 days'],
])('%d seconds are %s', (seconds, words) => expect(durationWords(seconds)).toBe(words));
