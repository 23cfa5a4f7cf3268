import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import { nodeNames } from '../model/apiNames.js';
import { keyFieldsOf, type Model } from '../model/model.js';
import { toGlobalId } from '../resolvers/globalId.js';
import type { ListLimits } from '../resolvers/runtime.js';

/** Values of library scalars that their texts must look like. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  BigInt: '1',
  Decimal: '1',
  DateTime: '2025-01-01T00:00:00.000Z',
  LocalDateTime: '2025-01-01T00:00:00',
  Date: '2025-01-01',
  Duration: 'P1D',
  Bytes: 'AA==',
  JSON: {},
};

const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last']);

/**
 * Values for the variables that nobody gives, as dear as they can be: the largest page for a page size, as many elements
 * for a list, and for whatever else is required a value that fits its type.
 */
export function assumedVariables(
  { model, schema, limits }: { readonly model: Model; readonly schema: GraphQLSchema; readonly limits: ListLimits },
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const uses = usesOf(schema, document);
  let count = 0;
  const next = () => (count += 1);

  function sampleOf(type: GraphQLInputType, isId: boolean): unknown {
    if (isNonNullType(type)) return sampleOf(type.ofType, isId);
    if (isListType(type)) {
      const elements = Array.from({ length: limits.maxPageSizeItems }, () => sampleOf(type.ofType, isId));
      return isEnumType(type.ofType) ? elements.slice(0, 1) : elements;
    }
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
      return Object.fromEntries(needed.map((field) => [field.name, sampleOf(field.type, false)]));
    }
    if (isId) return sampleId(model, next());
    return Object.hasOwn(SAMPLES, type.name) ? SAMPLES[type.name] : `sample-${next()}`;
  }

  const assumed = (operation.variableDefinitions ?? []).flatMap(({ variable, type: written, defaultValue }) => {
    const name = variable.name.value;
    if (Object.hasOwn(given, name) || defaultValue !== undefined) return [];
    const used = uses.get(name) ?? new Set<string>();
    if ([...PAGE_ARGUMENTS].some((argument) => used.has(argument))) return [[name, limits.maxPageSizeItems] as const];
    const type = typeFromAST(schema, written as never) as GraphQLInputType | undefined;
    if (type === undefined || !isNonNullType(type)) return [];
    return [[name, sampleOf(type, used.has(NODE_ID))] as const];
  });
  return { ...given, ...Object.fromEntries(assumed) };
}

const NODE_ID = 'node id';

/** The names of the arguments that each variable is given to. */
function usesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  const types = new TypeInfo(schema);
  const queryType = schema.getQueryType();
  visit(
    document,
    visitWithTypeInfo(types, {
      Argument(node) {
        if (node.value.kind !== Kind.VARIABLE) return;
        const name = node.value.name.value;
        const used = uses.get(name) ?? new Set<string>();
        uses.set(name, used.add(node.name.value));
        const field = types.getFieldDef()?.name;
        const isNode = field === nodeNames.one || field === nodeNames.many;
        if (isNode && types.getParentType() === queryType) used.add(NODE_ID);
      },
    }),
  );
  return uses;
}

/** A global id that leads to a type of the schema. */
function sampleId(model: Model, number: number): string {
  const entity = [...model.entities.values()].find(({ isNode }) => isNode);
  if (entity === undefined) return `sample-${number}`;
  const values = keyFieldsOf(entity).map((name) => {
    const type = entity.fields.get(name)?.type;
    if (type?.kind === 'enum') return type.values[0];
    return type?.kind === 'scalar' && Object.hasOwn(SAMPLES, type.scalar) ? SAMPLES[type.scalar] : `sample-${number}`;
  });
  return toGlobalId(entity.name, values);
}
