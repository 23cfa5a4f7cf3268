import type { ConstDirectiveNode } from 'graphql';
import type { ApiOperation } from '../../model/model.js';
import { API_OPERATIONS } from '../../model/model.js';
import { isNameCase, type NameCase } from '../attributeName.js';
import { readBoolean, readEnum, readEnums, readString, readStrings, type Written } from './readArguments.js';

/** `@table` as it is written. */
export interface TableDirective {
  readonly node: ConstDirectiveNode;
  readonly name: Written<string> | undefined;
  readonly partition: readonly Written<string>[];
  readonly sort: readonly Written<string>[] | undefined;
  readonly type: Written<string> | undefined;
  readonly query: Written<string> | undefined;
  readonly plural: Written<string> | undefined;
  readonly attributes: NameCase;
  readonly storeKeyFields: boolean;
  readonly scan: boolean;
  readonly operations: ReadonlySet<ApiOperation>;
}

/** @returns undefined without a partition, which GraphQL's own validation reports. */
export function parseTable(node: ConstDirectiveNode): TableDirective | undefined {
  const partition = readStrings(node, 'partition');
  if (partition === undefined) return undefined;
  const nameCase = readEnum(node, 'attributes')?.value ?? 'AS_IS';
  const operations = readEnums(node, 'operations')?.map(({ value }) => value);
  return {
    node,
    name: readString(node, 'name'),
    partition,
    sort: readStrings(node, 'sort'),
    type: readString(node, 'type'),
    query: readString(node, 'query'),
    plural: readString(node, 'plural'),
    attributes: isNameCase(nameCase) ? nameCase : 'AS_IS',
    storeKeyFields: readBoolean(node, 'storeKeyFields')?.value ?? true,
    scan: readBoolean(node, 'scan')?.value ?? false,
    operations: new Set(API_OPERATIONS.filter((operation) => operations?.includes(operation) ?? true)),
  };
}
