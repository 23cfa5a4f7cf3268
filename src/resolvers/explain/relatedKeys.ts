import { fieldsOfTemplate, partsOfKey, type KeyPart } from '../../model/keyTemplate.js';
import { collectionOf, entityOf, fieldOf, keyOf, type Entity, type Model, type Relation } from '../../model/model.js';
import type { Values } from './askedLists.js';
import type { Stands } from './stands.js';

export interface RelatedValues {
  readonly values: Values;
  /** False: some stand for what only the item above tells. */
  readonly isExact: boolean;
}

/**
 * The other's key fields, as far as they are known of the item above.
 *
 * @param parts  The key that they make.
 */
export function relatedValues(
  entity: Entity,
  pairs: ReadonlyMap<string, string>,
  known: Values,
  parts: readonly KeyPart[],
  stands: Stands,
): RelatedValues {
  let isExact = true;
  const values = [...pairs].map(([theirs, mine]) => {
    const value = known[mine];
    if (value !== undefined && value !== null) return [theirs, value] as const;
    isExact = false;
    return [theirs, stands.valueOf(fieldOf(entity, mine), widthOf(parts, theirs))] as const;
  });
  return { values: Object.fromEntries(values), isExact };
}

/** The parts of the key that a relation to a list reads by. */
export function partsOfRelation(
  model: Model,
  relation: Exclude<Relation, { readonly kind: 'belongsTo' }>,
): readonly KeyPart[] {
  const { reads } = relation;
  return reads.kind === 'entity'
    ? partsOfKey(keyOf(entityOf(model, reads.entity), reads.index))
    : collectionOf(model, reads.collection).partition;
}

/** The narrowest width that a key gives a number. */
function widthOf(parts: readonly KeyPart[], field: string): number | undefined {
  const widths = parts.flatMap(({ template }) =>
    template.kind === 'text' && fieldsOfTemplate(template).includes(field)
      ? template.segments.flatMap((segment) =>
          segment.kind === 'field' && segment.field === field && segment.width !== undefined ? [segment.width] : [],
        )
      : [],
  );
  return widths.length === 0 ? undefined : Math.min(...widths);
}
