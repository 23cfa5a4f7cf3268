import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** Any JSON value, kept as it is. */
export const jsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value: an object, a list, a text, a number, true, false or null.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => literalValue(node, variables),
  serialize: (value) => value,
});

function literalValue(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return numberOf(node);
    case Kind.LIST:
      return node.values.map((value) => literalValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, literalValue(value, variables)]));
    case Kind.VARIABLE:
      return variables?.[node.name.value] ?? null;
    case Kind.ENUM:
      throw new GraphQLError(`JSON needs quotes around "${node.value}".`, { nodes: node });
  }
}

/** The same loss would happen in JSON itself; in a literal it can still be seen. */
function numberOf(node: ValueNode & { readonly value: string }): number {
  const value = Number(node.value);
  const isExact = Number.isFinite(value) && (node.kind !== Kind.INT || Number.isSafeInteger(value));
  if (isExact) return value;
  throw new GraphQLError(`JSON cannot hold the number ${node.value} exactly; write it as a text, in quotes.`, {
    nodes: node,
  });
}
