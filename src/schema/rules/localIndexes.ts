import type { Rule } from '../drafts.js';

/** A local index has its table's partition key and a sort key of its own. */
export const localIndexes: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const { name, local, key, directive } of entity.indexes) {
      if (!local) continue;
      const [partition, tablePartition] = [key.partition?.part.attribute, entity.key.partition?.part.attribute];
      if (key.partition !== undefined && tablePartition !== undefined && partition !== tablePartition) {
        problems.report(
          key.partition.node,
          `The local index "${name}" has the partition key "${partition}", and the table of ${entity.name} "${tablePartition}": a local index has its table's. Write that one, or leave out "local".`,
        );
      }
      if ((directive.sort ?? []).length === 0) {
        problems.report(
          directive.node,
          `The local index "${name}" has no sort key, which is all that a local index adds. Write sort: "<field>".`,
        );
      }
      if (entity.key.sound && entity.key.sort === undefined) {
        problems.report(
          directive.local?.node ?? directive.node,
          `${entity.name}'s table has no sort key, so it cannot have the local index "${name}". Leave out "local" for a global one.`,
        );
      }
      if (key.sort !== undefined && key.sort.part.attribute === entity.key.sort?.part.attribute) {
        problems.report(
          key.sort.node,
          `The local index "${name}" has the sort key of the table, "${key.sort.part.attribute}": it would be the table again. Name another sort key.`,
        );
      }
    }
  }
};
