import { attributesOfFilter } from '../../model/filter.js';
import type { Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import type { KeysRequest } from '../execute/batchGetItems.js';
import { createExpressionBuilder } from '../expressions/expressionBuilder.js';
import { projectionExpression } from '../expressions/projectionExpression.js';
import { attributesToMask, seenByKey } from '../plan/accessChecks.js';
import { projectedAttributes, type FieldSelection } from '../plan/selectedAttributes.js';

/**
 * What to read of items that may be of several types: the union of what is selected of each, their keys, markers,
 * times of expiry, and what rules ask.
 *
 * @param attributes  To be read as well.
 * @returns Undefined where one of the types needs everything.
 */
export function itemProjection(
  fieldsOfTypes: ReadonlyMap<Entity, FieldSelection>,
  viewer: Viewer,
  attributes: Iterable<string> = [],
): KeysRequest['projection'] {
  const wanted = new Set(attributes);
  for (const [entity, fields] of fieldsOfTypes) {
    const access = seenByKey(entity, viewer);
    const also = [
      ...(entity.ttl === undefined ? [] : [entity.ttl.attribute]),
      ...(access === undefined ? [] : attributesOfFilter(access)),
      ...attributesToMask(entity, fields, viewer),
    ];
    const projected = projectedAttributes(entity, undefined, fields, also);
    if (projected === undefined) return undefined;
    for (const attribute of projected) wanted.add(attribute);
  }
  const builder = createExpressionBuilder();
  const expression = projectionExpression(wanted, builder);
  return { expression, names: builder.names() ?? {} };
}
