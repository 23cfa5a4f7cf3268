import type { ConstDirectiveNode } from 'graphql';
import type { Rule } from '../drafts.js';

/** Directives that are defined and not yet served, each with what to write until it is. */
const NOT_SERVED: Readonly<Record<string, string>> = {
  tableSettings: 'Set them on the table itself, with the AWS CLI or your own template.',
};

/** What this version does not do is refused by name, never left undone in silence. */
export const notServed: Rule = ({ registry }, problems) => {
  const check = (directive: ConstDirectiveNode): void => {
    const name = directive.name.value;
    const instead = Object.hasOwn(NOT_SERVED, name) ? NOT_SERVED[name] : undefined;
    if (instead !== undefined) problems.report(directive, `@${name} is not supported by this version yet. ${instead}`);
  };
  for (const shape of registry.objects.values()) {
    shape.directives.forEach(check);
    for (const { node } of shape.fields.values()) node.directives?.forEach(check);
  }
  for (const { directive } of registry.otherDirectives) check(directive);
};
