import { buildASTSchema, type DocumentNode, Kind, parse, validate } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { compileServedSchema } from '../../src/server/servedSchema.js';
import { type Block, readPages, schemaBeside } from './pages.js';

// docs/directives.md has a test of its own: some of its examples are there to be refused.
const pages = readPages().filter(({ path }) => path !== 'docs/directives.md');

function isOperation(document: DocumentNode): boolean {
  return document.definitions.every(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
  );
}

/** Each operation with the schema it is for: the page's last one before it, or the one beside the page. */
function examples(): { schemas: Block[]; operations: { block: Block; schema: string | undefined }[] } {
  const schemas: Block[] = [];
  const operations: { block: Block; schema: string | undefined }[] = [];
  for (const page of pages) {
    let schema = schemaBeside(page.path);
    for (const block of page.blocks.filter(({ language }) => language === 'graphql')) {
      if (isOperation(parse(block.body))) operations.push({ block, schema });
      else {
        schemas.push(block);
        schema = block.body;
      }
    }
  }
  return { schemas, operations };
}

const { schemas, operations } = examples();

describe('GraphQL in the documentation', () => {
  test('is there', () => {
    expect(schemas.length).toBeGreaterThan(1);
    expect(operations.length).toBeGreaterThan(0);
  });

  test.each(schemas.map((block) => [block.where, block] as const))('the schema at %s compiles', (where, { body }) => {
    expect(compileServedSchema(where, body).model.entities.size).toBeGreaterThan(0);
  });

  test.each(operations.map(({ block, schema }) => [block.where, block, schema] as const))(
    'the operation at %s is one of its schema',
    (where, { body }, schema) => {
      if (schema === undefined) throw new Error(`${where} has no schema before it.`);
      const { api } = compileServedSchema(where, schema);
      expect(validate(buildASTSchema(api), parse(body)).map(({ message }) => message)).toEqual([]);
    },
  );
});

describe('JSON in the documentation', () => {
  const blocks = pages.flatMap((page) => page.blocks.filter(({ language }) => language === 'json'));
  test.each(blocks.map((block) => [block.where, block] as const))('%s is JSON', (_, { body }) => {
    expect(() => JSON.parse(body) as unknown).not.toThrow();
  });
});
