import { costArguments } from '../directives/cost.js';
import { findDirective } from '../directives/readArguments.js';
import type { Rule } from '../drafts.js';

/** Sizes and counts are 1 or more. */
export const costHints: Rule = ({ entities }, problems) => {
  for (const { shape } of entities.values()) {
    const holders = [shape.directives, ...[...shape.fields.values()].map(({ node }) => node.directives)];
    for (const directives of holders) {
      const directive = findDirective(directives, 'cost');
      for (const [name, { value, node }] of directive === undefined ? [] : costArguments(directive)) {
        if (value >= 1) continue;
        problems.report(node, `"${name}" of @cost is ${value}: give what is usual, 1 or more, or leave it out.`);
      }
    }
  }
};
