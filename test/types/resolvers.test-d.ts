/** Resolver files, right and wrong: `npm run typecheck` reads this file. Types are those of the store. */
import type { OwnResolvers, ProductResolvers, QueryResolvers, Resolvers } from '../../store/generated/resolvers.js';

const Product: OwnResolvers['Product'] = {
  ratingSummary: async ({ productId }, _arguments, { repositories }) => {
    const reviews = await repositories.review.query({ partition: { productId }, limit: 100 });
    return { count: reviews.length, average: null };
  },
};
const Customer: OwnResolvers['Customer'] = { fullName: ({ firstName, lastName }) => `${firstName} ${lastName}` };
const Query: OwnResolvers['Query'] = {
  lowStock: (_parent, { warehouse, atMost }, { repositories }) =>
    repositories.stockLevel.query({
      index: 'WarehouseIndex',
      partition: { warehouse },
      sort: { quantity: { le: atMost } },
      limit: 9,
    }),
};

export const right: OwnResolvers = { Query, Product, Customer };
export const alsoForOtherTools: Resolvers = right;

export const nullable: OwnResolvers['Query'] = { lowStock: () => null };

// @ts-expect-error -- Customer.fullName has no resolver
export const missingType: OwnResolvers = { Query, Product };

// @ts-expect-error -- Product.ratingSummary has no resolver
export const missingField: OwnResolvers = { Query, Customer, Product: {} };

export const unknownType: OwnResolvers = {
  ...right,
  // @ts-expect-error -- no such type
  Produkt: {},
};

export const unknownField: OwnResolvers = {
  ...right,
  // @ts-expect-error -- no such field
  Customer: { ...Customer, nickname: () => 'Zoë' },
};

export const servedRootField: OwnResolvers = {
  ...right,
  // @ts-expect-error -- served by the gateway
  Query: { ...Query, product: () => null },
};

export const servedRelation: OwnResolvers = {
  ...right,
  // @ts-expect-error -- served by the gateway
  Product: { ...Product, seller: () => null },
};

export const wrongReturn: OwnResolvers = {
  ...right,
  // @ts-expect-error -- String! is no number
  Customer: { fullName: ({ lastName }) => lastName.length },
};

export const nullForRequired: OwnResolvers = {
  ...right,
  // @ts-expect-error -- String! is never null
  Customer: { fullName: () => null },
};

// @ts-expect-error -- an Order is no StockLevel
export const wrongItems: QueryResolvers['lowStock'] = async (_parent, _arguments, { repositories }) => {
  const order = await repositories.order.get({ customerId: 'C-1001', orderId: 'o' });
  return order === null ? null : [order];
};

export const wrongParent: ProductResolvers['ratingSummary'] = (product) => ({
  // @ts-expect-error -- no such field of the stored item
  count: product.reviews.length,
});

export const wrongArgument: QueryResolvers['lowStock'] = (_parent, args) => {
  // @ts-expect-error -- no such argument
  if (args.atLeast === 0) return null;
  return [];
};
