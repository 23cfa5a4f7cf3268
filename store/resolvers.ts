import type { OwnResolvers } from './generated/resolvers.js';
import { fullName } from './resolvers/fullName.js';
import { lowStock } from './resolvers/lowStock.js';
import { nextSequence } from './resolvers/nextSequence.js';
import { placeOrder } from './resolvers/placeOrder.js';
import { ratingSummary } from './resolvers/ratingSummary.js';
import { submitScore } from './resolvers/submitScore.js';
import { transferPoints } from './resolvers/transferPoints.js';

/** The fields that schema.graphql adds with `extend type`; every other field needs no code. */
export const resolvers = {
  Query: { lowStock },
  Mutation: { transferPoints, placeOrder, nextSequence, submitScore },
  Product: { ratingSummary },
  Customer: { fullName },
} satisfies OwnResolvers;
