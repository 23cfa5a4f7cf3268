import { describe, expect, test } from '@jest/globals';
import { fieldIn, firstEntity, modelOf } from './compile.js';

const stored = (declaration: string, more = ''): string =>
  `type Thing @table(partition: "id") { id: ID!, ${declaration} } ${more}`;

describe('how a field is stored', () => {
  test.each([
    ['String', { kind: 'scalar', scalar: 'String', storage: 'S' }],
    ['Boolean', { kind: 'scalar', scalar: 'Boolean', storage: 'BOOL' }],
    ['Int', { kind: 'scalar', scalar: 'Int', storage: 'N' }],
    ['Int @attribute(as: STRING)', { kind: 'scalar', scalar: 'Int', storage: 'S' }],
    ['Decimal', { kind: 'scalar', scalar: 'Decimal', storage: 'N' }],
    ['BigInt', { kind: 'scalar', scalar: 'BigInt', storage: 'N' }],
    ['Bytes', { kind: 'scalar', scalar: 'Bytes', storage: 'B' }],
    ['JSON', { kind: 'scalar', scalar: 'JSON', storage: 'DOCUMENT' }],
    ['JSON @attribute(as: JSON)', { kind: 'scalar', scalar: 'JSON', storage: 'JSON_TEXT' }],
    ['DateTime', { kind: 'scalar', scalar: 'DateTime', storage: 'S' }],
    ['DateTime @attribute(as: EPOCH_SECONDS)', { kind: 'scalar', scalar: 'DateTime', storage: 'EPOCH_SECONDS' }],
    [
      'DateTime @attribute(as: EPOCH_MILLISECONDS)',
      { kind: 'scalar', scalar: 'DateTime', storage: 'EPOCH_MILLISECONDS' },
    ],
    ['DateTime @ttl', { kind: 'scalar', scalar: 'DateTime', storage: 'EPOCH_SECONDS' }],
    ['Url', { kind: 'scalar', scalar: 'Url', storage: 'DOCUMENT' }],
    ['Url @attribute(as: STRING)', { kind: 'scalar', scalar: 'Url', storage: 'S' }],
    ['Color', { kind: 'enum', enum: 'Color', values: ['RED', 'BLUE', 'GREEN'] }],
    ['Size', { kind: 'map', map: 'Size' }],
    ['[Size!]', { kind: 'list', of: { kind: 'map', map: 'Size' }, ofRequired: true, storage: 'L' }],
    [
      '[String]',
      { kind: 'list', of: { kind: 'scalar', scalar: 'String', storage: 'S' }, ofRequired: false, storage: 'L' },
    ],
    [
      '[Color!] @attribute(as: SET)',
      {
        kind: 'list',
        of: { kind: 'enum', enum: 'Color', values: ['RED', 'BLUE', 'GREEN'] },
        ofRequired: true,
        storage: 'SS',
      },
    ],
    [
      '[Float!] @attribute(as: SET)',
      { kind: 'list', of: { kind: 'scalar', scalar: 'Float', storage: 'N' }, ofRequired: true, storage: 'NS' },
    ],
    [
      '[Bytes!] @attribute(as: SET)',
      { kind: 'list', of: { kind: 'scalar', scalar: 'Bytes', storage: 'B' }, ofRequired: true, storage: 'BS' },
    ],
  ])('%s', (type, expected) => {
    const more = 'scalar Url enum Color { RED BLUE } extend enum Color { GREEN } type Size { width: Int }';
    expect(fieldIn(stored(`value: ${type}`, more), 'value').type).toEqual(expected);
  });

  test.each([
    ['AS_IS', 'createdAtUTC'],
    ['CAMEL_CASE', 'createdAtUtc'],
    ['PASCAL_CASE', 'CreatedAtUtc'],
    ['SNAKE_CASE', 'created_at_utc'],
    ['UPPER_SNAKE_CASE', 'CREATED_AT_UTC'],
    ['KEBAB_CASE', 'created-at-utc'],
  ])('attributes: %s stores createdAtUTC in %s', (nameCase, attribute) => {
    const body = `type Thing @table(partition: "id", attributes: ${nameCase}) { id: ID!, createdAtUTC: String }`;
    expect(fieldIn(body, 'createdAtUTC').attribute).toBe(attribute);
  });

  test('@attribute(name:) comes before attributes:', () => {
    const body = `type Thing @table(partition: "id", attributes: SNAKE_CASE) { id: ID!, lineTwo: String @attribute(name: "Line #2") }`;
    expect(fieldIn(body, 'lineTwo').attribute).toBe('Line #2');
  });

  test('a plain key is the attribute of its field', () => {
    const { key } = firstEntity(`type Thing @table(partition: "thingId", attributes: SNAKE_CASE) { thingId: Bytes! }`);
    expect(key.partition).toEqual([
      { attribute: 'thing_id', type: 'B', template: { kind: 'field', field: 'thingId' } },
    ]);
  });
});

