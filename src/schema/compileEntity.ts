import type { KeySchema } from '../model/keyTemplate.js';
import type { Entity, EntityIndex, MapType, Relation, Table, Ttl } from '../model/model.js';
import { fieldRulesOf, rulesOf } from './authPlaces.js';
import { compileFields } from './compileFields.js';
import { isProjected } from './compileTables.js';
import { parseCost } from './directives/cost.js';
import { lifetimeOf } from './directives/ttl.js';
import { storedFields, type EntityDraft, type IndexDraft, type KeyDraft } from './drafts.js';
import { foreignIn, toldApartBy } from './itemOwnership.js';
import { uniqueFieldsOf } from './uniqueFieldsOf.js';

interface Surroundings {
  readonly maps: ReadonlyMap<string, MapType>;
  readonly table: Table | undefined;
  /** The other types of the table. */
  readonly others: readonly EntityDraft[];
  readonly relations: ReadonlyMap<string, Relation>;
}

/** An entity from a draft in which no rule found anything wrong. */
export function compileEntity(draft: EntityDraft, { maps, table, others, relations }: Surroundings): Entity {
  return {
    name: draft.name,
    plural: draft.plural,
    description: draft.shape.description,
    table: draft.tableName,
    fields: compileFields(draft, maps),
    key: keySchemaOf(draft.key),
    listField: draft.listField,
    indexes: new Map(draft.indexes.map((index) => [index.name, compileIndex(draft, index, table, others)])),
    relations,
    ownFields: new Set([...draft.fields.values()].filter(({ kind }) => kind === 'own').map(({ name }) => name)),
    marker: draft.marker,
    toldApartBy: toldApartBy(draft, others),
    version: storedFields(draft).find(({ version }) => version)?.name,
    ttl: ttlOf(draft),
    uniqueFields: uniqueFieldsOf(draft),
    operations: draft.operations,
    scan: draft.table.scan,
    isNode: draft.isNode,
    rules: rulesOf(draft),
    fieldRules: fieldRulesOf(draft),
    ...costOf(draft),
  };
}

function compileIndex(
  draft: EntityDraft,
  index: IndexDraft,
  table: Table | undefined,
  others: readonly EntityDraft[],
): EntityIndex {
  const live = table?.indexes.get(index.name);
  return {
    name: index.name,
    local: index.local,
    key: keySchemaOf(index.key),
    // What another type of the table asked for is there for this one too.
    projection: live?.projection ?? { kind: 'ALL' },
    listField: index.listField,
    oneField: index.oneField,
    foreign: foreignIn(
      draft,
      index,
      (attribute) => table !== undefined && live !== undefined && isProjected(table, live, attribute),
      others,
    ),
  };
}

function ttlOf(draft: EntityDraft): Ttl | undefined {
  const field = storedFields(draft).find(({ ttl }) => ttl !== undefined);
  if (field?.ttl === undefined) return undefined;
  const { after, showExpired } = field.ttl;
  const lifetime = after && lifetimeOf(after);
  const afterSeconds = lifetime?.kind === 'seconds' ? lifetime.seconds : undefined;
  return { field: field.name, attribute: field.attribute, showExpired, afterSeconds };
}

function costOf({ shape }: EntityDraft): Pick<Entity, 'cost'> {
  const item = parseCost(shape.directives);
  const hints = [...shape.fields].flatMap(([name, { node }]) => {
    const hint = parseCost(node.directives);
    return hint === undefined ? [] : [[name, hint] as const];
  });
  return item === undefined && hints.length === 0 ? {} : { cost: { item, fields: new Map(hints) } };
}

function keySchemaOf({ partition, sort }: KeyDraft): KeySchema {
  return { partition: partition.map(({ part }) => part), sort: sort.map(({ part }) => part) };
}
