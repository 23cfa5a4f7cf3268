import type { AttributeMap } from '../../model/attributeValue.js';
import type { ListPlan } from '../plan/listPlan.js';
import { keyIdentity } from '../keys/keyIdentity.js';
import { compareRows } from './rows.js';

/** Where a walk ends, though the range goes on: `before` of a page read with `first`, `after` of one read with `last`. */
export interface Boundary {
  /** Whether the item lies at or beyond the boundary. Items come in reading order. */
  isReachedBy(item: AttributeMap): Promise<boolean>;
  /**
   * Whether a position that DynamoDB stopped at surely lies at or beyond the boundary, so that nothing
   * before it is left. The item there may have been filtered out, so among equal sort keys nobody knows.
   */
  isPassedBy(position: AttributeMap): boolean;
}

/**
 * Tells on which side of a position an item lies.
 *
 * By the sort key and the shard, where these differ. Items of one partition with equal sort keys in an index stand
 * in an order that DynamoDB does not tell, and the item of the position may be gone; so the first such item makes
 * us read, once, which of the group lie before the position, backwards from it.
 *
 * @param readBack  Reads from a position against the walk's direction while `goesOn`.
 */
export function createBoundary(
  plan: ListPlan,
  at: AttributeMap,
  forward: boolean,
  readBack: (request: {
    from: AttributeMap;
    goesOn: (item: AttributeMap) => boolean;
  }) => Promise<readonly AttributeMap[]>,
): Boundary {
  const identityOf = (item: AttributeMap) => keyIdentity(item, plan.primaryKey);
  const own = identityOf(at);
  let groupBefore: Promise<ReadonlySet<string>> | undefined;

  function side(item: AttributeMap): number {
    const order = compareRows(plan, item, at);
    return forward ? order : -order;
  }

  return {
    isPassedBy(position) {
      const order = side(position);
      return order > 0 || (order === 0 && identityOf(position) === own);
    },
    async isReachedBy(item) {
      const order = side(item);
      if (order !== 0) return order > 0;
      if (identityOf(item) === own) return true;
      groupBefore ??= readBack({ from: at, goesOn: (other) => side(other) === 0 }).then(
        (items) => new Set(items.map(identityOf)),
      );
      return !(await groupBefore).has(identityOf(item));
    },
  };
}
