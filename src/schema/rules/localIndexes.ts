import type { PartDraft, Rule } from '../drafts.js';

/** A local index has its table's partition key and a sort key of its own. */
export const localIndexes: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const { name, local, key, directive } of entity.indexes) {
      if (!local) continue;
      const [[partition], [tablePartition]] = [key.partition, entity.key.partition];
      const [[sort], [tableSort]] = [key.sort, entity.key.sort];
      if (partition !== undefined && tablePartition !== undefined && !isOneAttribute(partition, tablePartition)) {
        problems.report(
          partition.node,
          `The local index "${name}" has the partition key "${partition.part.attribute}", and the table of ${entity.name} "${tablePartition.part.attribute}": a local index has its table's. Write that one, or leave out "local".`,
        );
      }
      if ((directive.sort ?? []).length === 0) {
        problems.report(
          directive.node,
          `The local index "${name}" has no sort key, which is all that a local index adds. Write sort: "<field>".`,
        );
      }
      if (entity.key.sound && tableSort === undefined) {
        problems.report(
          directive.local?.node ?? directive.node,
          `${entity.name}'s table has no sort key, so it cannot have the local index "${name}". Leave out "local" for a global one.`,
        );
      }
      if (sort !== undefined && tableSort !== undefined && isOneAttribute(sort, tableSort)) {
        problems.report(
          sort.node,
          `The local index "${name}" has the sort key of the table, "${sort.part.attribute}": it would be the table again. Name another sort key.`,
        );
      }
    }
  }
};

function isOneAttribute(a: PartDraft, b: PartDraft): boolean {
  return a.part.attribute === b.part.attribute;
}
