import type { ConstDirectiveNode } from 'graphql';
import { readBoolean, readString, readStrings, type Written } from './readArguments.js';

/** `@index` as it is written. */
export interface IndexDirective {
  readonly node: ConstDirectiveNode;
  readonly name: Written<string>;
  readonly partition: readonly Written<string>[];
  readonly sort: readonly Written<string>[] | undefined;
  readonly local: Written<boolean> | undefined;
  readonly projection: readonly Written<string>[] | undefined;
  readonly query: Written<string> | undefined;
  readonly one: boolean;
}

/** @returns undefined without a name or partition, which GraphQL's own validation reports. */
export function parseIndex(node: ConstDirectiveNode): IndexDirective | undefined {
  const name = readString(node, 'name');
  const partition = readStrings(node, 'partition');
  if (name === undefined || partition === undefined) return undefined;
  return {
    node,
    name,
    partition,
    sort: readStrings(node, 'sort'),
    local: readBoolean(node, 'local'),
    projection: readStrings(node, 'projection'),
    query: readString(node, 'query'),
    one: readBoolean(node, 'one')?.value ?? false,
  };
}
