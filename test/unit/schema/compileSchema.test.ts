import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { API_OPERATIONS, type Field } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { modelOf } from './compile.js';

const plain = {
  description: undefined,
  stored: true,
  source: undefined,
  inPrimaryKey: false,
  generated: undefined,
  defaultValue: undefined,
  immutable: false,
  readOnly: false,
  template: undefined,
} satisfies Partial<Field>;

const ID = { kind: 'scalar', scalar: 'ID', storage: 'S' } as const;

describe('the model of a schema', () => {
  test('a table of its own, an index and a relation', () => {
    const model = modelOf(`
      "Something the shop sells."
      type Product @table(partition: "productId") @index(name: "PriceIndex", partition: "sellerId", sort: "price", projection: ["name"]) {
        productId: ID!
        "As the label says."
        name: String
        price: Float!
        sellerId: ID!
        seller: Seller @belongsTo
      }
      type Seller @table(name: "Makers", partition: "sellerId", operations: [GET]) {
        sellerId: ID!
        products: [Product!]! @hasMany(index: "PriceIndex")
      }
    `);
    const priceIndex = {
      name: 'PriceIndex',
      local: false,
      projection: { kind: 'INCLUDE', attributes: ['name'] },
    } as const;
    expect(model.tables.get('Products')).toEqual({
      name: 'Products',
      partition: { name: 'productId', type: 'S' },
      sort: undefined,
      indexes: new Map([
        [
          'PriceIndex',
          { ...priceIndex, partition: [{ name: 'sellerId', type: 'S' }], sort: [{ name: 'price', type: 'N' }] },
        ],
      ]),
      entities: ['Product'],
      ttlAttribute: undefined,
    });
    expect(model.entities.get('Product')).toEqual({
      name: 'Product',
      plural: 'products',
      description: 'Something the shop sells.',
      table: 'Products',
      fields: new Map<string, Field>([
        [
          'productId',
          { ...plain, name: 'productId', attribute: 'productId', type: ID, required: true, inPrimaryKey: true },
        ],
        [
          'name',
          {
            ...plain,
            name: 'name',
            description: 'As the label says.',
            attribute: 'name',
            type: { kind: 'scalar', scalar: 'String', storage: 'S' },
            required: false,
          },
        ],
        [
          'price',
          {
            ...plain,
            name: 'price',
            attribute: 'price',
            type: { kind: 'scalar', scalar: 'Float', storage: 'N' },
            required: true,
          },
        ],
        ['sellerId', { ...plain, name: 'sellerId', attribute: 'sellerId', type: ID, required: true }],
      ]),
      key: {
        partition: [{ attribute: 'productId', type: 'S', template: { kind: 'field', field: 'productId' } }],
        sort: [],
      },
      listField: undefined,
      indexes: new Map([
        [
          'PriceIndex',
          {
            ...priceIndex,
            key: {
              partition: [{ attribute: 'sellerId', type: 'S', template: { kind: 'field', field: 'sellerId' } }],
              sort: [{ attribute: 'price', type: 'N', template: { kind: 'field', field: 'price' } }],
            },
            listField: 'productsBySellerId',
            oneField: undefined,
            foreign: 'none',
          },
        ],
      ]),
      relations: new Map([
        [
          'seller',
          {
            kind: 'belongsTo',
            field: 'seller',
            target: 'Seller',
            keys: [{ entity: 'Seller', with: new Map([['sellerId', 'sellerId']]) }],
          },
        ],
      ]),
      ownFields: new Set(),
      marker: undefined,
      toldApartBy: 'nothing',
      version: undefined,
      ttl: undefined,
      uniqueFields: [],
      operations: new Set(API_OPERATIONS),
      scan: false,
      isNode: false,
      rules: [],
      fieldRules: new Map(),
    });
    expect(model.collections).toEqual(new Map());
    const seller = model.entities.get('Seller');
    expect(seller?.table).toBe('Makers');
    expect(seller?.operations).toEqual(new Set(['GET']));
    expect(seller?.relations.get('products')).toEqual({
      kind: 'hasMany',
      field: 'products',
      reads: { kind: 'entity', entity: 'Product', index: 'PriceIndex' },
      with: new Map([['sellerId', 'sellerId']]),
    });
  });

  test('types of several sources, with the fields of extensions', () => {
    const { model, document } = compileSchema([
      { name: 'a.graphql', body: 'type Cat @table(partition: "id") { id: ID! }' },
      {
        name: 'b.graphql',
        body: 'extend type Cat @index(name: "ByName", partition: "name") { name: String @readOnly, age: Int }',
      },
    ]);
    const cat = model.entities.get('Cat');
    expect([...(cat?.fields.keys() ?? [])]).toEqual(['id', 'name']);
    expect([...(cat?.ownFields ?? [])]).toEqual(['age']);
    expect([...(cat?.indexes.keys() ?? [])]).toEqual(['ByName']);
    expect(print(document)).toContain('extend type Cat @index(name: "ByName", partition: "name") {');
  });

  test('the document is what the user wrote, without the library', () => {
    const body = 'type Cat @table(partition: "id") {\n  id: ID!\n  born: Date\n}';
    expect(print(compileSchema([{ name: 'cats.graphql', body }]).document)).toBe(body);
  });

  test('problems of several sources name theirs', () => {
    const compile = (): unknown =>
      compileSchema([
        { name: 'a.graphql', body: 'type Cat @table(partition: "name") { id: ID! }' },
        { name: 'b.graphql', body: '\n  type Dog @table(partition: "name") { id: ID! }' },
      ]);
    expect(compile).toThrow(
      'a.graphql:1:28 Cat has no field "name" for its partition key.\nb.graphql:2:30 Dog has no field "name" for its partition key.',
    );
  });

  test('syntax errors of all sources are reported', () => {
    const compile = (): unknown =>
      compileSchema([
        { name: 'a.graphql', body: 'type Cat {' },
        { name: 'b.graphql', body: 'tpye Dog' },
      ]);
    expect(compile).toThrow(
      'a.graphql:1:11 Syntax Error: Expected Name, found <EOF>.\nb.graphql:1:1 Syntax Error: Unexpected Name "tpye".',
    );
  });

  test("the store's schema compiles", () => {
    const model = modelOf(readFileSync('schema.graphql', 'utf8'));
    expect(model.entities.size).toBeGreaterThan(10);
    expect(model.tables.get('Shop')?.entities).toContain('Order');
  });
});

