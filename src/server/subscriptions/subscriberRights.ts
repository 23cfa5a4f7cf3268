import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { claimValueOf, claimValuesOf } from '../../auth/claimOf.js';
import type { AuthRule } from '../../model/auth.js';
import type { Entity, Model } from '../../model/model.js';
import type { Claims, Principal } from '../../model/principal.js';
import { isUsersOwn } from '../../resolvers/userResolvers.js';
import { canonicalJson } from './canonicalJson.js';

/** What of who asks can make a difference to the answer of a document. */
export type RightsThatMatter =
  | { readonly kind: 'NOTHING' }
  /** Whether they are known, and the values of these claims. */
  | { readonly kind: 'CLAIMS'; readonly claims: readonly string[] }
  /** All of it: a resolver of the user's own may look at anything. */
  | { readonly kind: 'PRINCIPAL' };

/** What a token says of itself, not of whose it is. */
const OF_THE_TOKEN = new Set(['iat', 'exp', 'nbf', 'jti']);

/** See `rightsKey`; what matters of who asks is worked out once a document. */
export function createRightsOf(model: Pick<Model, 'entities' | 'isRestricted'>, schema: GraphQLSchema) {
  const known = new WeakMap<DocumentNode, RightsThatMatter>();
  return (document: DocumentNode, principal: Principal): string | undefined => {
    let matter = known.get(document);
    if (matter === undefined) {
      matter = rightsThatMatter(model, schema, document);
      known.set(document, matter);
    }
    return rightsKey(matter, principal);
  };
}

/** Looks at all operations and fragments of the document: too much makes fewer share, too little would show what is hidden. */
export function rightsThatMatter(
  { entities, isRestricted }: Pick<Model, 'entities' | 'isRestricted'>,
  schema: GraphQLSchema,
  document: DocumentNode,
): RightsThatMatter {
  const reached = new Set<GraphQLNamedType>();
  let meetsUsersOwn = false;
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field({ name }) {
        const parent = typeInfo.getParentType();
        const field = typeInfo.getFieldDef();
        if (!parent || !field) return;
        const type = getNamedType(field.type);
        reached.add(parent).add(type);
        meetsUsersOwn ||= isUsersOwn(field) || isUsersOwn(type) || isAnyonesOwn(schema, parent, name.value);
      },
    }),
  );
  if (meetsUsersOwn) return { kind: 'PRINCIPAL' };
  if (!isRestricted) return { kind: 'NOTHING' };
  const types = [...reached].flatMap((type) => [...entitiesIn(type, schema, entities)]);
  return { kind: 'CLAIMS', claims: claimsReadBy(types) };
}

/**
 * The same text for those who get the same answers.
 *
 * @returns undefined where that cannot be told: then they share with nobody.
 */
export function rightsKey(matter: RightsThatMatter, { identity, claims }: Principal): string | undefined {
  switch (matter.kind) {
    case 'NOTHING':
      return '';
    case 'CLAIMS':
      return canonicalJson([claims !== undefined, matter.claims.map((name) => claimAsRead(claims, name))]);
    case 'PRINCIPAL':
      return canonicalJson([identity, lasting(claims) ?? null]);
  }
}

/** As rules read it: a fence takes no list, not even of one. */
function claimAsRead(claims: Claims | undefined, name: string): readonly unknown[] {
  return [claimValueOf(claims, name) ?? null, claimValuesOf(claims, name)];
}

function lasting(claims: Claims | undefined): Claims | undefined {
  return claims && Object.fromEntries(Object.entries(claims).filter(([name]) => !OF_THE_TOKEN.has(name)));
}

/** A field of an interface is one of each type that has it. */
function isAnyonesOwn(schema: GraphQLSchema, parent: GraphQLNamedType, name: string): boolean {
  if (!isAbstractType(parent)) return false;
  return schema.getPossibleTypes(parent).some((type) => {
    const field = type.getFields()[name];
    return field !== undefined && isUsersOwn(field);
  });
}

/**
 * The types with `@table` whose items stand behind a type: itself, or what the fields of a payload or connection come to.
 * A `totalCount` tells of items that nobody selects.
 */
function entitiesIn(
  from: GraphQLNamedType,
  schema: GraphQLSchema,
  entities: Model['entities'],
  met = new Set<GraphQLNamedType>(),
): ReadonlySet<Entity> {
  const found = new Set<Entity>();
  if (met.has(from)) return found;
  met.add(from);
  const entity = entities.get(from.name);
  if (entity !== undefined) return found.add(entity);
  const inner: GraphQLNamedType[] = [];
  if (isAbstractType(from)) inner.push(...schema.getPossibleTypes(from));
  const isRoot = from === schema.getQueryType() || from === schema.getSubscriptionType();
  if ((isObjectType(from) || isInterfaceType(from)) && !isRoot) {
    inner.push(...Object.values(from.getFields()).map(({ type }) => getNamedType(type)));
  }
  for (const type of inner) for (const one of entitiesIn(type, schema, entities, met)) found.add(one);
  return found;
}

function claimsReadBy(entities: readonly Entity[]): readonly string[] {
  const rules = entities.flatMap((entity) => [...entity.rules, ...[...entity.fieldRules.values()].flat()]);
  return [...new Set(rules.flatMap(claimIn))].sort();
}

function claimIn(rule: AuthRule): readonly string[] {
  return 'claim' in rule ? [rule.claim] : [];
}
