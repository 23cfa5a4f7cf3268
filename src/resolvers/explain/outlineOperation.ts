import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import type { Model } from '../../model/model.js';
import { objectTypesOf, selectedFields, selectionSetsOf, type OperationFacts } from '../selectedFields.js';
import { fieldKindOf, type FieldKind } from './fieldKind.js';

/** A field that reads or writes, or has such fields beneath it. */
export interface OutlinedField {
  readonly path: readonly string[];
  readonly typeName: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly kind: FieldKind;
  /** It gives a list that is no connection. */
  readonly givesList: boolean;
  /** By the type of what it gives: one, or each that it may be. Only those with fields in them. */
  readonly below: readonly OutlinedType[];
  /** How many times `totalCount` is selected of its connection: each alias counts for itself. */
  readonly totals: number;
}

export interface OutlinedType {
  readonly typeName: string;
  readonly fields: readonly OutlinedField[];
}

/** Fields of an operation with its fragments written out. One that has more is not looked at: each level may double them. */
export const MAX_OUTLINED_FIELDS = 20_000;

/**
 * What of an operation leads to calls, without arguments: it follows from the document, the schema and what `@skip` and
 * `@include` say.
 *
 * @throws {GatewayError} `LIMIT_EXCEEDED` for an operation of more than `MAX_OUTLINED_FIELDS` fields.
 */
export function outlineOperation(model: Model, facts: OperationFacts): readonly OutlinedField[] {
  const { schema, operation } = facts;
  const root = schema.getRootType(operation.operation);
  let seen = 0;

  function outlineType(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
    path: readonly string[],
  ): readonly OutlinedField[] {
    const fields = type.getFields();
    return [...selectedFields(facts, type, selectionSets, 'responseKey')].flatMap(([responseKey, nodes]) => {
      seen += 1;
      if (seen > MAX_OUTLINED_FIELDS) throw tooManyFields();
      const definition = fields[nodes[0]?.name.value ?? ''];
      // What is left is `__typename` and introspection.
      if (definition === undefined) return [];
      const place = [...path, responseKey];
      const kind = fieldKindOf(model, type.name, type === root, definition);
      const below = objectTypesOf(schema, definition.type).flatMap((object) => {
        const inner = outlineType(object, selectionSetsOf(nodes), place);
        return inner.length === 0 ? [] : [{ typeName: object.name, fields: inner }];
      });
      if (kind.kind === 'plain' && below.length === 0) return [];
      return [
        {
          path: place,
          typeName: type.name,
          definition,
          nodes,
          kind,
          givesList: isListType(getNullableType(definition.type)),
          below,
          totals: totalsOf(definition, nodes),
        },
      ];
    });
  }

  function totalsOf({ type }: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): number {
    const named = getNamedType(type);
    if (!isObjectType(named) || named.getFields()['totalCount'] === undefined) return 0;
    const selected = selectedFields(facts, named, selectionSetsOf(nodes), 'responseKey');
    return [...selected.values()].filter(([node]) => node?.name.value === 'totalCount').length;
  }

  return root === undefined || root === null ? [] : outlineType(root, [operation.selectionSet], []);
}

function tooManyFields(): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `The operation has more than ${MAX_OUTLINED_FIELDS} fields once its fragments are written out. Ask for less at once.`,
    { limit: { name: 'plannedFields', max: MAX_OUTLINED_FIELDS } },
  );
}
