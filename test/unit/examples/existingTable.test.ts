import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { entityOfItem } from '../../../src/dynamo/keys/entityOfItem.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { readExampleOperations } from '../../../src/server/exampleOperation.js';
import { readPage, ROOT, rowsOf } from '../../docs/pages.js';
import { scenariosByExample } from '../../plan/examples.js';
import { rawItems } from '../../support/exampleScenarios.js';

describe.each(['telemetry', 'catalog', 'tickets'])('the existing table of examples/existing-table/%s', (name) => {
  const folder = `existing-table/${name}`;
  const { model } = compileSchema([
    { name: 'schema.graphql', body: readFileSync(join(ROOT, 'examples', folder, 'schema.graphql'), 'utf8') },
  ]);
  const items = Object.entries(rawItems(folder)).flatMap(([table, list]) => list.map((item) => ({ table, item })));

  test('has items of every type, and some of none', () => {
    const types = items.map(({ table, item }) => entityOfItem(model, table, item)?.name);
    expect(new Set(types)).toEqual(new Set([...model.entities.keys(), undefined]));
  });

  test('shows every operation in its list of access patterns, and asserts it', async () => {
    const operations = await readExampleOperations(join(ROOT, 'examples', folder, 'operations'));
    const rows = rowsOf(readPage(`examples/${folder}/README.md`).text).filter(([first]) => /^\d\d /.test(first ?? ''));
    expect(rows.map(([first]) => first?.slice(0, 2))).toEqual(
      operations.map((operation) => operation.name.slice(0, 2)),
    );
    const asserted = scenariosByExample[folder] ?? [];
    const missing = operations.filter(({ query }) => !asserted.some(({ operation }) => query.endsWith(operation)));
    expect(missing).toEqual([]);
  });
});