describe('maps', () => {
  const model = modelOf(`
    type Order @table(partition: "id") { id: ID!, to: Address, lines: [Line!] }
    type Address { street: String!, zip: String @attribute(name: "postal code"), country: Country }
    type Country { code: ID!, capital: Address, orders: [Order!], label(language: String): String }
    type Line { sku: ID! }
    type Unused { a: Int }
    extend type Line { price: Float }
    extend type Order { summary: Unused }
  `);

  test('are the object types that items hold, also inside one another and inside themselves', () => {
    expect([...model.maps.keys()]).toEqual(['Address', 'Country', 'Line']);
  });

  test('have their storable fields, with attribute names', () => {
    expect(
      [...(model.maps.get('Address')?.fields.values() ?? [])].map(({ name, attribute }) => [name, attribute]),
    ).toEqual([
      ['street', 'street'],
      ['zip', 'postal code'],
      ['country', 'country'],
    ]);
    expect([...(model.maps.get('Country')?.fields.keys() ?? [])]).toEqual(['code', 'capital']);
    expect([...(model.maps.get('Line')?.fields.keys() ?? [])]).toEqual(['sku']);
  });
});

describe('who fills a field', () => {
  test('readOnly follows from what fills it', () => {
    const entity = firstEntity(`
      type Thing @table(partition: "id", type: "entity = Thing") {
        id: ID! @generated(by: ULID)
        token: String @generated(by: UUID)
        createdAt: DateTime! @generated(by: CREATED_AT)
        updatedAt: DateTime! @generated(by: UPDATED_AT)
        version: Int! @version
        entity: String!
        label: String @attribute(template: "T-{id}")
        sold: Int @readOnly
        name: String @immutable
      }
    `);
    expect([...entity.fields.values()].filter(({ readOnly }) => readOnly).map(({ name }) => name)).toEqual([
      'createdAt',
      'updatedAt',
      'version',
      'entity',
      'label',
      'sold',
    ]);
    expect([...entity.fields.values()].filter(({ immutable }) => immutable).map(({ name }) => name)).toEqual(['name']);
    expect([...entity.fields.values()].map(({ generated }) => generated).filter(Boolean)).toEqual([
      'ULID',
      'UUID',
      'CREATED_AT',
      'UPDATED_AT',
    ]);
    expect(entity.version).toBe('version');
    expect(entity.marker).toEqual({ attribute: 'entity', value: 'Thing', field: 'entity' });
    expect(entity.fields.get('label')?.template).toEqual({
      kind: 'text',
      source: 'T-{id}',
      segments: [
        { kind: 'literal', text: 'T-' },
        { kind: 'field', field: 'id' },
      ],
    });
  });

  test.each([
    ['Int', '3', 3],
    ['Float', '2', 2],
    ['Float', '2.5', 2.5],
    ['String', '"x"', 'x'],
    ['ID', '7', '7'],
    ['Boolean', 'true', true],
    ['BigInt', '"12345678901234567890"', '12345678901234567890'],
    ['BigInt', '12345678901234567890', '12345678901234567890'],
    ['Decimal', '0.10', '0.10'],
    ['Date', '"2024-02-29"', '2024-02-29'],
    ['DateTime', '"2024-02-29T12:00:00Z"', '2024-02-29T12:00:00Z'],
    ['LocalDateTime', '"2024-02-29T12:00:00"', '2024-02-29T12:00:00'],
    ['Duration', '"PT24H"', 'PT24H'],
    ['Bytes', '"aGk="', 'aGk='],
    ['JSON', '{ a: [1, null] }', { a: [1, null] }],
    ['[Int!]', '[]', []],
    ['[Int!]', '5', [5]],
    ['Color', 'RED', 'RED'],
    ['Size', '{ width: 2 }', { width: 2 }],
  ])('a %s has the default %s', (type, literal, value) => {
    const more = 'enum Color { RED } type Size { width: Int!, height: Int }';
    expect(fieldIn(stored(`value: ${type} @default(value: ${literal})`, more), 'value').defaultValue).toEqual(value);
  });

  test('@ttl names field and attribute, and the table knows the attribute', () => {
    const model = modelOf(stored('endsAt: Int @attribute(name: "ttl") @ttl(showExpired: true)'));
    expect(model.entities.get('Thing')?.ttl).toEqual({ field: 'endsAt', attribute: 'ttl', showExpired: true });
    expect(model.tables.get('Things')?.ttlAttribute).toBe('ttl');
  });

  test.each([
    ['PT1S', 1],
    ['PT90M', 5_400],
    ['PT24H', 86_400],
    ['P30D', 2_592_000],
    ['P2W', 1_209_600],
    ['+P1W1DT1H1M1S', 694_861],
    ['PT60.0S', 60],
    ['P36500D', 3_153_600_000],
  ])('@ttl(after: "%s") is a lifetime of %i seconds', (after, seconds) => {
    expect(firstEntity(stored(`endsAt: DateTime! @ttl(after: "${after}")`)).ttl).toEqual({
      field: 'endsAt',
      attribute: 'endsAt',
      showExpired: false,
      afterSeconds: seconds,
    });
  });

  test('@ttl(after: null) is no lifetime', () => {
    expect(firstEntity(stored('endsAt: Int @ttl(after: null)')).ttl?.afterSeconds).toBeUndefined();
  });
});

