import type { Caller, CallOptions } from '../../dynamo/execute/caller.js';
import { entityOfItem } from '../../dynamo/keys/entityOfItem.js';
import { keyIdentity } from '../../dynamo/keys/keyIdentity.js';
import { itemSizeBytes } from '../../dynamo/values/itemSize.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { partsOfKey, type KeySchema } from '../../model/keyTemplate.js';
import type { Entity, IndexProjection, Model } from '../../model/model.js';
import { pickKey } from '../../dynamo/keys/itemKey.js';
import { groupedBy } from './groupedBy.js';
import type { SampledSizes, SampledSource, SampledType } from './sizes.js';

/** Items of one table that are looked at, for each type in it. */
const SAMPLE_ITEMS = 100;

/**
 * Looks at up to 100 items of each table; of one with several types, at as many for each, from places as far apart: what
 * stands together may be of one type.
 *
 * @param model  With physical table names.
 * @throws What `Caller.call` throws.
 */
export async function sampleSizes(
  caller: Pick<Caller, 'call'>,
  model: Model,
  options: () => CallOptions,
): Promise<SampledSizes> {
  const sampled = new Map<string, SampledType>();
  for (const { name, entities } of model.tables.values()) {
    const pages = await Promise.all(
      segmentsOf(entities.length).map((segment) =>
        caller.call('Scan', { TableName: name, Limit: SAMPLE_ITEMS, ...segment }, options()),
      ),
    );
    const isWhole = pages.every(({ LastEvaluatedKey }) => LastEvaluatedKey === undefined);
    const items = pages.flatMap(({ Items = [] }) => Items);
    for (const [entity, own] of groupedBy(items, (item) => entityOfItem(model, name, item))) {
      if (entity !== undefined) sampled.set(entity.name, describe(entity, own, isWhole));
    }
  }
  return sampled;
}

function segmentsOf(count: number): readonly { readonly Segment?: number; readonly TotalSegments?: number }[] {
  if (count < 2) return [{}];
  return Array.from({ length: count }, (_, Segment) => ({ Segment, TotalSegments: count }));
}

function describe(entity: Entity, items: readonly AttributeMap[], isWhole: boolean): SampledType {
  const indexes = [...entity.indexes.values()].flatMap(({ name, key, projection }) => {
    const source = describeSource(entity, key, projection, items);
    return source === undefined ? [] : [[name, source] as const];
  });
  const itemBytes = average(items.map(itemSizeBytes));
  const table = describeSource(entity, entity.key, { kind: 'ALL' }, items);
  return {
    itemBytes,
    items: items.length,
    isWhole,
    table: table ?? { rowBytes: itemBytes, itemsPerPartition: 1, share: 1 },
    indexes: new Map(indexes),
  };
}

/** Undefined where none of the items is in it. */
function describeSource(
  entity: Entity,
  key: KeySchema,
  projection: IndexProjection,
  items: readonly AttributeMap[],
): SampledSource | undefined {
  const partition = key.partition.map(({ attribute }) => attribute);
  const held = items.filter((item) => partsOfKey(key).every(({ attribute }) => item[attribute] !== undefined));
  if (held.length === 0) return undefined;
  const partitions = new Set(held.map((item) => keyIdentity(pickKey(item, partition) ?? {}, partition)));
  return {
    rowBytes: average(held.map((item) => itemSizeBytes(projected(entity, key, projection, item)))),
    itemsPerPartition: held.length / partitions.size,
    share: held.length / items.length,
  };
}

function projected(entity: Entity, key: KeySchema, projection: IndexProjection, item: AttributeMap): AttributeMap {
  if (projection.kind === 'ALL') return item;
  const names = new Set([
    ...[...partsOfKey(entity.key), ...partsOfKey(key)].map(({ attribute }) => attribute),
    ...(projection.kind === 'INCLUDE' ? projection.attributes : []),
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(numbers.length, 1);
}
