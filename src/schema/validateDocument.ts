import {
  buildASTSchema,
  concatAST,
  isTypeExtensionNode,
  Kind,
  parse,
  validate,
  validateSchema,
  ValuesOfCorrectTypeRule,
  visit,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
// graphql-js keeps the validation of schema documents (as against operations) out of its index.
import { validateSDL } from 'graphql/validation/validate.js';
import { nodeNames } from '../model/apiNames.js';
import { didYouMean, either } from './didYouMean.js';
import { isNodeType } from './draftGlobalId.js';
import { collectionNames, generatedTypes, type GeneratedKind, type GeneratedType } from './generatedTypes.js';
import { loadDirectives } from './loadDirectives.js';
import type { Problems } from './problems.js';
import type { TypeRegistry } from './typeRegistry.js';
import { isEntity } from './valueTypeOf.js';
import { BUILT_IN_SCALARS, LIBRARY_SCALARS } from './libraryScalars.js';

/**
 * GraphQL's own rules for schemas: unknown types and arguments, duplicates, values of a
 * wrong type, unfulfilled interfaces. The user's document may refer to generated types
 * and extend them, and need not declare root types and library scalars: they stand in
 * for what the served schema will have.
 */
export function validateDocument(document: DocumentNode, registry: TypeRegistry, problems: Problems): void {
  const library = libraryDocument(registry);
  const generated = generatedTypesOf(registry);
  const whole = concatAST([library, standIns(document, registry, generated), withGlobalIds(document, registry)]);
  const types = [
    ...registry.definitions.keys(),
    ...generated.keys(),
    ...BUILT_IN_SCALARS.keys(),
    ...LIBRARY_SCALARS.keys(),
  ];
  const mistakes = validateSDL(whole);
  for (const error of mistakes) problems.reportGraphQLError(error, withWayOut(error, library, types));
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION && node.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const what = node.kind === Kind.FRAGMENT_DEFINITION ? 'fragment' : node.operation;
    problems.report(node, `A ${what} is what a client sends, and no part of a schema: take it out.`);
  }

  for (const error of validate(vocabularySchema(), document, [ValuesOfCorrectTypeRule], { maxErrors: Infinity })) {
    problems.reportGraphQLError(error, withEnumValues(error, library));
  }
  // The schema as a whole is only worth looking at when its parts are sound.
  if (mistakes.length > 0) return;
  for (const error of validateSchema(buildASTSchema(whole, { assumeValidSDL: true }))) {
    problems.reportGraphQLError(error);
  }
}

let vocabulary: GraphQLSchema | undefined;

/** The directives and nothing else: what their arguments are checked against. */
function vocabularySchema(): GraphQLSchema {
  const queryOnly = parse('type Query { standIn: Boolean }', { noLocation: true });
  vocabulary ??= buildASTSchema(concatAST([loadDirectives(), queryOnly]), { assumeValidSDL: true });
  return vocabulary;
}

/** `directives.graphql`, less the scalars the user declares too, and with its argument types out of the way of the user's types. */
function libraryDocument(registry: TypeRegistry): DocumentNode {
  const declared = (name: string): boolean => registry.definitions.has(name);
  const directives = loadDirectives();
  const definitions = directives.definitions.filter(
    (node) =>
      !('name' in node && node.name !== undefined && LIBRARY_SCALARS.has(node.name.value) && declared(node.name.value)),
  );
  const rename = (node: { readonly name: { readonly value: string } }): unknown =>
    declared(node.name.value) && !LIBRARY_SCALARS.has(node.name.value)
      ? { ...node, name: { ...node.name, value: `${node.name.value}Argument` } }
      : undefined;
  return visit(
    { ...directives, definitions },
    {
      NamedType: rename,
      ScalarTypeDefinition: rename,
      EnumTypeDefinition: rename,
      InputObjectTypeDefinition: rename,
    },
  );
}

const STAND_IN: Readonly<Record<GeneratedKind, (name: string) => string>> = {
  object: (name) => `type ${name} { standIn: Boolean }`,
  interface: (name) => `interface ${name} { ${name === nodeNames.type ? `${nodeNames.id}: ID!` : 'standIn: Boolean'} }`,
  input: (name) => `input ${name} { standIn: Boolean }`,
  enum: (name) => `enum ${name} { STAND_IN }`,
};

/** Types the served schema will have and the document relies on without defining them: generated ones and roots. */
function standIns(
  document: DocumentNode,
  registry: TypeRegistry,
  generated: ReadonlyMap<string, GeneratedType>,
): DocumentNode {
  const mentioned = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind === Kind.NAMED_TYPE || isTypeExtensionNode(node)) mentioned.add(node.name.value);
    },
  });
  const missing = (name: string): boolean => !registry.definitions.has(name);
  const roots = ['Query', 'Mutation', 'Subscription'].filter(missing);
  const text = [
    ...roots.map(STAND_IN.object),
    ...[...generated]
      .filter(([name]) => mentioned.has(name) && missing(name))
      .map(([name, { kind }]) => STAND_IN[kind](name)),
  ];
  // A document has at least one definition.
  return parse(text.join('\n') || 'scalar Unused', { noLocation: true });
}

