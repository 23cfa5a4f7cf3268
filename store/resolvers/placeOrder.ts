import { GatewayError } from '../../src/index.js';
import type { Context } from '../generated/items.js';
import type { MutationplaceOrderArgs, OwnResolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { badInput } from './badInput.js';
import { pointsFor, readCart, totalOf } from './cart.js';

const MOST_ATTEMPTS = 5;

/**
 * `Mutation.placeOrder`: everything an order changes, in one transaction. Tried again only where the customer's points
 * account was opened or closed since it was looked for; other orders of the same products do not count as that, for
 * the gateway waits for them by itself.
 */
export const placeOrder: OwnResolvers['Mutation']['placeOrder'] = async (_parent, asked, context) => {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const payload = await attemptOrder(asked, context);
    if (payload !== undefined) return payload;
  }
  throw new GatewayError(
    'TRANSACTION_CONFLICT',
    `The points account of "${asked.customerId}" comes and goes. Send the order again.`,
  );
};

/** @returns undefined where the points account is not as it was read. */
async function attemptOrder(
  { customerId, lines, deliverTo, note }: MutationplaceOrderArgs,
  { repositories, transact }: Context,
): Promise<ResolversParentTypes['PlaceOrderPayload'] | undefined> {
  const { customer, order, orderLine, pointsAccount, stockLevel } = repositories;
  const [buyer, account, cart] = await Promise.all([
    customer.get({ customerId }),
    pointsAccount.get({ userId: customerId }, { consistent: true }),
    readCart(lines, repositories),
  ]);
  if (buyer === null) throw unknownCustomer(customerId);
  const total = totalOf(cart);
  const points = pointsFor(total);

  const placed = order.transact.create({
    customerId,
    placedAt: new Date().toISOString(),
    total,
    deliverTo: deliverTo ?? buyer.address,
    note: note ?? null,
  });
  // Its generated id is known before it is written.
  const { orderId } = placed.item;
  const written = cart.map(({ product: { productId, name }, quantity, unitPrice }, index) =>
    orderLine.transact.create({
      orderId,
      lineNumber: index + 1,
      productId,
      productName: name,
      quantity,
      unitPrice,
    }),
  );
  const taken = cart.map(({ product, warehouse, quantity }) => ({
    product,
    warehouse,
    quantity,
    write: stockLevel.transact.update(
      { productId: product.productId, warehouse },
      { add: { quantity: -quantity } },
      { if: { quantity: { ge: quantity } } },
    ),
  }));
  const stillThere = customer.transact.check({ customerId });
  // An update wants the account to be there, and a customer's first order opens it.
  const earned =
    account === null
      ? pointsAccount.transact.create({ userId: customerId, balance: points })
      : pointsAccount.transact.update({ userId: customerId }, { add: { balance: points } });

  const outcome = await transact([placed, ...written, ...taken.map(({ write }) => write), stillThere, earned]);

  if (outcome.committed) {
    // As it is stored: where a token was sent again, that is the order of the first time, at the prices of then.
    const stored = (await order.get(placed.item, { consistent: true })) ?? placed.item;
    return { order: stored, pointsEarned: pointsFor(stored.total), outOfStock: [] };
  }
  if (outcome.conflictOf(stillThere) !== null) throw unknownCustomer(customerId);
  const outOfStock = taken.flatMap(({ product, warehouse, quantity, write }) => {
    const conflict = outcome.conflictOf(write);
    return conflict === null
      ? []
      : [{ product, warehouse, asked: quantity, available: conflict.current?.quantity ?? 0 }];
  });
  // What else was refused is the points account: somebody has opened or closed it in between.
  return outOfStock.length > 0 ? { outOfStock } : undefined;
}

function unknownCustomer(customerId: string): GatewayError {
  return badInput(`There is no customer "${customerId}".`, 'customerId');
}
