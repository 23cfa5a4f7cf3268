import { entity, field, index, key, list, listOf, map, model, part, scalar } from './makeModel.js';

/** One table for all: templates, a padded number, maps in maps, sets, and everything that is stored in an unusual form. */

export const ordersSdl = `
interface Tracked { createdAt: DateTime! lines: [Line!]! }

scalar Color

"What a customer has bought."
type Order implements Tracked
  @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{year:04}#{orderId}", plural: "orders")
  @index(name: "by-status", partition: ["GSI = {status}#{region}"], sort: "placedAt")
  @index(name: "by-day", partition: "day", query: "ordersOfDay") {
  customerId: ID!
  year: Int!
  orderId: ID! @generated(by: ULID)
  status: OrderStatus!
  region: String!
  placedAt: DateTime! @attribute(as: EPOCH_SECONDS)
  day: Date
  total: Decimal!
  points: BigInt
  legacyCount: Int @attribute(as: STRING)
  color: Color
  signature: Bytes
  paid: Boolean
  delivery: Address!
  steps: [OrderStatus!]
  luckyNumbers: [Int!] @attribute(as: SET)
  grid: [[Int]]
  createdAt: DateTime! @generated(by: CREATED_AT)
  lines: [Line!]! @hasMany(with: ["orderId", "customerId"])
}

enum OrderStatus { NEW SENT }

type Address { street: String! checked: Check }

type Check { by: String at: DateTime! @readOnly }

type Line @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = LINE#{orderId}#{position}#{kind}#") {
  customerId: ID!
  orderId: ID!
  position: Int!
  kind: String!
}
`;

const status = { kind: 'enum', enum: 'OrderStatus', values: ['NEW', 'SENT'] } as const;
const inPrimaryKey = { inPrimaryKey: true, stored: false };

export const ordersModel = model(
  [
    entity('Order', {
      key: key('PK = CUSTOMER#{customerId}', 'SK = ORDER#{year:04}#{orderId}'),
      listField: 'ordersByCustomerId',
      fields: [
        field('customerId', 'ID!', inPrimaryKey),
        field('year', 'Int!', inPrimaryKey),
        field('orderId', 'ID!', { ...inPrimaryKey, stored: true, generated: 'ULID' }),
        field('status', status, { required: true }),
        field('region', 'String!'),
        field('placedAt', scalar('DateTime', 'EPOCH_SECONDS'), { required: true }),
        field('day', 'Date'),
        field('total', 'Decimal!'),
        field('points', 'BigInt'),
        field('legacyCount', scalar('Int', 'S')),
        field('color', scalar('Color', 'DOCUMENT')),
        field('signature', 'Bytes'),
        field('paid', 'Boolean'),
        field('delivery', map('Address'), { required: true }),
        field('steps', list(status)),
        field('luckyNumbers', list(scalar('Int'), 'NS')),
        field('grid', { ...list({ ...list(scalar('Int')), ofRequired: false }), ofRequired: false }),
        field('createdAt', 'DateTime!', { readOnly: true, generated: 'CREATED_AT' }),
      ],
      indexes: [
        index('by-status', key('GSI = {status}#{region}', part('placedAt', 'N')), {
          listField: 'ordersByStatusAndRegion',
        }),
        index('by-day', key('day'), { listField: 'ordersOfDay' }),
      ],
      relations: new Map([
        [
          'lines',
          {
            kind: 'hasMany',
            field: 'lines',
            reads: listOf('Line'),
            with: new Map([
              ['customerId', 'customerId'],
              ['orderId', 'orderId'],
            ]),
          } as const,
        ],
      ]),
    }),
    entity('Line', {
      key: key('PK = CUSTOMER#{customerId}', 'SK = LINE#{orderId}#{position}#{kind}#'),
      listField: 'linesByCustomerId',
      fields: ['customerId: ID!', 'orderId: ID!', 'position: Int!', 'kind: String!'].map((one) => {
        const [name = '', type = ''] = one.split(': ');
        return field(name, type, { inPrimaryKey: true });
      }),
      operations: new Set(['GET', 'QUERY', 'UPDATE']),
    }),
  ],
  [
    {
      name: 'Address',
      fields: new Map([
        ['street', field('street', 'String!')],
        ['checked', field('checked', map('Check'))],
      ]),
    },
    {
      name: 'Check',
      fields: new Map([
        ['by', field('by', 'String')],
        ['at', field('at', 'DateTime!', { readOnly: true })],
      ]),
    },
  ],
);
