import { FREE, costOf, costOfAlternatives, product, sumOf, sumOfCosts } from './amount.js';
import type { Cost } from './operationPlan.js';
import type { PlannedField, PlannedLoad } from './plannedField.js';
import type { PlannedOperation } from './planOperation.js';

/** Of a field and all beneath it, with its part of calls that it shares with others, but not their number. */
export function costOfField(field: PlannedField): Cost {
  const below = field.below.map(({ alternatives }) =>
    costOfAlternatives(alternatives.map((fields) => sumOfCosts(fields.map(costOfField)))),
  );
  return sumOfCosts([ownCost(field), ...below]);
}

/** Of the field without what lies beneath it. */
export function ownCost({ calls, loads, items }: PlannedField): Cost {
  const loaded = costOf({ readUnits: sumOf(loads.map(unitsOfLoad)), items });
  return sumOfCosts([...calls.map(({ cost }) => cost), loaded]);
}

function unitsOfLoad({ count, unitsEach }: PlannedLoad): Cost['readUnits'] {
  return product(count, unitsEach);
}

/** Of the whole operation, without the number of the calls that fields share. */
export function costOfOperation({ fields, joint }: PlannedOperation): Cost {
  const together = joint?.calls.map(({ cost }) => cost) ?? [];
  return sumOfCosts([FREE, ...fields.map(costOfField), ...together]);
}
