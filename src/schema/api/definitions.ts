import {
  Kind,
  parse,
  parseConstValue,
  parseType,
  type ConstDirectiveNode,
  type DefinitionNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLScalarType,
  type InputValueDefinitionNode,
  type NameNode,
  type ScalarTypeDefinitionNode,
  type StringValueNode,
  type TypeDefinitionNode,
} from 'graphql';

/** GraphQL's AST in the words of SDL: `fieldDefinition('price', 'Float!', 'In euros.')`. */

export function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function descriptionNode(value: string): StringValueNode {
  return { kind: Kind.STRING, value, block: true };
}

/** A field of an object or interface type. */
export function fieldDefinition(
  name: string,
  type: string,
  description: string,
  args: readonly InputValueDefinitionNode[] = [],
): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    description: descriptionNode(description),
    name: nameNode(name),
    arguments: args,
    type: parseType(type, { noLocation: true }),
  };
}

/** An argument, or a field of an input type. */
export function inputValue(
  name: string,
  type: string,
  description: string,
  defaultValue?: string,
): InputValueDefinitionNode {
  return {
    kind: Kind.INPUT_VALUE_DEFINITION,
    description: descriptionNode(description),
    name: nameNode(name),
    type: parseType(type, { noLocation: true }),
    ...(defaultValue === undefined ? {} : { defaultValue: parseConstValue(defaultValue, { noLocation: true }) }),
  };
}

export function enumValue(name: string, description: string): EnumValueDefinitionNode {
  return { kind: Kind.ENUM_VALUE_DEFINITION, description: descriptionNode(description), name: nameNode(name) };
}

export function inputType(
  name: string,
  description: string,
  fields: readonly InputValueDefinitionNode[],
): TypeDefinitionNode {
  return {
    kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
    description: descriptionNode(description),
    name: nameNode(name),
    fields,
  };
}

/** An input of which exactly one field is given. */
export function oneOfInputType(
  name: string,
  description: string,
  fields: readonly InputValueDefinitionNode[],
): TypeDefinitionNode {
  return {
    ...inputType(name, description, fields),
    directives: [{ kind: Kind.DIRECTIVE, name: nameNode('oneOf') }],
  };
}

export function objectType(
  name: string,
  description: string,
  fields: readonly FieldDefinitionNode[],
  interfaces: readonly string[] = [],
): TypeDefinitionNode {
  return {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    description: descriptionNode(description),
    name: nameNode(name),
    interfaces: interfaces.map((one) => ({ kind: Kind.NAMED_TYPE, name: nameNode(one) })),
    fields,
  };
}

export function enumType(
  name: string,
  description: string,
  values: readonly EnumValueDefinitionNode[],
): TypeDefinitionNode {
  return { kind: Kind.ENUM_TYPE_DEFINITION, description: descriptionNode(description), name: nameNode(name), values };
}

/** A scalar as `printSchema` would write it. */
export function scalarDefinition({ name, description, specifiedByURL }: GraphQLScalarType): ScalarTypeDefinitionNode {
  const url = specifiedByURL ?? undefined;
  return {
    kind: Kind.SCALAR_TYPE_DEFINITION,
    ...(description === undefined || description === null ? {} : { description: descriptionNode(description) }),
    name: nameNode(name),
    directives: url === undefined ? [] : [specifiedBy(url)],
  };
}

function specifiedBy(url: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode('specifiedBy'),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('url'), value: { kind: Kind.STRING, value: url } }],
  };
}

/** Definitions that are the same in every API, written as SDL. */
export function parseDefinitions(sdl: string): readonly DefinitionNode[] {
  return parse(sdl, { noLocation: true }).definitions;
}
