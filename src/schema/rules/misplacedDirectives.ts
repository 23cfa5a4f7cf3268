import type { ConstDirectiveNode } from 'graphql';
import { findDirective } from '../directives/readArguments.js';
import { STORING_DIRECTIVES } from '../draftField.js';
import type { Rule } from '../drafts.js';
import type { ObjectShape } from '../typeRegistry.js';
import { isRoot } from '../valueTypeOf.js';

const FIELD_DIRECTIVES: readonly string[] = [...STORING_DIRECTIVES, 'belongsTo', 'hasOne', 'hasMany'];

/** Directives about items stand only where items are: on types with `@table`, and `@attribute` on what these hold. */
export const misplacedDirectives: Rule = ({ registry, entities, maps }, problems) => {
  for (const shape of registry.objects.values()) {
    if (findDirective(shape.directives, 'table') !== undefined) {
      if (isRoot(shape.name, registry)) {
        problems.report(shape.nameNode, `${shape.name} is a root type and is not stored: leave out @table.`);
      }
      continue;
    }
    for (const directive of shape.directives) {
      if (directive.name.value === 'index') {
        problems.report(directive, `@index needs a table: add @table(partition: ...) to ${shape.name}.`);
      }
    }
    if (entities.has(shape.name)) continue;
    for (const [directive, field] of directivesOfFields(shape)) {
      const name = directive.name.value;
      if (!FIELD_DIRECTIVES.includes(name)) continue;
      if (!maps.has(shape.name)) {
        problems.report(
          directive,
          `@${name} on ${shape.name}.${field} has no effect: no type with @table stores ${shape.name}. Add @table(partition: ...) to it, or leave the directive out.`,
        );
      } else if (name !== 'attribute') {
        problems.report(
          directive,
          `@${name} belongs on a field of a type with @table; ${shape.name} is stored inside other items, where only @attribute works.`,
        );
      } else checkInnerAttribute(directive, `${shape.name}.${field}`);
    }
  }
  for (const { directive, on } of registry.otherDirectives) {
    const name = directive.name.value;
    if (FIELD_DIRECTIVES.includes(name)) {
      problems.report(
        directive,
        `@${name} on ${on} has no effect: an interface is not stored. Write it on the types that implement it.`,
      );
    }
  }

  function checkInnerAttribute(directive: ConstDirectiveNode, label: string): void {
    for (const argument of directive.arguments ?? []) {
      if (argument.name.value !== 'stored' && argument.name.value !== 'template') continue;
      problems.report(
        argument,
        `${label} is stored inside other items, where @attribute takes only "name" and "as": leave out "${argument.name.value}".`,
      );
    }
  }
};

function directivesOfFields(shape: ObjectShape): readonly (readonly [ConstDirectiveNode, string])[] {
  return [...shape.fields.values()].flatMap(({ node }) =>
    (node.directives ?? []).map((directive) => [directive, node.name.value] as const),
  );
}
