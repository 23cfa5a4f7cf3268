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
import type { ApiTypes } from './apiTypes.js';
import { fieldDefinition } from './definitions.js';
import { relationField } from './listFields.js';
import { SCHEMA_DIRECTIVES } from './schemaDirectives.js';

type FieldsNode =
  ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

/**
 * One of the user's definitions as clients see it: without our directives, and
 * with relations as they are served.
 *
 * An interface shows a relation with the type that its entities serve it with,
 * and no arguments: a type may have more arguments than its interface.
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
            return relation === undefined ? field : servedRelation(api, relation, field);
          });
    }
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const entities = implementers.get(plain.name.value) ?? [];
      return withFields(plain, (field) => {
        const relations = entities.flatMap((entity) => entity.relations.get(field.name.value) ?? []);
        const [relation] = relations;
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
  return result;
}

function withFields(node: FieldsNode, change: (field: FieldDefinitionNode) => FieldDefinitionNode): FieldsNode {
  return { ...node, fields: (node.fields ?? []).map(change) };
}

function servedRelation(api: ApiTypes, relation: Relation, field: FieldDefinitionNode): FieldDefinitionNode {
  const given = field.description?.value;
  if (relation.kind === 'belongsTo') {
    const made = fieldDefinition(
      relation.field,
      relation.target,
      given ?? `Its ${relation.target}; null where it is gone.`,
    );
    return { ...made, directives: field.directives ?? [] };
  }
  const { type, description, args } = relationField(api, relation, given);
  return { ...fieldDefinition(relation.field, type, description, args), directives: field.directives ?? [] };
}

function withoutSchemaDirectives(node: DefinitionNode): DefinitionNode {
  return visit<DefinitionNode>(node, {
    Directive: (directive) => (SCHEMA_DIRECTIVES.has(directive.name.value) ? null : undefined),
  });
}
