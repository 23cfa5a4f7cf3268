import { fieldsOfParts, type KeyPart } from '../model/keyTemplate.js';
import type { Relation } from '../model/model.js';
import type { ValueType } from '../model/valueType.js';
import { both, didYouMean } from './didYouMean.js';
import { parsePair } from './directives/relation.js';
import {
  directiveNodes,
  partsOf,
  storedField,
  storedFields,
  type EntityDraft,
  type KeyDraft,
  type RelationDraft,
  type SchemaDraft,
} from './drafts.js';
import type { Located, Problems } from './problems.js';
import { typeText } from './typeText.js';
import { namedTypeOf } from './valueTypeOf.js';
import { Kind, type TypeNode } from 'graphql';

/** @returns undefined for a relation that does not hold, which is reported. */
export function compileRelation(
  entity: EntityDraft,
  relation: RelationDraft,
  draft: SchemaDraft,
  problems: Problems,
): Relation | undefined {
  const label = `${entity.name}.${relation.name}`;
  const targetName = namedTypeOf(relation.node.type);
  const target = draft.entities.get(targetName);
  if (target === undefined) {
    // A type whose @table is broken, or that is not there at all, has been reported as such.
    if (draft.registry.definitions.has(targetName) && !hasTable(targetName, draft)) {
      problems.report(
        relation.node.type,
        `${label} is a relation to ${targetName}, which is no type with @table. Relate to one, or leave @${relation.directive.kind} out.`,
      );
    }
    return undefined;
  }
  return relation.directive.kind === 'belongsTo'
    ? compileBelongsTo({ entity, relation, target, label, problems })
    : compileHasMany({ entity, relation, target, label, problems });
}

interface Context {
  readonly entity: EntityDraft;
  readonly relation: RelationDraft;
  readonly target: EntityDraft;
  /** `Product.seller` */
  readonly label: string;
  readonly problems: Problems;
}

function compileBelongsTo(context: Context): Relation | undefined {
  const { relation, target, label, problems } = context;
  if (isList(relation.node.type)) {
    problems.report(
      relation.node.type,
      `${label} belongs to one ${target.name}: write ${relation.name}: ${target.name}. For a list, use @hasMany.`,
    );
    return undefined;
  }
  if (!target.key.sound) return undefined;
  const pairs = pairFields(context, fieldsOfParts(parts(target.key)), [], `${target.name}'s key`);
  return pairs && { kind: 'belongsTo', field: relation.name, target: target.name, with: pairs };
}

function compileHasMany(context: Context): Relation | undefined {
  const { relation, target, label, problems } = context;
  if (!isList(relation.node.type)) {
    problems.report(
      relation.node.type,
      `${label} has many: write ${relation.name}: [${target.name}!]!. For one item, use @belongsTo.`,
    );
    return undefined;
  }
  const written = relation.directive.index;
  const index = target.indexes.find(({ name }) => name === written?.value);
  // An index that GraphQL's own validation refused is not among them.
  if (index === undefined && target.indexes.length < directiveNodes(target, 'index').length) return undefined;
  if (written !== undefined && index === undefined) {
    const names = target.indexes.map(({ name }) => `"${name}"`);
    const hint = names.length === 0 ? ` It has none.` : ` It has ${both(names)}.`;
    problems.report(
      written.node,
      `${target.name} has no index "${written.value}".${
        didYouMean(
          written.value,
          target.indexes.map(({ name }) => name),
        ) || hint
      }`,
    );
    return undefined;
  }
  const key = index?.key ?? target.key;
  if (!key.sound) return undefined;
  if (index === undefined && key.sort === undefined) {
    problems.report(
      relation.directive.node,
      `${label} lists a partition of ${target.name}'s table, which has no sort key: one item at most. Use @belongsTo, or name an index: @hasMany(index: "...").`,
    );
    return undefined;
  }
  const partition = fieldsOfParts(key.partition === undefined ? [] : [key.partition.part]);
  const sort = fieldsOfParts(key.sort === undefined ? [] : [key.sort.part]).filter(
    (field) => !partition.includes(field),
  );
  const pairs = pairFields(
    context,
    partition,
    sort,
    index === undefined ? `${target.name}'s partition` : `the partition of ${target.name}'s index "${index.name}"`,
  );
  return pairs && { kind: 'hasMany', field: relation.name, target: target.name, index: index?.name, with: pairs };
}

/**
 * Theirs -> mine: what `with` says, then fields of the same name.
 *
 * @param needed  Their fields that must be given.
 * @param leading  Their sort fields, of which leading ones may be given too. By its name alone one is taken only
 *   where it is in the primary key of this type as well (the lines of this order, not of all the customer's orders);
 *   that both types have a `createdAt` says nothing.
 */
