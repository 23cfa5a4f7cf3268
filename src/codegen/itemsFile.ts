import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { uncapitalised } from '../model/apiNames.js';
import { comment } from './comment.js';
import { generatedNames, headerText } from './generatedNames.js';
import { entityItemType, keyType, mapItemType } from './itemTypes.js';
import { queryType, type ConditionName } from './queryType.js';
import { servedSchemaOf } from './servedSchema.js';
import { writeTypes } from './writeTypes.js';

export interface ItemsFileOptions {
  /** Where `GatewayContext` and `Repository` come from: the package, or its source. */
  readonly importFrom: string;
  /** Where the types of the served schema come from, as an import of the written file. */
  readonly typesFrom: string;
}

const INVALID_VALUES = `A stored item, by the names of the schema's fields; null where an attribute is absent.

Other programs write to tables too: where a stored value does not fit its type, the property holds a GatewayError
\`ITEM_INVALID\` instead, which GraphQL reports as the error of that field. What computes with a value of a table that
others write should look at its \`typeof\` first.`;

/** The whole of items.ts: stored item types, key types, queries, writes, `Repositories` and `Context`. */
export function itemsFile(schema: GraphQLSchema, { importFrom, typesFrom }: ItemsFileOptions): string {
  const { file, model } = servedSchemaOf(schema);
  const entities = [...model.entities.values()];
  const conditions = new Set<ConditionName>();
  const blocks = entities.map((entity) => {
    const query = queryType(entity);
    for (const name of query.conditions) conditions.add(name);
    const writes = writeTypes(entity, (input) => isInputObjectType(schema.getType(input)));
    return [entityItemType(entity), keyType(entity), query.text, writes].join('\n');
  });
  const imported = ['GatewayContext', 'Repository', ...conditions].sort().join(', ');
  return [
    `// ${headerText(file)}\n`,
    `import type { ${imported} } from '${importFrom}';\n` +
      `import type * as ${generatedNames.api} from '${typesFrom}';\n`,
    `/*\n${INVALID_VALUES.split('\n')
      .map((line) => ` * ${line}`.trimEnd())
      .join('\n')}\n */\n`,
    ...blocks,
    ...[...model.maps.values()].map((map) => mapItemType(map, schema.getType(map.name)?.description ?? undefined)),
    repositories(entities.map(({ name }) => name)),
    `${comment('The third argument of every resolver.')}export type ${generatedNames.context} = GatewayContext<${generatedNames.repositories}>;\n`,
  ].join('\n');
}

function repositories(names: readonly string[]): string {
  const properties = names.map((name) => {
    const { stored, key, query, writes } = generatedNames;
    const parameters = [stored(name), key(name), query(name), writes(name)];
    return `  readonly ${uncapitalised(name)}: Repository<${parameters.join(', ')}>;\n`;
  });
  return (
    comment(
      '`context.repositories`: reads share the batches of the generated fields, writes are those of the mutations.',
    ) + `export interface ${generatedNames.repositories} {\n${properties.join('')}}\n`
  );
}
