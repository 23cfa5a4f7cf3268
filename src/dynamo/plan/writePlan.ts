import type { AttributeMap } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { ActionInput } from '../actions.js';
import type { WriteCondition } from './conditions.js';
import type { MarkerAction } from './uniqueMarkers.js';

/** What one write does to its item, with what each part of its condition means. */
export type WritePlan = PutPlan | UpdatePlan | DeletePlan | CheckPlan;

interface WritePlanBase {
  readonly entity: Entity;
  readonly table: string;
  readonly key: AttributeMap;
  /** In the order in which a refusal is explained. */
  readonly conditions: readonly WriteCondition[];
  /** True where what is stored under the key counts as an item of the type: not another type's, not expired. */
  readonly live: Filter;
  /** What happens to unique markers with it: then it goes as a transaction. */
  readonly markers: readonly MarkerAction[];
}

export interface PutPlan extends WritePlanBase {
  readonly action: 'PutItem';
  readonly input: ActionInput<'PutItem'>;
}

export interface UpdatePlan extends WritePlanBase {
  readonly action: 'UpdateItem';
  readonly input: ActionInput<'UpdateItem'>;
}

export interface DeletePlan extends WritePlanBase {
  readonly action: 'DeleteItem';
  readonly input: ActionInput<'DeleteItem'>;
}

/** There is no such call by itself, only a ConditionCheck in a transaction. */
export interface CheckPlan extends WritePlanBase {
  readonly action: 'ConditionCheck';
  readonly input: ActionInput<'DeleteItem'>;
}

/** The write cannot be planned from the request alone: it depends on what is stored. Read the item consistently and plan again with it. */
export interface NeedsItem {
  readonly action: 'NeedsItem';
  readonly key: AttributeMap;
}

/**
 * What a consistent read has found: undefined where nothing is stored that counts as an item of the type. What a plan
 * takes from it becomes a condition with the reason `STALE`, so that no change in between is lost.
 */
export interface Known {
  readonly item: AttributeMap | undefined;
}
