import { entity, field, index, key, list, listOf, map, model, part, scalar } from './makeModel.js';

/** One table a type, as in the README: products by category and price, their seller and reviews. */

export const shopSdl = `
type Product
  @table(name: "Products", partition: "productId", scan: true)
  @index(name: "Category-Price", partition: "category", sort: "price")
  @index(name: "SkuIndex", partition: "sku", one: true) {
  "A readable name."
  productId: ID!
  category: String!
  price: Float!
  sku: String! @immutable
  status: Status! @default(value: ACTIVE)
  tags: [String!] @attribute(as: SET)
  images: [String!]
  size: Dimensions
  parts: [Dimensions!]
  extra: JSON
  unitsSold: Int @readOnly
  sellerId: ID!
  createdAt: DateTime! @generated(by: CREATED_AT)
  version: Int! @version
  seller: Seller! @belongsTo
  "What people say."
  reviews: [Review!]! @hasMany
  "Computed."
  label: String!
}

enum Status { ACTIVE RETIRED }

type Dimensions {
  widthCm: Float!
  depthCm: Float
}

type Seller @table(name: "Sellers", partition: "sellerId") {
  sellerId: ID!
  name: String!
}

type Review @table(name: "Reviews", partition: "productId", sort: "reviewId") {
  productId: ID!
  reviewId: ID! @generated(by: ULID)
  stars: Int!
  text: String
}
`;

const immutableKey = { inPrimaryKey: true };

export const shopModel = model(
  [
    entity('Product', {
      key: key('productId'),
      fields: [
        field('productId', 'ID!', { ...immutableKey, description: 'A readable name.' }),
        field('category', 'String!'),
        field('price', 'Float!'),
        field('sku', 'String!', { immutable: true }),
        field(
          'status',
          { kind: 'enum', enum: 'Status', values: ['ACTIVE', 'RETIRED'] },
          { required: true, defaultValue: 'ACTIVE' },
        ),
        field('tags', list(scalar('String'), 'SS')),
        field('images', list(scalar('String'))),
        field('size', map('Dimensions')),
        field('parts', list(map('Dimensions'))),
        field('extra', 'JSON'),
        field('unitsSold', 'Int', { readOnly: true }),
        field('sellerId', 'ID!'),
        field('createdAt', 'DateTime!', { readOnly: true, generated: 'CREATED_AT' }),
        field('version', 'Int!', { readOnly: true }),
      ],
      indexes: [
        index('Category-Price', key('category', part('price', 'N')), { listField: 'productsByCategory' }),
        index('SkuIndex', key('sku'), { oneField: 'productBySku' }),
      ],
      relations: new Map([
        [
          'seller',
          {
            kind: 'belongsTo',
            field: 'seller',
            target: 'Seller',
            keys: [{ entity: 'Seller', with: new Map([['sellerId', 'sellerId']]) }],
          } as const,
        ],
        [
          'reviews',
          {
            kind: 'hasMany',
            field: 'reviews',
            reads: listOf('Review'),
            with: new Map([['productId', 'productId']]),
          } as const,
        ],
      ]),
      ownFields: new Set(['label']),
      version: 'version',
      scan: true,
    }),
    entity('Seller', {
      key: key('sellerId'),
      fields: [field('sellerId', 'ID!', immutableKey), field('name', 'String!')],
    }),
    entity('Review', {
      key: key('productId', 'reviewId'),
      listField: 'reviewsByProductId',
      fields: [
        field('productId', 'ID!', immutableKey),
        field('reviewId', 'ID!', { ...immutableKey, generated: 'ULID' }),
        field('stars', 'Int!'),
        field('text', 'String'),
      ],
    }),
  ],
  [
    {
      name: 'Dimensions',
      fields: new Map([
        ['widthCm', field('widthCm', 'Float!')],
        ['depthCm', field('depthCm', 'Float')],
      ]),
    },
  ],
);
