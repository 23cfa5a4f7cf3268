import type { Context, StoredProduct } from '../generated/items.js';
import type { RatingSummary } from '../generated/resolvers.js';

/** How many reviews are read for a summary: one Query. */
const REVIEWS_COUNTED = 100;

/** `Product.ratingSummary`: counted anew for each request, from the newest reviews. */
export async function ratingSummary(
  product: Pick<StoredProduct, 'productId'>,
  _arguments: object,
  { repositories }: Context,
): Promise<RatingSummary> {
  const reviews = await repositories.review.query({
    partition: { productId: product.productId },
    order: 'DESC',
    limit: REVIEWS_COUNTED,
  });
  // A stored rating that is no number is the review's error to show; here it does not count.
  const ratings = reviews.map(({ rating }) => rating).filter((rating) => typeof rating === 'number');
  const sum = ratings.reduce((total, rating) => total + rating, 0);
  return { count: ratings.length, average: ratings.length > 0 ? Math.round((10 * sum) / ratings.length) / 10 : null };
}