/** The document with the `id` that the gateway gives each type with `@table` that implements `Node`. */
function withGlobalIds(document: DocumentNode, registry: TypeRegistry): DocumentNode {
  const open = new Set(
    [...registry.objects.values()]
      .filter(
        (shape) => isEntity(shape.name, registry) && isNodeType(shape, registry) && !shape.fields.has(nodeNames.id),
      )
      .map(({ name }) => name),
  );
  return {
    ...document,
    definitions: document.definitions.map((node) =>
      (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
      open.delete(node.name.value)
        ? { ...node, fields: [...(node.fields ?? []), GLOBAL_ID] }
        : node,
    ),
  };
}

const GLOBAL_ID: FieldDefinitionNode = {
  kind: Kind.FIELD_DEFINITION,
  name: { kind: Kind.NAME, value: nodeNames.id },
  type: {
    kind: Kind.NON_NULL_TYPE,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } },
  },
};

function generatedTypesOf(registry: TypeRegistry): ReadonlyMap<string, GeneratedType> {
  const objects = [...registry.objects.keys()];
  const entities = objects.filter((name) => isEntity(name, registry));
  const types = generatedTypes(
    entities,
    objects.filter((name) => !isEntity(name, registry)),
    [...BUILT_IN_SCALARS.keys(), ...LIBRARY_SCALARS.keys(), ...registry.scalars, ...registry.enums.keys()],
    collectionNames(registry),
  );
  const hasNodes = [...registry.objects.values()].some(
    (shape) => entities.includes(shape.name) && isNodeType(shape, registry),
  );
  return new Map([...types].filter(([name]) => hasNodes || name !== nodeNames.type));
}

/** Where a directive may stand, in words. */
const PLACES: Readonly<Record<string, string>> = {
  SCHEMA: 'the schema',
  OBJECT: 'an object type',
  INTERFACE: 'an interface',
  UNION: 'a union',
  FIELD_DEFINITION: 'a field of a type',
  QUERY: 'a query that a client sends',
  MUTATION: 'a mutation that a client sends',
  FIELD: 'a field of an operation',
};

/** The error's own words, and what to write instead where that can be told. */
function withWayOut({ message }: GraphQLError, library: DocumentNode, types: readonly string[]): string {
  const unknownType = /^Unknown type "(\w+)"\./.exec(message)?.[1];
  if (unknownType === nodeNames.type) {
    return `${message} The gateway defines it where a type with @table implements it: type Product implements Node @table(...).`;
  }
  if (unknownType !== undefined) return `Unknown type "${unknownType}".${didYouMean(unknownType, types)}`;
  const known = library.definitions.filter(isDirectiveDefinition);
  const unknown = /^Unknown directive "@(\w+)"\.$/.exec(message)?.[1];
  if (unknown !== undefined) {
    return `${message}${didYouMean(
      `@${unknown}`,
      known.map(({ name }) => `@${name.value}`),
    )}`;
  }
  const redefined = /^There can be only one directive named "@(\w+)"\.$/.exec(message)?.[1];
  if (redefined !== undefined && known.some(({ name }) => name.value === redefined)) {
    return `"@${redefined}" is a directive of Sortkey, known without a definition. Take this one out, or give it another name.`;
  }
  const misplaced = /^Directive "@(\w+)" may not be used on \w+\.$/.exec(message)?.[1];
  const definition = known.find(({ name }) => name.value === misplaced);
  if (definition !== undefined) {
    return `${message} It belongs on ${either(definition.locations.map(({ value }) => PLACES[value] ?? value))}.`;
  }
  if (/^Directive "@(table|index)" argument "partition" .* is required/.test(message)) {
    return `${message} Name a field, partition: "id", or an attribute and its template, partition: "PK = ORDER#{id}".`;
  }
  return message;
}

function withEnumValues({ message }: GraphQLError, library: DocumentNode): string {
  const [problem, name] = /^.* does not exist in "(\w+)" enum\./.exec(message) ?? [];
  const found = library.definitions.find((node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name);
  if (found?.kind !== Kind.ENUM_TYPE_DEFINITION) return message;
  return `${problem} Write ${either((found.values ?? []).map((value) => value.name.value))}.`;
}

function isDirectiveDefinition(node: DefinitionNode): node is DirectiveDefinitionNode {
  return node.kind === Kind.DIRECTIVE_DEFINITION;
}
