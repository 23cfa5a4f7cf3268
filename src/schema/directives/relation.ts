import type { ConstDirectiveNode } from 'graphql';
import { readString, readStrings, type Written } from './readArguments.js';

/** `@belongsTo`, `@hasOne` or `@hasMany` as it is written. */
export interface RelationDirective {
  readonly node: ConstDirectiveNode;
  readonly kind: 'belongsTo' | 'hasOne' | 'hasMany';
  readonly index: Written<string> | undefined;
  readonly with: readonly Written<string>[];
}

/** @returns undefined for a directive that is no relation. */
export function parseRelation(node: ConstDirectiveNode): RelationDirective | undefined {
  const kind = node.name.value;
  if (kind !== 'belongsTo' && kind !== 'hasOne' && kind !== 'hasMany') return undefined;
  return { node, kind, index: readString(node, 'index'), with: readStrings(node, 'with') ?? [] };
}

/** Splits `"userId = authorId"`; undefined where it is no such pair. */
export function parsePair(text: string): { readonly theirs: string; readonly mine: string } | undefined {
  const [, theirs, mine] = /^\s*(\w+)\s*=\s*(\w+)\s*$/.exec(text) ?? [];
  return theirs === undefined || mine === undefined ? undefined : { theirs, mine };
}