describe('unique fields', () => {
  const declaration = 'email: String! @unique, name: String, badge: Int @attribute(name: "badge no") @unique';

  test('are in the order of the schema, each with the name of its lookup', () => {
    expect(firstEntity(stored(declaration)).uniqueFields).toEqual([
      { field: 'email', lookupField: 'thingByEmail' },
      { field: 'badge', lookupField: 'thingByBadge' },
    ]);
  });

  test('have no lookup where items are not served by key', () => {
    const body = `type Thing @table(partition: "id", operations: [CREATE, QUERY]) { id: ID!, ${declaration} }`;
    expect(firstEntity(body).uniqueFields).toEqual([
      { field: 'email', lookupField: undefined },
      { field: 'badge', lookupField: undefined },
    ]);
  });

  test('are kept apart in a table of the gateway’s own', () => {
    const { ownTable, tables } = modelOf(stored(declaration));
    expect([ownTable.name, ownTable.partition, ownTable.sort, ownTable.ttlAttribute]).toEqual([
      'sortkey',
      { name: 'pk', type: 'S' },
      { name: 'sk', type: 'S' },
      'expiresAt',
    ]);
    expect([...tables.keys()]).toEqual(['Things']);
  });
});

describe('fields of the user’s own', () => {
  test.each([
    ['of an extension', 'extend type Thing { extra: String }'],
    ['with arguments', 'extend type Thing { extra(unit: String): String }'],
  ])('%s', (_, more) => {
    expect(firstEntity(stored('name: String', more)).ownFields).toEqual(new Set(['extra']));
  });

  test('of an entity’s type, an interface or a generated type', () => {
    const entity = firstEntity(
      stored(
        'parent: Thing, named: Named, all: ThingConnection, price(currency: String): Float',
        'interface Named { name: String }',
      ),
    );
    expect(entity.ownFields).toEqual(new Set(['parent', 'named', 'all', 'price']));
    expect([...entity.fields.keys()]).toEqual(['id']);
  });

  test('a storing directive stores a field of an extension', () => {
    const entity = firstEntity(stored('name: String', 'extend type Thing { extra: String @attribute(stored: true) }'));
    expect(entity.ownFields).toEqual(new Set());
    expect(entity.fields.get('extra')?.stored).toBe(true);
  });
});

test('what to expect of items and partitions is kept for estimates', () => {
  const { cost } = firstEntity(`
    type Review @table(partition: "productId", sort: "reviewId") @cost(itemBytes: 600, itemsPerPartition: 40) {
      productId: ID!
      reviewId: ID!
      body: String @cost(itemBytes: 400)
    }
  `);
  expect(cost).toEqual({
    item: { itemBytes: 600, itemsPerPartition: 40 },
    fields: new Map([['body', { itemBytes: 400 }]]),
  });
  expect(firstEntity('type Note @table(partition: "noteId") { noteId: ID! }').cost).toBeUndefined();
});
