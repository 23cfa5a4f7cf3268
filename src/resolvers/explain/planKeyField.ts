import { planGet, type GetPlan } from '../../dynamo/plan/planGet.js';
import { refuseForbidden, rulesOut } from '../../dynamo/plan/accessChecks.js';
import { planUniqueLookup } from '../../dynamo/plan/planUniqueLookup.js';
import { itemIdentity } from '../../dynamo/keys/itemIdentity.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import {
  entityOf,
  fieldOf,
  keyFieldsOf,
  type BelongsTo,
  type Entity,
  type Model,
  type UniqueField,
} from '../../model/model.js';
import { keyedRootFields } from '../keyedRootFields.js';
import { plainShaper } from '../shapeItem.js';
import { exactly, product } from './amount.js';
import { argumentsOf, type Values } from './askedLists.js';
import { unitsOfItem } from './listCost.js';
import type { Amount } from './operationPlan.js';
import type { OutlinedField } from './outlineOperation.js';
import { parentsBelow, type Parents } from './parents.js';
import type { PlannedLoad } from './plannedField.js';
import type { PlannedRead } from './planListField.js';
import { readsConsistently, type Planning } from './planning.js';
import { OWN_ITEM_BYTES } from './sizes.js';
import { readMode, unitsOfGet } from './pricing.js';
import { relatedValues } from './relatedKeys.js';

/** What is read by key, with the objects by their types where these are known. */
export interface KeyedPlan extends PlannedRead {
  readonly givesOf: ReadonlyMap<string, Parents> | undefined;
}

/** A root field that reads by keys which its arguments give. */
export function planRootKeys(planning: Planning, outline: OutlinedField, parents: Parents): KeyedPlan {
  const { model, facts, viewer } = planning;
  const read = keyedRootFields(model).get(outline.definition.name);
  if (read === undefined) throw new Error(`${outline.definition.name} reads by no key.`);
  const consistent = readsConsistently(planning, outline.nodes);
  const asked = read(argumentsOf(planning, outline), facts.schema, planning.claimed);
  if (!outline.givesList) for (const { entity, key } of asked) refuseForbidden(entity, ['READ'], viewer, key);
  const gets = seen(planning, asked).map((get) => ({ ...get, consistent }));
  const keys = distinct(gets);
  // One key may be of several types; then one item is asked for.
  const items = outline.givesList ? gets.length : 1;
  const types = [...new Set(gets.map(({ entity }) => entity))];
  const isOfKnownType = outline.givesList || types.length === 1;
  const loads = [
    loadOf(planning, parents, { gets, isExact: true, count: exactly(keys.length), all: false, attributes: [] }),
  ];
  const givesOf = new Map(
    types.map((type) => {
      const own = gets.filter(({ entity }) => entity === type);
      // Keys are looked into only for what lies beneath: most documents have nothing there.
      const known = outline.below.length === 0 ? [] : fieldsOfKeys(model, type, own);
      return [type.name, parentsBelow(parents, exactly(own.length), { known, isEach: true, waves: 1 })] as const;
    }),
  );
  return {
    calls: [],
    loads: keys.length === 0 ? [] : loads,
    items: exactly(items),
    notes: [],
    gives: parentsBelow(parents, exactly(items), { waves: 1 }),
    givesOf: isOfKnownType ? givesOf : undefined,
  };
}

function fieldsOfKeys(model: Model, type: Entity, gets: readonly GetPlan[]): readonly Values[] {
  const shape = plainShaper(model, type, new Set(keyFieldsOf(type)));
  return gets.map(({ key }) => shape(key));
}

