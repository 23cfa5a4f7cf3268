import type { ConstDirectiveNode } from 'graphql';
import { AUTH_OPERATIONS, type AuthOperation, type AuthRule } from '../model/auth.js';
import { compileAuth, parseAuth, type AuthDirective } from './directives/auth.js';
import type { EntityDraft, FieldDraft, SchemaDraft } from './drafts.js';
import type { TypeRegistry } from './typeRegistry.js';

/** A field is not deleted, and nobody subscribes to it. */
export const FIELD_OPERATIONS: readonly AuthOperation[] = ['READ', 'CREATE', 'UPDATE'];

/** An `@auth` where it can hold, with its name for messages: `Order`, `Order.total`, `Query.topSellers`. */
export type AuthPlace = { readonly label: string; readonly directive: AuthDirective } & (
  | { readonly on: 'type'; readonly entity: EntityDraft }
  | { readonly on: 'field'; readonly entity: EntityDraft; readonly field: FieldDraft }
  | { readonly on: 'root' }
);

/** Every `@auth` on a type with `@table`, on its fields, and on root fields of the user's own. */
export function authPlaces({ registry, entities }: Pick<SchemaDraft, 'registry' | 'entities'>): readonly AuthPlace[] {
  const ofEntities = [...entities.values()].flatMap((entity): readonly AuthPlace[] => {
    const directive = parseAuth(entity.shape.directives);
    return [
      ...(directive === undefined ? [] : [{ on: 'type', label: entity.name, directive, entity } as const]),
      ...placesOfFields(entity),
    ];
  });
  const ofRoots = rootFieldsOf(registry).flatMap(({ label, directives }): readonly AuthPlace[] => {
    const directive = parseAuth(directives);
    return directive === undefined ? [] : [{ on: 'root', label, directive }];
  });
  return [...ofEntities, ...ofRoots];
}

function placesOfFields(entity: EntityDraft): readonly AuthPlace[] {
  return [...entity.shape.fields].flatMap(([name, { node }]): readonly AuthPlace[] => {
    const directive = parseAuth(node.directives);
    const field = entity.fields.get(name);
    if (directive === undefined || field === undefined) return [];
    return [{ on: 'field', label: `${entity.name}.${name}`, directive, entity, field }];
  });
}

/** `@auth` of a type. */
export function rulesOf(entity: EntityDraft): readonly AuthRule[] {
  return compileAuth(entity.shape.directives, AUTH_OPERATIONS);
}

/** `@auth` of its fields, by name. */
export function fieldRulesOf(entity: EntityDraft): ReadonlyMap<string, readonly AuthRule[]> {
  return new Map(
    [...entity.shape.fields].flatMap(([name, { node }]) =>
      parseAuth(node.directives) === undefined ? [] : [[name, compileAuth(node.directives, FIELD_OPERATIONS)] as const],
    ),
  );
}

/** `@auth` of the user's own root fields. Such a field is called or not, whatever the operation is. */
export function rootRulesOf(registry: TypeRegistry): ReadonlyMap<string, readonly AuthRule[]> {
  return new Map(
    rootFieldsOf(registry).flatMap(({ label, directives }) =>
      parseAuth(directives) === undefined ? [] : [[label, compileAuth(directives, AUTH_OPERATIONS)] as const],
    ),
  );
}

interface RootField {
  readonly label: string;
  readonly directives: readonly ConstDirectiveNode[];
}

/** What the schema writes in root types is all the user's own; the gateway's fields are added later. */
function rootFieldsOf({ rootTypes, objects }: TypeRegistry): readonly RootField[] {
  return Object.values(rootTypes).flatMap((root) =>
    [...(objects.get(root)?.fields ?? [])].map(([name, { node }]) => ({
      label: `${root}.${name}`,
      directives: node.directives ?? [],
    })),
  );
}