function pairFields(
  context: Context,
  needed: readonly string[],
  leading: readonly string[],
  what: string,
): ReadonlyMap<string, string> | undefined {
  const { entity, relation, target, label, problems } = context;
  const said = readPairs(context, [...needed, ...leading], what);
  if (said === undefined) return undefined;
  let sound = true;
  const fail = (at: Located, message: string): void => {
    problems.report(at, message);
    sound = false;
  };
  const pairs = new Map<string, string>();
  for (const theirs of needed) {
    const mine = said.get(theirs)?.mine ?? theirs;
    if (entity.fields.get(mine)?.kind === 'unsound') sound = false;
    else if (storedField(entity, mine) === undefined) {
      const example = similarField(context, theirs);
      fail(
        relation.directive.node,
        `${label} needs "${theirs}", ${what}, and ${entity.name} stores no field of that name. ${
          example === theirs ? 'Add it, or say' : 'Say'
        } which one holds it: @${relation.directive.kind}(with: "${theirs} = ${example === theirs ? '...' : example}").`,
      );
    } else pairs.set(theirs, mine);
  }
  const inMyKey = new Set(keyFields(entity));
  let gap: string | undefined;
  for (const theirs of leading) {
    const pair = said.get(theirs);
    const inferred = target !== entity && inMyKey.has(theirs) && gap === undefined ? theirs : undefined;
    const mine = pair?.mine ?? inferred;
    if (mine === undefined) gap ??= theirs;
    else if (gap !== undefined && pair !== undefined) {
      fail(
        pair.at,
        `${label} gives "${theirs}", which comes after "${gap}" in the sort key of ${target.name}: give "${gap}" too, or neither.`,
      );
    } else pairs.set(theirs, mine);
  }
  for (const [theirs, mine] of pairs) {
    const theirType = storedField(target, theirs)?.type;
    const myType = storedField(entity, mine)?.type;
    if (theirType === undefined || myType === undefined || isComparable(theirType, myType)) continue;
    fail(
      said.get(theirs)?.at ?? relation.directive.node,
      `${label} compares ${target.name}.${theirs} (${typeText(theirType)}) with ${entity.name}.${mine} (${typeText(myType)}): they must have one type.`,
    );
  }
  return sound ? pairs : undefined;
}

function readPairs(
  context: Context,
  theirFields: readonly string[],
  what: string,
): ReadonlyMap<string, { readonly mine: string; readonly at: Located }> | undefined {
  const { entity, relation, target, label, problems } = context;
  const pairs = new Map<string, { mine: string; at: Located }>();
  let sound = true;
  const fail = (at: Located, message: string): void => {
    problems.report(at, message);
    sound = false;
  };
  for (const { value, node } of relation.directive.with) {
    const pair = parsePair(value);
    if (pair === undefined) {
      fail(
        node,
        `with: "${value}" is no pair of fields: write theirs = mine, with: "${theirFields[0] ?? 'id'} = ${similarField(context, theirFields[0] ?? 'id')}".`,
      );
    } else if (!theirFields.includes(pair.theirs)) {
      const swapped = theirFields.includes(pair.mine) ? ` Theirs comes first: "${pair.mine} = ${pair.theirs}".` : '';
      const fields = theirFields.length === 0 ? 'no field at all' : both(theirFields.map((field) => `"${field}"`));
      fail(
        node,
        `"${pair.theirs}" is not in the key of ${target.name} that ${label} reads, which is made of ${fields}.${swapped}`,
      );
    } else if (pairs.has(pair.theirs)) {
      fail(node, `${label} gives "${pair.theirs}" twice: leave one out.`);
    } else if (storedField(entity, pair.mine) === undefined) {
      if (entity.fields.get(pair.mine)?.kind === 'unsound') sound = false;
      else
        fail(
          node,
          `${entity.name} stores no field "${pair.mine}" to compare with "${pair.theirs}", ${what}.${didYouMean(
            pair.mine,
            storedFields(entity).map(({ name }) => name),
          )}`,
        );
    } else pairs.set(pair.theirs, { mine: pair.mine, at: node });
  }
  return sound ? pairs : undefined;
}

/** A field that may well hold the other's key, for the example in a message: `sellerId` for `seller`. */
function similarField({ entity, relation, target }: Context, theirs: string): string {
  const type = storedField(target, theirs)?.type;
  const fits = storedFields(entity).filter((field) => type !== undefined && isComparable(type, field.type));
  const named = fits.find(({ name }) => name.toLowerCase() === `${relation.name}id`.toLowerCase());
  const close = fits.find(({ name }) => name.toLowerCase().endsWith(theirs.toLowerCase()));
  // Others usually hold this item's own key.
  const own =
    relation.directive.kind === 'hasMany' ? fits.find(({ name }) => keyFields(entity).includes(name)) : undefined;
  return (named ?? close ?? own)?.name ?? `${relation.name}Id`;
}

/** An ID and a String hold the same text; anything else must be of one type, stored in one form. */
function isComparable(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'enum' && b.kind === 'enum') return a.enum === b.enum;
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return false;
  return plain(a.scalar) === plain(b.scalar);
}

function plain(scalar: string): string {
  return scalar === 'ID' ? 'String' : scalar;
}

function parts(key: KeyDraft): readonly KeyPart[] {
  return partsOf(key).map(({ part }) => part);
}

function keyFields(entity: EntityDraft): readonly string[] {
  return fieldsOfParts(parts(entity.key));
}

function isList(node: TypeNode): boolean {
  return node.kind === Kind.NON_NULL_TYPE ? isList(node.type) : node.kind === Kind.LIST_TYPE;
}

function hasTable(name: string, { registry }: SchemaDraft): boolean {
  return registry.objects.get(name)?.directives.some((directive) => directive.name.value === 'table') === true;
}
