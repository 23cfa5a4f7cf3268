import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entityOfItem, isItemOf } from '../../../src/dynamo/keys/entityOfItem.js';
import { primaryKey } from '../../../src/dynamo/keys/itemKey.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { Entity, Model } from '../../../src/model/model.js';
import { entityOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

const SDL = /* GraphQL */ `
  type Order @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = ORDER") {
    orderId: ID!
  }
  type OrderLine @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = LINE#{line:03}") {
    orderId: ID!
    line: Int!
  }
  type Shipment @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = SHIPMENT#{day}#{carrier}") {
    orderId: ID!
    day: Date!
    carrier: Carrier!
  }
  type Note @table(name: "Shop", partition: "PK = ORDER#{orderId}", sort: "SK = NOTE#{day}") {
    orderId: ID!
    day: Date!
    text: String
  }
  enum Carrier {
    POST
    BIKE
  }
  type Cat @table(name: "Animals", partition: "id", type: "kind = Cat") {
    id: ID!
  }
  type Dog @table(name: "Animals", partition: "id", type: "kind = Dog") {
    id: ID!
  }
  type Visit @table(name: "Plain", partition: "guest", sort: "day", query: "visits") {
    guest: ID!
    day: Date!
  }
  type Profile @table(name: "Plain", partition: "guest", sort: "day = PROFILE") {
    guest: ID!
  }
  type Reading @table(name: "Readings", partition: "device", sort: "day", query: "readings") {
    device: ID!
    day: Date!
  }
`;

const model: Model = compileSchema([{ name: 'schema.graphql', body: SDL }]).model;
const shopTypes = ['Order', 'OrderLine', 'Shipment', 'Note'].map((name) => entityOf(model, name));

const text = fc.string({
  unit: fc.constantFrom('#', 'ORDER', 'LINE#', 'A', '1', '001', 'é', '\u{1F600}'),
  maxLength: 3,
});
const values = fc.record({
  orderId: text,
  line: fc.integer({ min: -1, max: 1200 }),
  day: fc.constantFrom('2025-03-01', '2024-02-29'),
  carrier: fc.constantFrom('POST', 'BIKE'),
});

function keyOf(entity: Entity, given: Readonly<Record<string, unknown>>): AttributeMap | undefined {
  try {
    return primaryKey(entity, given);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT') return undefined;
    throw error;
  }
}

const key = (PK: string, SK: string): AttributeMap => ({ PK: { S: PK }, SK: { S: SK } });
const nameOf = (table: string, item: AttributeMap) => entityOfItem(model, table, item)?.name;

describe('whose item it is', () => {
  test('a key belongs to the type that made it and to no other', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...shopTypes), values, (entity, given) => {
        const item = keyOf(entity, given);
        if (item === undefined) return;
        seen.add(entity.name);
        expect(shopTypes.filter((candidate) => isItemOf(candidate, item)).map(({ name }) => name)).toEqual([
          entity.name,
        ]);
        expect(nameOf('Shop', item)).toBe(entity.name);
      }),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual(['Note', 'Order', 'OrderLine', 'Shipment']);
  });

  test('any key belongs to one type at most', () => {
    const pieces = fc.constantFrom('ORDER#', 'ORDER', 'LINE#', '001', 'SHIPMENT#', '2025-03-01', '#', 'POST', 'x');
    const anyText = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, anyText, (PK, SK) => {
        const owners = shopTypes.filter((entity) => isItemOf(entity, key(PK, SK)));
        expect(owners.length).toBeLessThanOrEqual(1);
        expect(nameOf('Shop', key(PK, SK))).toBe(owners[0]?.name);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a key that is almost a line', key('ORDER#7', 'LINE#1')],
    ['a line of no order', key('ORDER#', 'LINE#001')],
    ['a shipment on no day of the calendar', key('ORDER#7', 'SHIPMENT#2025-02-30#POST')],
    ['a shipment by no carrier', key('ORDER#7', 'SHIPMENT#2025-03-01#RAIL')],
    ['a shipment with one field too many', key('ORDER#7', 'SHIPMENT#2025-03-01#POST#X')],
    ['an order with more behind it', key('ORDER#7', 'ORDER#')],
    ['another partition', key('CUSTOMER#7', 'ORDER')],
    ['a key of another type', { PK: { S: 'ORDER#7' }, SK: { N: '1' } }],
    ['half a key', { PK: { S: 'ORDER#7' } }],
  ] as const)('%s is nobody’s', (_case, item) => {
    expect(nameOf('Shop', item)).toBeUndefined();
  });

  test('a number in a key is one that its scalar can be', () => {
    const wide = compileSchema([
      {
        name: 'schema.graphql',
        body: 'type Score @table(name: "Scores", partition: "pk = S#{score}") { score: Int! }',
      },
    ]).model;
    const owner = (text: string) => entityOfItem(wide, 'Scores', { pk: { S: `S#${text}` } })?.name;
    expect(['0', '-7', '2147483647', '-2147483648'].map(owner)).toEqual(['Score', 'Score', 'Score', 'Score']);
    expect(['2147483648', '-2147483649', '007', '-0', '1.5', '1e3', ''].map(owner)).toEqual(Array(7).fill(undefined));
  });

  test('a marker tells types apart whose keys are alike', () => {
    const animal = (kind: AttributeMap[string]): AttributeMap => ({ id: { S: '1' }, kind });
    expect(nameOf('Animals', animal({ S: 'Cat' }))).toBe('Cat');
    expect(nameOf('Animals', animal({ S: 'Dog' }))).toBe('Dog');
    expect(nameOf('Animals', animal({ S: 'cat' }))).toBeUndefined();
    expect(nameOf('Animals', animal({ SS: ['Cat'] }))).toBeUndefined();
    expect(nameOf('Animals', { id: { S: '1' } })).toBeUndefined();
  });

  test('a plain key field does not claim the constant of another type', () => {
    const item = (day: string): AttributeMap => ({ guest: { S: 'g' }, day: { S: day } });
    expect(nameOf('Plain', item('2025-03-01'))).toBe('Visit');
    expect(nameOf('Plain', item('PROFILE'))).toBe('Profile');
    expect(isItemOf(entityOf(model, 'Visit'), item('PROFILE'))).toBe(false);
  });

  test('alone in its table, a type keeps an item whose key is no value of its field', () => {
    expect(nameOf('Readings', { device: { S: 'd' }, day: { S: 'yesterday' } })).toBe('Reading');
  });
});
