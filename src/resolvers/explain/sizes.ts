import { partsOfKey } from '../../model/keyTemplate.js';
import { indexOf, type CostHint, type Entity } from '../../model/model.js';

/** Of an item of which nothing is known. */
const DEFAULT_ITEM_BYTES = 1000;
/** A marker of a unique value, or a transaction's token. */
export const OWN_ITEM_BYTES = 200;
/** What an index holds of an item for each attribute, where the items were not looked at. */
const ATTRIBUTE_BYTES = 40;

/** What items were found to be like: averages, by type name. */
export type SampledSizes = ReadonlyMap<string, SampledType>;

export interface SampledType {
  readonly itemBytes: number;
  /** How many were seen. */
  readonly items: number;
  /** All there are were seen. */
  readonly isWhole: boolean;
  /** Of its table, and of each index by name. An item that an index leaves out is in no partition of it. */
  readonly table: SampledSource;
  readonly indexes: ReadonlyMap<string, SampledSource>;
}

export interface SampledSource {
  /** What it holds of an item: in the table all of it. */
  readonly rowBytes: number;
  readonly itemsPerPartition: number;
  /** Which part of the items it holds, 0 to 1: an index leaves out those without its key. */
  readonly share: number;
}

/** What to expect of sizes: what `@cost` says, else what samples say, else defaults. */
export interface Sizes {
  itemBytes(entity: Entity): number;
  /** Of what is read of one item by a list. */
  rowBytes(entity: Entity, index: string | undefined): number;
  /** Undefined where nothing is known. @param hint  Of the field that lists them. */
  itemsPerPartition(entity: Entity, index: string | undefined, hint: CostHint | undefined): number | undefined;
  /** All items of the type there are; undefined where that is not known. */
  itemsInAll(entity: Entity): number | undefined;
  /** How many of the items an index holds, 0 to 1. */
  shareInIndex(entity: Entity, index: string): number;
  /** How many of a list's items have each of the types, 0 to 1. */
  shareOf(entity: Entity, among: readonly Entity[]): number;
}

export function createSizes(sampled: SampledSizes = new Map()): Sizes {
  const sourceOf = (entity: Entity, index: string | undefined): SampledSource | undefined => {
    const type = sampled.get(entity.name);
    return index === undefined ? type?.table : type?.indexes.get(index);
  };
  const itemBytes = (entity: Entity): number =>
    entity.cost?.item?.itemBytes ?? sampled.get(entity.name)?.itemBytes ?? DEFAULT_ITEM_BYTES;
  return {
    itemBytes,
    rowBytes(entity, index) {
      const whole = itemBytes(entity);
      if (index === undefined || indexOf(entity, index).projection.kind === 'ALL') return whole;
      return Math.min(whole, sourceOf(entity, index)?.rowBytes ?? projectedBytes(entity, index));
    },
    itemsPerPartition(entity, index, hint) {
      return (
        hint?.itemsPerPartition ?? entity.cost?.item?.itemsPerPartition ?? sourceOf(entity, index)?.itemsPerPartition
      );
    },
    itemsInAll(entity) {
      const type = sampled.get(entity.name);
      return type?.isWhole === true ? type.items : undefined;
    },
    shareInIndex: (entity, index) => {
      const type = sampled.get(entity.name);
      return type === undefined ? 1 : (type.indexes.get(index)?.share ?? 0);
    },
    shareOf(entity, among) {
      const seen = among.map(({ name }) => sampled.get(name)?.items ?? 0);
      const total = seen.reduce((sum, count) => sum + count, 0);
      return total === 0 ? 1 / among.length : (sampled.get(entity.name)?.items ?? 0) / total;
    },
  };
}

function projectedBytes(entity: Entity, name: string): number {
  const { key, projection } = indexOf(entity, name);
  const keys = partsOfKey(entity.key).length + partsOfKey(key).length;
  return (keys + (projection.kind === 'INCLUDE' ? projection.attributes.length : 0)) * ATTRIBUTE_BYTES;
}
