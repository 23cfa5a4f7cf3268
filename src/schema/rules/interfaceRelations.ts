import { print } from 'graphql';
import { typeNames } from '../../model/apiNames.js';
import { findDirective } from '../directives/readArguments.js';
import type { Rule } from '../drafts.js';
import type { DeclaredField } from '../typeRegistry.js';
import { namedTypeOf } from '../valueTypeOf.js';

/** A field of an interface that is `@hasMany` in one type is served as that connection, and so must be one in all. */
export const interfaceRelations: Rule = ({ registry }, problems) => {
  for (const { name, kind, fields, members } of registry.abstracts.values()) {
    if (kind !== 'interface') continue;
    for (const [field, node] of fields) {
      const served = members.flatMap(({ type }) => {
        const declared = registry.objects.get(type)?.fields.get(field);
        return declared === undefined ? [] : [{ type, as: servedAs(declared), isConnection: isConnection(declared) }];
      });
      const connection = served.find((one) => one.isConnection);
      const other = served.find(({ as }) => as !== connection?.as);
      if (connection === undefined || other === undefined) continue;
      problems.report(
        node.name,
        `${name}.${field} would be ${connection.as} in ${connection.type} and ${other.as} in ${other.type}, and an interface can have it in one way only. Make it @hasMany of the same type in both, or take it out of ${name}.`,
      );
    }
  }
};

function isConnection({ node }: DeclaredField): boolean {
  return findDirective(node.directives, 'hasMany') !== undefined;
}

function servedAs(field: DeclaredField): string {
  return isConnection(field) ? typeNames.connection(namedTypeOf(field.node.type)) : print(field.node.type);
}
