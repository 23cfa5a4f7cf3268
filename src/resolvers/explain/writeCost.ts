import { itemSizeBytes } from '../../dynamo/values/itemSize.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { fieldsOfParts, partsOfKey } from '../../model/keyTemplate.js';
import type { Entity, EntityIndex } from '../../model/model.js';
import type { WritePlan } from '../../dynamo/plan/writePlan.js';
import type { UpdateWrite, Write } from '../../dynamo/plan/write.js';
import { exactly, NONE, sumOf } from './amount.js';
import type { Amount } from './operationPlan.js';
import { unitsOfEntry, unitsOfWrite, type WriteMode } from './pricing.js';
import type { Sizes } from './sizes.js';

/** Write units of one action on an item, with what it changes in the indexes. */
export function writeUnits(plan: WritePlan, kind: Write['kind'], mode: WriteMode, sizes: Sizes): Amount {
  const { entity } = plan;
  switch (plan.action) {
    case 'PutItem': {
      const bytes = itemSizeBytes(plan.input.Item);
      const replaces = kind === 'put';
      const item = exactly(unitsOfWrite(replaces ? Math.max(bytes, sizes.itemBytes(entity)) : bytes, mode));
      return sumOf([item, ...indexesWith(entity, plan.input.Item).map((index) => ofEntry(index, replaces))]);
    }
    case 'UpdateItem': {
      const item = exactly(unitsOfWrite(sizes.itemBytes(entity), mode));
      const changed = changedAttributes(plan.input);
      return sumOf([item, ...[...entity.indexes.values()].map((index) => ofChange(index, changed))]);
    }
    case 'DeleteItem': {
      const item = exactly(unitsOfWrite(sizes.itemBytes(entity), mode));
      return sumOf([item, ...[...entity.indexes.values()].map((index) => weighed(index, 1, 1))]);
    }
    case 'ConditionCheck':
      return exactly(unitsOfWrite(sizes.itemBytes(entity), mode));
  }

  /** A put may find an item whose index key is another. */
  function ofEntry({ name }: EntityIndex, replaces: boolean): Amount {
    const bytes = sizes.rowBytes(entity, name);
    return {
      likely: unitsOfEntry(bytes, 1),
      atMost: unitsOfEntry(bytes, replaces ? 2 : 1),
    };
  }

  function ofChange(index: EntityIndex, changed: ReadonlySet<string>): Amount {
    const keys = partsOfKey(index.key).map(({ attribute }) => attribute);
    if (keys.some((attribute) => changed.has(attribute))) return weighed(index, 2, 2);
    return holdsAny(index, changed) ? weighed(index, 1, 1) : NONE;
  }

  /** Of an index that some items are not in. */
  function weighed({ name }: EntityIndex, likely: 0 | 1 | 2, atMost: 0 | 1 | 2): Amount {
    const bytes = sizes.rowBytes(entity, name);
    return {
      likely: unitsOfEntry(bytes, likely) * sizes.shareInIndex(entity, name),
      atMost: unitsOfEntry(bytes, atMost),
    };
  }
}

/** Of a write that cannot be planned before its item is read: what it asks for tells which attributes may change. */
export function unplannedUnits(write: Write, mode: WriteMode, sizes: Sizes): Amount {
  const { entity } = write;
  const item = exactly(unitsOfWrite(sizes.itemBytes(entity), mode));
  const fields = write.kind === 'update' ? changedFields(write) : undefined;
  const entries = [...entity.indexes.values()].map((index): Amount => {
    const bytes = sizes.rowBytes(entity, index.name);
    const keys = fieldsOfParts(partsOfKey(index.key));
    const moves = fields !== undefined && keys.some((field) => fields.has(field));
    const attributes = new Set([...(fields ?? [])].map((field) => entity.fields.get(field)?.attribute ?? field));
    const changes = fields === undefined || moves || holdsAny(index, attributes);
    return {
      likely: unitsOfEntry(bytes, moves ? 2 : changes ? 1 : 0) * sizes.shareInIndex(entity, index.name),
      atMost: unitsOfEntry(bytes, changes ? 2 : 0),
    };
  });
  return sumOf([item, ...entries]);
}

/** Those that are named, and those that every write changes. */
function changedFields({ entity, request }: UpdateWrite): ReadonlySet<string> {
  const { set, setIfAbsent, add, remove, append } = request;
  const named = [set, setIfAbsent, add, remove, append].flatMap((part) => Object.keys(part));
  const always = [...entity.fields.values()].filter(
    ({ name, generated }) => generated === 'UPDATED_AT' || name === entity.version,
  );
  return new Set([...named, ...always.map(({ name }) => name)]);
}

function indexesWith(entity: Entity, item: AttributeMap): readonly EntityIndex[] {
  return [...entity.indexes.values()].filter(({ key }) =>
    partsOfKey(key).every(({ attribute }) => item[attribute] !== undefined),
  );
}

function holdsAny({ projection }: EntityIndex, changed: ReadonlySet<string>): boolean {
  if (projection.kind === 'ALL') return changed.size > 0;
  return projection.kind === 'INCLUDE' && projection.attributes.some((attribute) => changed.has(attribute));
}

/** The top-level attributes that an update writes: each path of its expression begins with one. */
function changedAttributes(input: {
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}): ReadonlySet<string> {
  const { UpdateExpression = '', ExpressionAttributeNames = {} } = input;
  const heads = UpdateExpression.match(/(?<!\.)#[A-Za-z0-9_]+/g) ?? [];
  return new Set(heads.map((head) => ExpressionAttributeNames[head] ?? head));
}
