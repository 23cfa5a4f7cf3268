import type { InputValueDefinitionNode } from 'graphql';
import { typeNames } from '../../model/apiNames.js';
import type { Field } from '../../model/model.js';
import { NUMBER_SCALARS, TEXT_SCALARS, type ScalarType, type ValueType } from '../../model/valueType.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { inputType, inputValue } from './definitions.js';
import { scalarName } from './scalarName.js';
import { sharedType } from './sharedTypes.js';
import { withArticle } from '../../model/withArticle.js';

type Test = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'between' | 'in' | 'beginsWith' | 'contains' | 'exists' | 'size';

const DESCRIPTIONS: Readonly<Record<Test, string>> = {
  eq: 'Equal to. null: there is no value.',
  ne: 'Not equal to; true of a missing value. null: there is a value.',
  lt: 'Less than.',
  le: 'Less than or equal to.',
  gt: 'Greater than.',
  ge: 'Greater than or equal to.',
  between: 'Two values: at least the first and at most the second.',
  in: 'Equal to one of these.',
  beginsWith: 'Starts with.',
  contains: 'Has this in it.',
  exists: 'true: there is a value. false: there is none.',
  size: 'Tests how long it is.',
};

const EQUALITY: readonly Test[] = ['eq', 'ne'];
const ORDER: readonly Test[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'in'];

/** `ProductFilter`, or of a map `AddressFilter`: a test of every stored field, and `and`, `or`, `not`. */
export function objectFilter(api: ApiTypes, name: string, fields: ReadonlyMap<string, Field>): string {
  const filter = typeNames.filter(name);
  return ensureType(api, filter, () =>
    inputType(
      filter,
      `Which ${name} is meant: every test that is given must hold. Tests of one field are joined by "and".`,
      [
        inputValue('and', `[${filter}!]`, 'All of these hold.'),
        inputValue('or', `[${filter}!]`, 'At least one of these holds.'),
        inputValue('not', filter, 'This does not hold.'),
        ...[...fields.values()].filter((field) => field.stored).map((field) => fieldTest(api, field)),
      ],
    ),
  );
}

function fieldTest(api: ApiTypes, field: Field): InputValueDefinitionNode {
  return inputValue(field.name, valueFilter(api, field.type), field.description ?? `Tests \`${field.name}\`.`);
}

function valueFilter(api: ApiTypes, type: ValueType): string {
  switch (type.kind) {
    case 'scalar':
      return scalarFilter(api, type);
    case 'enum':
      return testsOf(api, typeNames.filter(type.enum), type.enum, type.enum, ['eq', 'ne', 'in', 'exists']);
    case 'list':
      return listFilter(api, type.of);
    case 'map': {
      const map = api.model.maps.get(type.map);
      if (map === undefined) throw new Error(`The model has no map "${type.map}".`);
      return objectFilter(api, map.name, map.fields);
    }
  }
}

/**
 * One filter type a scalar, offering what DynamoDB can compare in its stored
 * form. A scalar that one field stores in another form than usual (a DateTime as
 * a number, an Int as text) can do less there, so it has a second, narrower type.
 */
function scalarFilter(api: ApiTypes, type: ScalarType): string {
  const { scalar, storage } = type;
  const usual = typeNames.filter(scalar);
  if (storage === 'BOOL') return testsOf(api, usual, scalar, scalar, [...EQUALITY, 'exists']);
  if (scalar === 'Bytes') return testsOf(api, usual, scalar, scalar, [...EQUALITY, 'beginsWith', 'exists', 'size']);
  if (scalar === 'JSON') return testsOf(api, usual, scalar, scalar, ['exists']);
  if (NUMBER_SCALARS.has(scalar)) {
    return storage === 'N'
      ? testsOf(api, usual, scalar, scalar, [...ORDER, 'exists'])
      : testsOf(api, typeNames.equalityFilter(scalar), scalar, scalar, [...EQUALITY, 'in', 'exists']);
  }
  if (!TEXT_SCALARS.has(scalar)) return testsOf(api, usual, scalar, scalar, [...EQUALITY, 'exists']);
  if (storage !== 'S') return testsOf(api, typeNames.rangeFilter(scalar), scalar, scalar, [...ORDER, 'exists']);
  return scalar === 'ID' || scalar === 'String'
    ? testsOf(api, usual, scalar, scalar, [...ORDER, 'beginsWith', 'contains', 'exists', 'size'])
    : testsOf(api, usual, scalar, scalar, [...ORDER, 'beginsWith', 'exists']);
}

/** Of a list or a set: both are asked alike. */
function listFilter(api: ApiTypes, element: ValueType): string {
  const name = typeNames.listFilter(elementName(element));
  const whole = element.kind === 'scalar' || element.kind === 'enum';
  return testsOf(api, name, `list of ${elementName(element)}`, whole ? scalarName(element) : undefined, [
    ...(whole ? (['contains'] as const) : []),
    'exists',
    'size',
  ]);
}

function elementName(type: ValueType): string {
  if (type.kind === 'map') return type.map;
  return type.kind === 'list' ? `${elementName(type.of)}List` : scalarName(type);
}

function testsOf(
  api: ApiTypes,
  name: string,
  what: string,
  operand: string | undefined,
  tests: readonly Test[],
): string {
  return ensureType(api, name, () =>
    inputType(
      name,
      `Tests ${withArticle(what)}. Every test that is given must hold.`,
      tests.map((test) => inputValue(test, operandType(api, test, operand), DESCRIPTIONS[test])),
    ),
  );
}

function operandType(api: ApiTypes, test: Test, operand: string | undefined): string {
  if (test === 'exists') return 'Boolean';
  if (test === 'size') return sharedType(api, 'sizeTest');
  if (operand === undefined) throw new Error(`"${test}" needs a type to compare with.`);
  if (test === 'between' || test === 'in') return `[${operand}!]`;
  // The start of an ID or a date is no ID or date.
  return test === 'beginsWith' && operand !== 'Bytes' ? 'String' : operand;
}
