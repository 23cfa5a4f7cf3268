import { Kind, type ConstDirectiveNode } from 'graphql';
import type { CostHint } from '../../model/model.js';
import { argumentValue, findDirective, type Written } from './readArguments.js';

const ARGUMENTS = ['itemBytes', 'itemsPerPartition'] as const;

/** `@cost` on a type or field; undefined where there is none. */
export function parseCost(directives: readonly ConstDirectiveNode[] | undefined): CostHint | undefined {
  const directive = findDirective(directives, 'cost');
  if (directive === undefined) return undefined;
  const given = costArguments(directive).map(([name, { value }]) => [name, value] as const);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** Its numbers as they are written, for the rule about them. */
export function costArguments(directive: ConstDirectiveNode): readonly (readonly [string, Written<number>])[] {
  return ARGUMENTS.flatMap((name) => {
    const node = argumentValue(directive, name);
    return node?.kind === Kind.INT ? [[name, { value: Number(node.value), node }] as const] : [];
  });
}
