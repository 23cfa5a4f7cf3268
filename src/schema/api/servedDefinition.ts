import {
  Kind,
  visit,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import type { Entity, Relation } from '../../model/model.js';
import { isHiddenFromSome } from '../../model/readRules.js';
import type { ApiTypes } from './apiTypes.js';
import { namedTypeOf } from '../valueTypeOf.js';
import { fieldDefinition } from './definitions.js';
import { relationField } from './listFields.js';
import { SCHEMA_DIRECTIVES } from './schemaDirectives.js';

type FieldsNode =
  ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

/**
 * One of the user's definitions as clients see it: without our directives, with
 * relations as they are served, and with what some may not read as nullable.
 *
 * An interface shows a relation as its entities serve it: one item as nullable, of the interface's own type (each
 * entity may have a narrower one), many as the connection, with no arguments (a type may have more than its interface).
 *
 * @param implementers  The entities that implement each interface, by its name.
 */
export function servedDefinition(
  api: ApiTypes,
  node: DefinitionNode,
  implementers: ReadonlyMap<string, readonly Entity[]>,
): DefinitionNode {
  const plain = withoutSchemaDirectives(node);
  switch (plain.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION: {
      const entity = api.model.entities.get(plain.name.value);
      return entity === undefined
        ? plain
        : withFields(plain, (field) => {
            const relation = entity.relations.get(field.name.value);
            if (relation !== undefined) return servedRelation(api, relation, field);
            return isHiddenFromSome(entity, field.name.value) ? nullable(field) : field;
          });
    }
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const entities = implementers.get(plain.name.value) ?? [];
      return withFields(plain, (field) => {
        const [relation] = entities.flatMap((entity) => entity.relations.get(field.name.value) ?? []);
        return relation === undefined ? field : { ...servedRelation(api, relation, field), arguments: [] };
      });
    }
    default:
      return plain;
  }
}

/** The entities that implement each interface, as definitions and extensions say together. */
export function implementersOf(
  api: ApiTypes,
  definitions: readonly DefinitionNode[],
): ReadonlyMap<string, readonly Entity[]> {
  const result = new Map<string, Entity[]>();
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const entity = api.model.entities.get(node.name.value);
    if (entity === undefined) continue;
    for (const { name } of node.interfaces ?? []) {
      result.set(name.value, [...(result.get(name.value) ?? []), entity]);
    }
  }
  // An interface that no entity implements must still be served as the interfaces it implements are.
  for (const node of definitions) {
    if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_EXTENSION) continue;
    const inherited = (node.interfaces ?? []).flatMap(({ name }) => result.get(name.value) ?? []);
    result.set(node.name.value, [...(result.get(node.name.value) ?? []), ...inherited]);
  }
  return result;
}

function withFields(node: FieldsNode, change: (field: FieldDefinitionNode) => FieldDefinitionNode): FieldsNode {
  return { ...node, fields: (node.fields ?? []).map(change) };
}

function servedRelation(api: ApiTypes, relation: Relation, field: FieldDefinitionNode): FieldDefinitionNode {
  const given = field.description?.value;
  const directives = field.directives ?? [];
  if (relation.kind === 'hasMany') {
    const { type, description, args } = relationField(api, relation, given);
    return { ...fieldDefinition(relation.field, type, description, args), directives };
  }
  const type = namedTypeOf(field.type);
  const absence = relation.kind === 'belongsTo' ? 'it is gone' : 'there is none';
  return { ...fieldDefinition(relation.field, type, given ?? `Its ${type}; null where ${absence}.`), directives };
}

function nullable(field: FieldDefinitionNode): FieldDefinitionNode {
  return field.type.kind === Kind.NON_NULL_TYPE ? { ...field, type: field.type.type } : field;
}

function withoutSchemaDirectives(node: DefinitionNode): DefinitionNode {
  return visit<DefinitionNode>(node, {
    Directive: (directive) => (SCHEMA_DIRECTIVES.has(directive.name.value) ? null : undefined),
  });
}
