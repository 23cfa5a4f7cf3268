import { buildASTSchema, type GraphQLEnumType, type GraphQLObjectType } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { compileServedSchema } from '../../src/server/servedSchema.js';
import { readPage, rowsOf } from './pages.js';

const page = readPage('docs/subscriptions.md');
const [schema] = page.blocks.filter(({ body }) => body.includes('@table'));
const api = buildASTSchema(compileServedSchema(page.path, schema?.body ?? '').api);
const rows = rowsOf(page.prose);

describe('docs/subscriptions.md', () => {
  test('has the fields that its types get, with all of their arguments', () => {
    const served = [api.getSubscriptionType(), api.getQueryType()].flatMap((root) =>
      Object.values(root?.getFields() ?? {}).map(
        ({ name, args }) => [name, args.map((arg) => arg.name).sort()] as const,
      ),
    );
    const ofTasks = served.filter(([name]) => /^taskChange/.test(name));
    const said = rows.flatMap(([cell = '']) => {
      const [, name, args = ''] = /^`(task\w+)\((.*)\)`$/.exec(cell) ?? [];
      return name === undefined ? [] : [[name, args.split(', ').sort()] as const];
    });
    expect(new Map(said)).toEqual(new Map(ofTasks));
  });

  test('has all fields of a change, and all kinds', () => {
    const inCode = new Set(rows.flatMap(([cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '')));
    const fields = Object.keys((api.getType('TaskChange') as GraphQLObjectType).getFields());
    expect(fields.filter((name) => !inCode.has(name))).toEqual([]);
    const kinds = (api.getType('ChangeKind') as GraphQLEnumType).getValues().map(({ name }) => name);
    expect(kinds.filter((kind) => !inCode.has(kind))).toEqual([]);
  });
});
