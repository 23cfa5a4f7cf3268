import { createExpressionBuilder } from '../../dynamo/expressions/expressionBuilder.js';
import { filterExpression } from '../../dynamo/expressions/filterExpression.js';
import { simplifyFilter } from '../../dynamo/expressions/simplifyFilter.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Filter } from '../../model/filter.js';
import type { CallText } from './operationPlan.js';

/** Longer values are cut. */
const MAX_VALUE_CHARACTERS = 60;

interface Expressions {
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
  readonly Key?: AttributeMap;
  readonly Keys?: readonly AttributeMap[];
  readonly Select?: string;
}

/** A command's expressions with names and values put back in: `category = "tea" AND price BETWEEN 1 AND 9`. */
export function commandText(command: object): CallText {
  const asked: Expressions = command;
  const text = (expression: string | undefined) => expression && putBack(expression, asked);
  const key = text(asked.KeyConditionExpression) ?? keyText(asked);
  const filter = text(asked.FilterExpression);
  const condition = text(asked.ConditionExpression);
  const update = text(asked.UpdateExpression);
  const projection = asked.Select === 'COUNT' ? 'only their number' : text(asked.ProjectionExpression);
  return {
    ...(key !== undefined && { key }),
    ...(filter !== undefined && { filter }),
    ...(condition !== undefined && { condition }),
    ...(update !== undefined && { update }),
    ...(projection !== undefined && { projection }),
  };
}

/** A condition as it would be sent. */
export function filterText(filter: Filter): string {
  const simple = simplifyFilter(filter);
  if (typeof simple === 'boolean') return simple ? 'anything' : 'nothing';
  const builder = createExpressionBuilder();
  const expression = filterExpression(simple, builder);
  const [names, values] = [builder.names() ?? {}, builder.values() ?? {}];
  return putBack(expression, { ExpressionAttributeNames: names, ExpressionAttributeValues: values });
}

function attributesText(attributes: AttributeMap): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${nameText(name)} = ${valueText(value)}`)
    .join(' AND ');
}

function keyText({ Key, Keys }: Expressions): string | undefined {
  if (Key !== undefined) return attributesText(Key);
  const [first, ...others] = Keys ?? [];
  if (first === undefined) return undefined;
  return `${attributesText(first)}${others.length === 0 ? '' : ` (and ${others.length} more)`}`;
}

/** In one pass: a value may look like a placeholder. */
function putBack(expression: string, { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Expressions) {
  return expression.replace(/[#:][A-Za-z0-9_]+/g, (placeholder) => {
    const name = ExpressionAttributeNames[placeholder];
    if (name !== undefined) return nameText(name);
    const value = ExpressionAttributeValues[placeholder];
    return value === undefined ? placeholder : valueText(value);
  });
}

function nameText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : `\`${name}\``;
}

function valueText(value: AttributeValue): string {
  const text = plainText(value);
  return text.length <= MAX_VALUE_CHARACTERS ? text : `${text.slice(0, MAX_VALUE_CHARACTERS - 1)}…`;
}

function plainText(value: AttributeValue): string {
  if ('S' in value) return JSON.stringify(value.S);
  if ('N' in value) return value.N;
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('B' in value) return `base64 ${value.B}`;
  if ('SS' in value) return `{${value.SS.map((text) => JSON.stringify(text)).join(', ')}}`;
  if ('NS' in value) return `{${value.NS.join(', ')}}`;
  if ('BS' in value) return `{${value.BS.join(', ')}}`;
  if ('L' in value) return `[${value.L.map(plainText).join(', ')}]`;
  const members = Object.entries(value.M).map(([name, inner]) => `${nameText(name)}: ${plainText(inner)}`);
  return `{ ${members.join(', ')} }`;
}
