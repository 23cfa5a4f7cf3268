import type { ConstDirectiveNode } from 'graphql';
import { readBoolean, readString, readStrings, type Written } from './readArguments.js';

/** `@collection` as it is written. */
export interface CollectionDirective {
  readonly node: ConstDirectiveNode;
  readonly table: Written<string>;
  readonly index: Written<string> | undefined;
  readonly partition: readonly Written<string>[] | undefined;
  readonly query: Written<string>;
  readonly scan: Written<boolean> | undefined;
}

/** @returns undefined without a table or query, which GraphQL's own validation reports. */
export function parseCollection(node: ConstDirectiveNode): CollectionDirective | undefined {
  const table = readString(node, 'table');
  const query = readString(node, 'query');
  if (table === undefined || query === undefined) return undefined;
  return {
    node,
    table,
    index: readString(node, 'index'),
    partition: readStrings(node, 'partition'),
    query,
    scan: readBoolean(node, 'scan'),
  };
}
