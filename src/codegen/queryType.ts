import { typeNames } from '../model/apiNames.js';
import { tenantFields } from '../model/claimedFields.js';
import { listArguments, type KeyOperator, type SortArgument } from '../model/listArguments.js';
import { fieldOf, type Entity } from '../model/model.js';
import { withArticle } from '../model/withArticle.js';
import { comment } from './comment.js';
import { generatedNames } from './generatedNames.js';
import { valueTypeText } from './valueTypeText.js';

/** The generic types of src/resolvers/keyCondition.ts. */
export type ConditionName = 'EqualityCondition' | 'PrefixCondition' | 'RangeCondition' | 'KeyCondition';

export interface QueryType {
  readonly text: string;
  /** What the text refers to. */
  readonly conditions: ReadonlySet<ConditionName>;
}

/**
 * `ProductQuery`: one member for the table, unless its key leaves nothing to range over, and one for each index;
 * each has the arguments of the list that reads it.
 */
export function queryType(entity: Entity): QueryType {
  const conditions = new Set<ConditionName>();
  const variants = [undefined, ...entity.indexes.keys()]
    .filter((index) => index !== undefined || listArguments(entity, undefined).sort.length > 0)
    .map((index) => variant(entity, index, conditions));
  const name = generatedNames.query(entity.name);
  const text =
    variants.length === 0
      ? `${comment(`Nothing to query: ${withArticle(entity.name)} is read by its key.`)}export type ${name} = never;\n`
      : `${comment(`One partition of ${entity.plural}, or a range of it.`)}export type ${name} =\n${variants.join('\n')};\n`;
  return { text, conditions };
}

function variant(entity: Entity, index: string | undefined, conditions: Set<ConditionName>): string {
  const { partition, sort, bothDirections } = listArguments(entity, index);
  const tenants = tenantFields(entity);
  const fields = partition.map(
    (field) => `readonly ${field}${tenants.has(field) ? '?' : ''}: ${valueTypeText(fieldOf(entity, field).type)}`,
  );
  const lines = [
    index === undefined ? 'readonly index?: never;' : `readonly index: '${index}';`,
    fields.length === 0
      ? 'readonly partition?: Readonly<Record<string, never>>;'
      : `readonly partition${partition.every((field) => tenants.has(field)) ? '?' : ''}: { ${fields.join('; ')} };`,
    ...(sort.length === 0 ? [] : sortLines(entity, sort, conditions)),
    `readonly filter?: ${generatedNames.api}.${typeNames.filter(entity.name)};`,
    ...(bothDirections ? [`readonly order?: 'ASC' | 'DESC';`] : []),
    'readonly limit: number;',
  ];
  return `  | {\n${lines.map((line) => `      ${line}\n`).join('')}    }`;
}

/** A sort field can be given only when every earlier one is given with `eq`: one member of a union for each that is the last. */
function sortLines(entity: Entity, sort: readonly SortArgument[], conditions: Set<ConditionName>): readonly string[] {
  const condition = (field: string, name: ConditionName): string => {
    conditions.add(name);
    return `${name}<${valueTypeText(fieldOf(entity, field).type)}>`;
  };
  const members = sort.map((last, at) => {
    const earlier = sort.slice(0, at).map(({ field }) => `readonly ${field}: ${condition(field, 'EqualityCondition')}`);
    const later = sort.slice(at + 1).map(({ field }) => `readonly ${field}?: never`);
    const own = `readonly ${last.field}?: ${condition(last.field, conditionName(last.operators))}`;
    return `{ ${[...earlier, own, ...later].join('; ')} }`;
  });
  return members.length === 1
    ? [`readonly sort?: ${members.join('')};`]
    : ['readonly sort?:', ...members.map((member, at) => `  | ${member}${at === members.length - 1 ? ';' : ''}`)];
}

function conditionName(operators: readonly KeyOperator[]): ConditionName {
  const starts = operators.includes('beginsWith');
  if (operators.includes('between')) return starts ? 'KeyCondition' : 'RangeCondition';
  return starts ? 'PrefixCondition' : 'EqualityCondition';
}
