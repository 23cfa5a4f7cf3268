import { findDirective } from '../directives/readArguments.js';
import { lifetimeOf } from '../directives/ttl.js';
import { storedFields, type Rule } from '../drafts.js';

/** Directives that give a field its value as well. */
const FILLING = ['default', 'generated', 'version'] as const;

/** `@ttl(after:)` is a fixed length of time, and nothing else gives a new item the moment when it expires. */
export const lifetimes: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    for (const { name, node, ttl } of storedFields(entity)) {
      if (ttl?.after === undefined) continue;
      const label = `${entity.name}.${name}`;
      const lifetime = lifetimeOf(ttl.after);
      if (lifetime.kind === 'mistake') {
        problems.report(ttl.after, `The lifetime that ${label} gives does not fit: ${lifetime.message}`);
      }
      const other = FILLING.find((directive) => findDirective(node.directives, directive) !== undefined);
      if (other === undefined) continue;
      problems.report(
        ttl.after,
        `${label} has both @ttl(after:) and @${other}: one of the two gives a new item its value. Leave the other out.`,
      );
    }
  }
};
