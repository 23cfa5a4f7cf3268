import DataLoader from 'dataloader';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { batchGetItems, type KeysRequest } from '../execute/batchGetItems.js';
import type { Caller, CallOptions } from '../execute/caller.js';
import type { GetPlan } from '../plan/planGet.js';
import type { FieldSelection } from '../plan/selectedAttributes.js';
import { isThere } from './isThere.js';
import { itemIdentity } from '../keys/itemIdentity.js';
import { itemProjection } from './itemProjection.js';
import type { WaveGate } from './waveGate.js';

/** Reads items by key for one request, each key at most once, in batches. */
export interface ItemLoader {
  /**
   * The stored item, or null where none is stored, an expired one, or one of another type. It holds what the whole
   * document selects of the type, or everything with `all`.
   *
   * @throws {GatewayError} `THROTTLED`, `DEADLINE_EXCEEDED`, `TABLE_NOT_READY`. Never null for an item that could not be read.
   */
  load(plan: GetPlan, options?: LoadOptions): Promise<AttributeMap | null>;
  /** Forgets an item after it was written. */
  forget(entity: Entity, key: AttributeMap): void;
}

export interface LoadOptions {
  /** Read everything stored, whatever the document selects. */
  readonly all?: boolean;
  /** The item will lead to further loads, so later batches wait for it. */
  readonly leadsOn?: boolean;
  /** To be read beside the selected fields' attributes. */
  readonly attributes?: readonly string[];
  /** Who looks, where it is not who asks; then with `all`. */
  readonly viewer?: Viewer;
}

interface LoadKey {
  readonly plan: GetPlan;
  readonly fields: FieldSelection;
  readonly attributes: readonly string[];
  readonly leadsOn: boolean;
  /** Loads of one item that need different things of it are different; they share its place in a batch. */
  readonly identity: string;
}

export interface ItemLoaderOptions {
  readonly caller: Caller;
  readonly gate: WaveGate;
  /** What the whole document selects of a type by key. */
  readonly selectedFields: (entity: Entity) => FieldSelection;
  readonly callOptions: CallOptions;
  /** What has expired, and what rules hide, is absent. */
  readonly viewer: Viewer;
}

export function createItemLoader({ caller, gate, selectedFields, callOptions, viewer }: ItemLoaderOptions): ItemLoader {
  const readWave = (keys: readonly LoadKey[]) =>
    keys.some(({ leadsOn }) => leadsOn)
      ? gate.during(() => readBatch(caller, keys, viewer, callOptions))
      : readBatch(caller, keys, viewer, callOptions);
  const loader = new DataLoader<LoadKey, AttributeMap | null, string>(readWave, {
    cacheKeyFn: (key) => key.identity,
    batchScheduleFn: (dispatch) => {
      gate.whenQuiet(dispatch);
    },
  });
  /** The different loads of each item, by `itemIdentity` and by their own: what a write forgets. */
  const loads = new Map<string, Map<string, LoadKey>>();
  return {
    async load(plan, { all = false, leadsOn = false, attributes = [], viewer: looking = viewer } = {}) {
      const fields = all ? 'ALL' : selectedFields(plan.entity);
      const ofItem = itemIdentity(plan.table, plan.key);
      const identity = loadIdentity(ofItem, plan, fields, attributes);
      const key: LoadKey = { plan, fields, leadsOn, attributes, identity };
      const ofThisItem = loads.get(ofItem);
      if (ofThisItem === undefined) loads.set(ofItem, new Map([[identity, key]]));
      else ofThisItem.set(identity, key);
      const item = await loader.load(key);
      return item !== null && isThere(plan.entity, item, looking) ? item : null;
    },
    forget(entity, key) {
      const ofItem = itemIdentity(entity.table, key);
      for (const load of loads.get(ofItem)?.values() ?? []) loader.clear(load);
      loads.delete(ofItem);
    },
  };
}

function loadIdentity(
  ofItem: string,
  { entity, consistent }: GetPlan,
  fields: FieldSelection,
  attributes: readonly string[],
): string {
  return JSON.stringify([ofItem, entity.name, consistent, fields === 'ALL', attributes]);
}

/** One wave: the keys of each table together, with the fields that any of its types needs. */
async function readBatch(
  caller: Caller,
  keys: readonly LoadKey[],
  viewer: Viewer,
  options: CallOptions,
): Promise<(AttributeMap | null | Error)[]> {
  const groups = new Map<string, LoadKey[]>();
  for (const key of keys) {
    const name = JSON.stringify([key.plan.table, key.plan.consistent]);
    const group = groups.get(name) ?? [];
    group.push(key);
    groups.set(name, group);
  }
  const requests = [...groups.values()].map((group) => toRequest(group, viewer));
  const answers = await batchGetItems(caller, requests, options);
  const found = new Map<LoadKey, AttributeMap | null>();
  for (const [at, group] of [...groups.values()].entries()) {
    for (const [position, key] of group.entries()) found.set(key, answers[at]?.[position] ?? null);
  }
  return keys.map((key) => found.get(key) ?? null);
}

function toRequest(group: readonly LoadKey[], viewer: Viewer): KeysRequest {
  const [first] = group;
  if (first === undefined) throw new Error('A group of keys is never empty.');
  const projection = projectionOf(group, viewer);
  return {
    table: first.plan.table,
    keys: group.map(({ plan }) => plan.key),
    consistent: first.plan.consistent,
    ...(projection && { projection }),
  };
}

/** The union over the types that are read from one table; undefined where one of them needs everything. */
function projectionOf(group: readonly LoadKey[], viewer: Viewer): KeysRequest['projection'] {
  if (group.some(({ fields }) => fields === 'ALL')) return undefined;
  const attributes = group.flatMap((key) => key.attributes);
  return itemProjection(new Map(group.map(({ plan, fields }) => [plan.entity, fields])), viewer, attributes);
}
