import { OWN_TABLE } from '../../model/ownTable.js';
import type { Rule } from '../drafts.js';

const TABLE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** DynamoDB's rules for names of tables; and no two that differ only in case, which local engines take for one, the gateway's own among them. */
export const tableNames: Rule = ({ entities }, problems) => {
  const seen = new Map<string, { readonly name: string; readonly entity: string }>();
  for (const { name: entity, table, tableName } of entities.values()) {
    const at = table.name?.node ?? table.node;
    if (!TABLE_NAME.test(tableName)) {
      problems.report(
        at,
        `"${tableName}" is no name for a table in DynamoDB: use 3 to 255 of a-z, A-Z, 0-9, "_", "." and "-"${table.name === undefined ? `, name: "${entity}Items"` : ''}.`,
      );
    }
    if (tableName.toLowerCase() === OWN_TABLE.name) {
      problems.report(
        at,
        `The table "${OWN_TABLE.name}" is the gateway's own, for the markers of unique values and the tokens of transactions: give ${entity} a table of another name.`,
      );
      continue;
    }
    const other = seen.get(tableName.toLowerCase());
    if (other === undefined) seen.set(tableName.toLowerCase(), { name: tableName, entity });
    else if (other.name !== tableName) {
      problems.report(
        at,
        `The tables "${tableName}" of ${entity} and "${other.name}" of ${other.entity} differ only in case. If they are one, write one name: name: "${other.name}".`,
      );
    }
  }
};