describe('what a schema need not or may declare', () => {
  const cat = 'type Cat @table(partition: "id") { id: ID! }';

  test.each([
    ['fields of a Query that nobody defined', `${cat} extend type Query { cats: [Cat!] }`],
    ['a Query of its own', `${cat} type Query { cats: [Cat!] }`],
    ['a schema definition', `${cat} schema { query: Query } type Query { cats: [Cat!] }`],
    ['a schema definition whose Query nobody defined', `${cat} schema { query: Query }`],
    [
      'generated types in fields of its own',
      `${cat} extend type Query { findCats(filter: CatFilter, order: SortOrder): CatConnection }`,
    ],
    ['fields added to a generated type', `${cat} extend type CatConnection { average: Float }`],
    [
      'a library scalar, declared for the editor',
      `scalar DateTime type Cat @table(partition: "id") { id: ID!, born: DateTime }`,
    ],
    [
      'a type named like an argument type of a directive',
      `${cat} type Tag @table(partition: "id") { id: ID! } enum Billing { FREE }`,
    ],
    [
      'directives of its own',
      `directive @secret(level: Int) on FIELD_DEFINITION type Cat @table(partition: "id") { id: ID!, chip: String @secret(level: 2) }`,
    ],
    [
      'scalars, interfaces and unions of its own',
      `scalar Url interface Named { name: String } type Cat implements Named @table(partition: "id") { id: ID!, name: String, photo: Url, friend: Pet } union Pet = Cat`,
    ],
    [
      'operations that leave the lists out, so that none needs a name',
      `type Cat @table(partition: "PK = CATS", sort: "SK = {id}", operations: [GET]) { id: ID! }`,
    ],
    [
      'an index that lacks the field by which its items expire, for which the gateway asks the table',
      `type Cat @table(partition: "id", sort: "name") @index(name: "ByOwner", partition: "owner", projection: ["age"]) @index(name: "ByAge", local: true, partition: "id", sort: "age", projection: [], query: "catsByAge") { id: ID!, name: String!, owner: ID, age: Int, gone: DateTime @ttl }`,
    ],
    [
      'a Node that nobody defined, and fields of it',
      `type Cat implements Node @table(partition: "name") { name: ID! } extend type Query { pet: Node }`,
    ],
    [
      'a collection, and fields of what is made for it',
      `type Cat @table(partition: "PK = {id}", sort: "SK = CAT") { id: ID! } union Pet @collection(table: "Cats", partition: "PK = {id}", query: "pets") = Cat extend type Query { findPets(filter: PetFilter, type: [PetType!]): PetConnection }`,
    ],
    ['a hint of costs', `type Cat @table(partition: "id") @cost(itemBytes: 300) { id: ID! }`],
  ])('%s', (_, body) => {
    expect(modelOf(body).entities.has('Cat')).toBe(true);
  });
});
