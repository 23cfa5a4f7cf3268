import { fieldsOfParts } from '../model/keyTemplate.js';
import type { ValueType } from '../model/valueType.js';
import { both, didYouMean } from './didYouMean.js';
import { parsePair } from './directives/relation.js';
import {
  partsOf,
  storedField,
  storedFields,
  type EntityDraft,
  type RelationDraft,
  type SchemaDraft,
} from './drafts.js';
import { isComparable } from './isSameValue.js';
import type { Located, Problems } from './problems.js';
import { typeText } from './typeText.js';

/** A relation that is being compiled. */
export interface RelationContext {
  readonly entity: EntityDraft;
  readonly relation: RelationDraft;
  /** `Product.seller` */
  readonly label: string;
  readonly problems: Problems;
  readonly draft: SchemaDraft;
}

/** What a relation has to give of a key of the other side. */
export interface TheirKey {
  /** Whose it is: `Order`, or the union or interface of a collection. */
  readonly owner: string;
  /** `Order's key`, for messages. */
  readonly what: string;
  /** Their fields that must be given. */
  readonly needed: readonly string[];
  /** Their sort fields, of which leading ones may be given too. */
  readonly leading: readonly string[];
  readonly typeOf: (field: string) => ValueType | undefined;
}

/** `with` as it is written: theirs -> mine. */
export type WrittenPairs = ReadonlyMap<string, { readonly mine: string; readonly at: Located }>;

/**
 * Reads `with`.
 *
 * @param keys  One, or one for each type that the relation may lead to: a pair belongs to any of them.
 * @returns undefined where a pair makes no sense, which is reported.
 */
export function readPairs(
  context: RelationContext,
  { owner, what }: Pick<TheirKey, 'owner' | 'what'>,
  keys: readonly Pick<TheirKey, 'needed' | 'leading' | 'typeOf'>[],
): WrittenPairs | undefined {
  const { entity, relation, label, problems } = context;
  const theirFields = [...new Set(keys.flatMap(({ needed, leading }) => [...needed, ...leading]))];
  const pairs = new Map<string, { mine: string; at: Located }>();
  let sound = true;
  const fail = (at: Located, message: string): void => {
    problems.report(at, message);
    sound = false;
  };
  for (const { value, node } of relation.directive.with) {
    const pair = parsePair(value);
    if (pair === undefined) {
      const [example = 'id'] = theirFields;
      const type = keys.flatMap(({ typeOf }) => typeOf(example) ?? [])[0];
      fail(
        node,
        `with: "${value}" is no pair of fields: write theirs = mine, with: "${example} = ${similarField(context, example, type)}".`,
      );
    } else if (!theirFields.includes(pair.theirs)) {
      const swapped = theirFields.includes(pair.mine) ? ` Theirs comes first: "${pair.mine} = ${pair.theirs}".` : '';
      const fields = theirFields.length === 0 ? 'no field at all' : both(theirFields.map((field) => `"${field}"`));
      fail(
        node,
        `"${pair.theirs}" is not in the key of ${owner} that ${label} reads, which is made of ${fields}.${swapped}`,
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

/**
 * Theirs -> mine: what `with` says, then fields of the same name. A sort field is taken by its name
 * alone only where it is in the primary key of this type as well (the lines of this order, not of
 * all the customer's orders); that both types have a `createdAt` says nothing.
 *
 * @returns undefined where the key cannot be built, which is reported.
 */
export function pairFields(
  context: RelationContext,
  { owner, what, needed, leading, typeOf }: TheirKey,
  said: WrittenPairs,
): ReadonlyMap<string, string> | undefined {
  const { entity, relation, label, problems } = context;
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
      const example = similarField(context, theirs, typeOf(theirs));
      fail(
        relation.directive.node,
        `${label} needs "${theirs}", ${what}, and ${entity.name} stores no field of that name. ${
          example === theirs ? 'Add it, or say' : 'Say'
        } which one holds it: @${relation.directive.kind}(with: ${withText(said, `${theirs} = ${example === theirs ? '...' : example}`)}).`,
      );
    } else pairs.set(theirs, mine);
  }
  const inMyKey = new Set(keyFields(entity));
  let gap: string | undefined;
  for (const theirs of leading) {
    const pair = said.get(theirs);
    const inferred = owner !== entity.name && inMyKey.has(theirs) && gap === undefined ? theirs : undefined;
    const mine = pair?.mine ?? inferred;
    if (mine === undefined) gap ??= theirs;
    else if (gap !== undefined && pair !== undefined) {
      fail(
        pair.at,
        `${label} gives "${theirs}", which comes after "${gap}" in the sort key of ${owner}: give "${gap}" too, or neither.`,
      );
    } else pairs.set(theirs, mine);
  }
  for (const [theirs, mine] of pairs) {
    const theirType = typeOf(theirs);
    const myType = storedField(entity, mine)?.type;
    if (theirType === undefined || myType === undefined || isComparable(theirType, myType)) continue;
    fail(
      said.get(theirs)?.at ?? relation.directive.node,
      `${label} compares ${owner}.${theirs} (${typeText(theirType)}) with ${entity.name}.${mine} (${typeText(myType)}): they must have one type.`,
    );
  }
  return sound ? pairs : undefined;
}

/** What is written already, and one pair more. */
function withText(said: WrittenPairs, pair: string): string {
  const pairs = [...[...said].map(([theirs, { mine }]) => `${theirs} = ${mine}`), pair].map((text) => `"${text}"`);
  return pairs.length === 1 ? pairs.join() : `[${pairs.join(', ')}]`;
}

/** A field that may well hold the other's key, for the example in a message: `sellerId` for `seller`. */
function similarField({ entity, relation }: RelationContext, theirs: string, type: ValueType | undefined): string {
  const fits = storedFields(entity).filter((field) => type !== undefined && isComparable(type, field.type));
  const named = fits.find(({ name }) => name.toLowerCase() === `${relation.name}id`.toLowerCase());
  const close = fits.find(({ name }) => name.toLowerCase().endsWith(theirs.toLowerCase()));
  // Others usually hold this item's own key.
  const own =
    relation.directive.kind === 'belongsTo' ? undefined : fits.find(({ name }) => keyFields(entity).includes(name));
  return (named ?? close ?? own)?.name ?? `${relation.name}Id`;
}

export function keyFields(entity: EntityDraft): readonly string[] {
  return fieldsOfParts(partsOf(entity.key).map(({ part }) => part));
}
