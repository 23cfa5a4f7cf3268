/** Resolver files, right and wrong: `npm run typecheck` reads this file. Types are those of the store. */
import type { Context } from '../../store/generated/items.js';
import type { OwnResolvers, ProductResolvers, QueryResolvers, Resolvers } from '../../store/generated/resolvers.js';
import { resolvers } from '../../store/resolvers.js';

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

const { Mutation } = resolvers;

export const right: OwnResolvers = { Query, Mutation, Product, Customer };
export const alsoForOtherTools: Resolvers = right;

export const nullable: OwnResolvers['Query'] = { lowStock: () => null };

// @ts-expect-error -- Customer.fullName has no resolver
export const missingType: OwnResolvers = { Query, Mutation, Product };

// @ts-expect-error -- Product.ratingSummary has no resolver
export const missingField: OwnResolvers = { Query, Mutation, Customer, Product: {} };

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

export const missingMutation: OwnResolvers = {
  ...right,
  // @ts-expect-error -- Mutation.placeOrder and others have no resolver
  Mutation: { transferPoints: Mutation.transferPoints },
};

export const servedMutation: OwnResolvers = {
  ...right,
  // @ts-expect-error -- served by the gateway
  Mutation: { ...Mutation, createProduct: () => null },
};

export const wrongPayload: OwnResolvers['Mutation'] = {
  ...Mutation,
  // @ts-expect-error -- a refusal says its reason
  transferPoints: () => ({ refusal: { message: 'No.', userId: 'C-1', asked: 1 } }),
};

/** A conflict has the type of what was to be written. */
export async function conflictsOfWrites({ repositories, transact }: Context): Promise<readonly unknown[]> {
  const { pointsAccount, stockLevel, order } = repositories;
  const taken = pointsAccount.transact.update({ userId: 'C-1' }, { add: { balance: -5 } });
  const checked = stockLevel.transact.check({ productId: 'kite', warehouse: 'lyon' });
  const outcome = await transact([taken, checked, order.transact.delete({ customerId: 'C-1', orderId: 'o' })]);
  const balance: number | undefined = outcome.conflictOf(taken)?.current?.balance;
  const quantity: number | undefined = outcome.conflictOf(checked)?.current?.quantity;
  const reason: 'NOT_FOUND' | undefined = outcome.conflictOf(taken)?.reason === 'NOT_FOUND' ? 'NOT_FOUND' : undefined;
  // @ts-expect-error -- a StockLevel has no balance
  const wrong: unknown = outcome.conflictOf(checked)?.current?.balance;
  // @ts-expect-error -- only what repositories.x.transact makes
  await transact([{ userId: 'C-1' }]);
  return [balance, quantity, reason, wrong];
}
