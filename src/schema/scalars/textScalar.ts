import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';

/** What a scalar that travels and is kept as text is made of. */
export interface TextScalarOptions {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** The kept text of what a client sent, or undefined where it is no value of the scalar. `unknown` is text or any other JSON value. */
  readonly parse: (value: unknown) => string | undefined;
  /** Text of what a resolver returned where it is no text: a Date, a number. */
  readonly fromResolver?: (value: unknown) => unknown;
  /** Literals without quotes that are taken by their text: an integer keeps all its digits. */
  readonly integerLiterals?: boolean;
  /** Ends the sentence "DateTime needs ...". */
  readonly needs: string;
}

/** A scalar whose value in the gateway is the text itself: what is stored is what was sent, and what is sent is what is stored. */
export function textScalar(options: TextScalarOptions): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, parse, needs } = options;
  const parsed = (value: unknown, shown: string, node?: ValueNode): string => {
    const text = parse(value);
    if (text !== undefined) return text;
    throw new GraphQLError(`${name} needs ${needs}, not ${shown}.`, node === undefined ? {} : { nodes: node });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    ...(specifiedByURL === undefined ? {} : { specifiedByURL }),
    parseValue: (value) => parsed(value, shownValue(value)),
    parseLiteral: (node) => {
      const isText = node.kind === Kind.STRING || (options.integerLiterals === true && node.kind === Kind.INT);
      return parsed(isText ? node.value : undefined, shortened(print(node)), node);
    },
    serialize: (value) => parsed(options.fromResolver?.(value) ?? value, shownValue(value)),
  });
}

function shownValue(value: unknown): string {
  const isJson = typeof value !== 'bigint' && typeof value !== 'number' && !(value instanceof Date);
  return shortened((isJson ? JSON.stringify(value) : undefined) ?? String(value));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