/** A relation to an item whose whole key this one holds. */
export function planBelongsToField(
  planning: Planning,
  { nodes }: OutlinedField,
  parents: Parents,
  entity: Entity,
  { keys }: BelongsTo,
): KeyedPlan {
  const { model, stands } = planning;
  const consistent = readsConsistently(planning, nodes);
  let isExact = true;
  const gets = parents.known.flatMap((known) =>
    keys.flatMap(({ entity: name, with: pairs }) => {
      const other = entityOf(model, name);
      const related = relatedValues(entity, pairs, known, partsOfKey(other.key), stands);
      isExact &&= related.isExact;
      const get = planGet(other, related.values, { consistent });
      // Rules decide by keys; what stands for one says nothing.
      return related.isExact ? seen(planning, [get]) : [get];
    }),
  );
  const perItem = distinct(gets).length / Math.max(parents.known.length, 1);
  const count = isExact ? exactly(distinct(gets).length) : product(parents.times, exactly(perItem));
  const types = keys.map(({ entity: name }) => entityOf(model, name));
  const [only, ...others] = types;
  const known =
    isExact && only !== undefined && others.length === 0
      ? gets.map(({ key }) => plainShaper(model, only, new Set(keyFieldsOf(only)))(key))
      : undefined;
  return {
    calls: [],
    loads: gets.length === 0 ? [] : [loadOf(planning, parents, { gets, isExact, count, all: false, attributes: [] })],
    items: parents.times,
    notes: [],
    gives: parentsBelow(parents, exactly(1), { ...(known && { known, isEach: parents.isEach }), waves: 1 }),
    givesOf: undefined,
  };
}

/** A lookup by a unique value: the marker, then the item that it names. */
export function planUniqueField(
  planning: Planning,
  outline: OutlinedField,
  parents: Parents,
  entity: Entity,
  { field }: UniqueField,
): KeyedPlan {
  const { model, stands, sizes } = planning;
  const consistent = readsConsistently(planning, outline.nodes);
  const value = argumentsOf(planning, outline)[field];
  const { marker, attribute } = planUniqueLookup(model, entity, field, value, { consistent });
  const stand = (name: string): unknown => (name === field ? value : stands.valueOf(fieldOf(entity, name), 1));
  const values: Values = Object.fromEntries(keyFieldsOf(entity).map((name) => [name, stand(name)]));
  const item = planGet(entity, values, { consistent });
  const one = exactly(1);
  const mode = readMode(consistent);
  return {
    calls: [],
    loads: [
      {
        ...loadOf(planning, parents, { gets: [marker], isExact: true, count: one, all: true, attributes: [] }),
        unitsEach: exactly(unitsOfGet(OWN_ITEM_BYTES, mode)),
      },
      {
        ...loadOf(
          planning,
          { ...parents, wave: parents.wave + 1 },
          {
            gets: [item],
            isExact: false,
            count: one,
            all: false,
            attributes: [attribute],
          },
        ),
        unitsEach: unitsOfItem([entity], sizes, mode),
      },
    ],
    items: one,
    notes: [`the marker of "${field}" tells which ${entity.name} has the value`],
    gives: parentsBelow(parents, one, { waves: 2 }),
    givesOf: undefined,
  };
}

function loadOf(
  { sizes, isSnapshot }: Planning,
  { stage, wave }: Parents,
  load: Pick<PlannedLoad, 'gets' | 'isExact' | 'all' | 'attributes'> & { readonly count: Amount },
): PlannedLoad {
  const [first] = load.gets;
  const types = [...new Set(load.gets.map(({ entity }) => entity))];
  const mode = isSnapshot ? 'TRANSACTION' : readMode(first?.consistent ?? false);
  const unitsEach = unitsOfItem(types, sizes, mode);
  return { ...load, stage, wave: wave + 1, unitsEach };
}

/** Under the others rules leave nothing, which is known without a read. */
function seen({ viewer }: Planning, gets: readonly GetPlan[]): readonly GetPlan[] {
  return gets.filter(({ entity, key }) => !rulesOut(viewer.may(entity, 'READ'), key));
}

function distinct(gets: readonly GetPlan[]): readonly GetPlan[] {
  return [...new Map(gets.map((get) => [itemIdentity(get.table, get.key), get])).values()];
}
