import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, isEnumType, Kind, parse, type DirectiveDefinitionNode } from 'graphql';
import { AUTH_OPERATIONS } from '../../../src/model/auth.js';
import { API_OPERATIONS } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { LIBRARY_SCALARS } from '../../../src/schema/libraryScalars.js';
import { directivesPath } from '../../../src/schema/loadDirectives.js';
import { SchemaError } from '../../../src/schema/schemaError.js';

const sdl = readFileSync(directivesPath(), 'utf8');
const directives = parse(sdl).definitions.filter(
  (node): node is DirectiveDefinitionNode => node.kind === Kind.DIRECTIVE_DEFINITION,
);
const docs = readFileSync('docs/directives.md', 'utf8');

function valuesOf(name: string): readonly string[] {
  const type = buildSchema(sdl).getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

/** `## @table` -> its text. */
const sections = new Map(
  docs
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

describe('directives.graphql', () => {
  test('is valid SDL', () => {
    expect(buildSchema(sdl).getDirective('table')).toBeDefined();
  });

  test('describes everything it defines', () => {
    const undescribed: string[] = [];
    for (const node of parse(sdl).definitions) {
      if (!('name' in node) || node.name === undefined) continue;
      const members = [
        ...('arguments' in node ? (node.arguments ?? []) : []),
        ...('values' in node ? (node.values ?? []) : []),
        ...('fields' in node ? (node.fields ?? []) : []),
      ];
      for (const part of [node, ...members]) {
        if (!('description' in part) || part.description === undefined) {
          undescribed.push(`${node.name.value}.${part.name?.value ?? ''}`);
        }
      }
    }
    expect(undescribed).toEqual([]);
  });

  test('has the operations and scalars of the model', () => {
    expect(valuesOf('ApiOperation')).toEqual(API_OPERATIONS);
    expect(valuesOf('AuthOperation')).toEqual(AUTH_OPERATIONS);
    const scalars = parse(sdl).definitions.flatMap((node) =>
      node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [],
    );
    expect(new Set(scalars)).toEqual(new Set([...LIBRARY_SCALARS.keys(), 'Literal']));
  });
});

describe('docs/directives.md', () => {
  test('has a section for every directive, and none for others', () => {
    const documented = [...sections.keys()].filter((title) => title.startsWith('@'));
    expect(documented.sort()).toEqual(directives.map(({ name }) => `@${name.value}`).sort());
  });

  test.each(directives.map((node) => [node.name.value, node] as const))(
    'has a row for every argument of @%s, and none for others',
    (name, node) => {
      const section = sections.get(`@${name}`) ?? '';
      const table = section.split(/^\| argument .*$/m)[1]?.split(/^$/m)[0] ?? '';
      const rows = [...table.matchAll(/^\| `(\w+)` /gm)].map(([, argument]) => argument);
      expect(rows).toEqual((node.arguments ?? []).map((argument) => argument.name.value));
    },
  );

  test('lists every scalar', () => {
    const rows = [...(sections.get('Scalars') ?? '').matchAll(/^\| `(\w+)` /gm)].map(([, scalar]) => scalar ?? '');
    expect(new Set(rows)).toEqual(new Set(LIBRARY_SCALARS.keys()));
  });

  const examples = [...sections].flatMap(([title, section]) =>
    [...section.matchAll(/^```graphql\n([^]*?)^```$/gm)].map(([, body]) => [title, body ?? ''] as const),
  );

  test('has an example in every section of a directive', () => {
    const shown = new Set(examples.map(([title]) => title));
    expect(directives.map(({ name }) => `@${name.value}`).filter((title) => !shown.has(title))).toEqual([]);
  });

  test.each(examples)('the example of %s is true', (title, body) => {
    if (/^(query|mutation) /.test(body)) {
      expect(parse(body).definitions).toHaveLength(1);
    } else if (sections.get(title)?.includes('Not supported by this version yet: a schema') === true) {
      expect(() => compileSchema([{ name: 'example', body }])).toThrow(
        `${title} is not supported by this version yet.`,
      );
    } else {
      expect(compileErrors(body)).toBe('');
    }
  });
});

function compileErrors(body: string): string {
  try {
    compileSchema([{ name: 'example', body }]);
    return '';
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
}
