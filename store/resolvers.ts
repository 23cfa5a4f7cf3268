import type { OwnResolvers } from './generated/resolvers.js';
import { fullName } from './resolvers/fullName.js';
import { lowStock } from './resolvers/lowStock.js';
import { ratingSummary } from './resolvers/ratingSummary.js';

/** The fields that schema.graphql adds with `extend type`; every other field needs no code. */
export const resolvers = {
  Query: { lowStock },
  Product: { ratingSummary },
  Customer: { fullName },
} satisfies OwnResolvers;
