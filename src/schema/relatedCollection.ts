import { fieldPlaces } from '../model/keyTemplate.js';
import type { RelatedKey } from '../model/model.js';
import { oneOf, quoted } from './didYouMean.js';
import type { CollectionDraft, CollectionMember } from './drafts.js';
import type { RelationContext } from './pairFields.js';
import type { AbstractShape } from './typeRegistry.js';

/** The collection that `index` names; without it the one on the table, else the only one. */
export function relatedCollection(
  { relation, label, problems, draft }: RelationContext,
  shape: AbstractShape,
): CollectionDraft | undefined {
  const ofShape = draft.collections.filter((collection) => collection.shape === shape);
  const declared = shape.directives.filter((directive) => directive.name.value === 'collection').length;
  // One that does not hold has been reported, and may be the one that is meant.
  if (ofShape.length < declared) return undefined;
  const partitions = ofShape.filter(({ reads }) => reads !== 'ALL');
  const { index, node, kind } = relation.directive;
  if (partitions.length === 0) {
    problems.report(
      relation.node.type,
      `${label} reads a partition of ${shape.name}, which has no @collection with a partition: add @collection(table: "...", partition: "...", query: "...") to it.`,
    );
    return undefined;
  }
  const indexes = partitions.flatMap((collection) => collection.index ?? []);
  if (index !== undefined) {
    const named = partitions.find((collection) => collection.index === index.value);
    if (named !== undefined) return named;
    problems.report(
      index.node,
      `${shape.name} has no @collection on an index "${index.value}".${oneOf(index.value, indexes)}`,
    );
    return undefined;
  }
  const [only, second] = partitions;
  const onTable = partitions.find((collection) => collection.index === undefined);
  if (onTable !== undefined || second === undefined) return onTable ?? only;
  problems.report(
    node,
    `${shape.name} has a @collection on each of the indexes ${quoted(indexes)}: say which, @${kind}(index: "${indexes[0]}").`,
  );
  return undefined;
}

/** A member's whole key from the collection's partition, which is the same under other names. */
export function itemKeyOf(
  { partition }: CollectionDraft,
  { entity, key }: CollectionMember,
  pairs: ReadonlyMap<string, string>,
): RelatedKey {
  const theirs = fieldPlaces(key.partition.map(({ part }) => part));
  const mine = fieldPlaces(partition.map(({ part }) => part)).map((argument) => pairs.get(argument));
  return {
    entity: entity.name,
    with: new Map(theirs.flatMap((field, at) => (mine[at] === undefined ? [] : [[field, mine[at]] as const]))),
  };
}
