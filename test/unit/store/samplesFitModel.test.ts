import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildASTSchema, Kind, parse, validate, validateSchema, type DocumentNode } from 'graphql';
import { seed as seedChat } from '../../../examples/single-table/chat/seed.js';
import { seed as seedLedger } from '../../../examples/single-table/ledger/seed.js';
import { seed as seedSaas } from '../../../examples/single-table/saas/seed.js';
import { seed as seedSocial } from '../../../examples/single-table/social/seed.js';
import { seed as seedTicketing } from '../../../examples/ticketing/seed.js';
import { entityOfItem } from '../../../src/dynamo/keys/entityOfItem.js';
import { pickKey, primaryKeyAttributes } from '../../../src/dynamo/keys/itemKey.js';
import { markerItem } from '../../../src/dynamo/keys/uniqueMarker.js';
import { itemToStore } from '../../../src/dynamo/plan/itemToStore.js';
import { markerActions } from '../../../src/dynamo/plan/uniqueMarkers.js';
import { compileDecoder } from '../../../src/dynamo/values/compileDecoder.js';
import type { AttributeMap } from '../../../src/model/attributeValue.js';
import type { Entity, Model } from '../../../src/model/model.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';
import { readExampleOperations } from '../../../src/server/exampleOperation.js';
import { seed as seedStore } from '../../../store/seed/seed.js';
import { itemsOfBatches, runSeed } from './writtenItems.js';

const SAMPLES = [
  { sample: 'the store', schema: 'schema.graphql', operations: 'store/operations', seed: seedStore, count: 18 },
  {
    sample: 'ticketing',
    schema: 'examples/ticketing/schema.graphql',
    operations: 'examples/ticketing/operations',
    seed: seedTicketing,
    count: 7,
  },
  { ...singleTable('saas'), seed: seedSaas, count: 25 },
  { ...singleTable('chat'), seed: seedChat, count: 17 },
  { ...singleTable('ledger'), seed: seedLedger, count: 21 },
  { ...singleTable('social'), seed: seedSocial, count: 18 },
];

function singleTable(name: string) {
  const folder = `examples/single-table/${name}`;
  return { sample: name, schema: `${folder}/schema.graphql`, operations: `${folder}/operations` };
}

describe.each(SAMPLES)('$sample', ({ schema: file, operations, seed, count }) => {
  const { model, document } = compile(file);

  test('compiles, and what it serves is a sound GraphQL schema', () => {
    expect(validateSchema(buildASTSchema(buildApi(model, document)))).toEqual([]);
  });

  test('has operations that fit what it serves, each with a comment to read and the variables it needs', async () => {
    const served = buildASTSchema(buildApi(model, document));
    const examples = await readExampleOperations(operations);
    expect(examples).toHaveLength(count);
    for (const { name, query, variables } of examples) {
      const parsed = parse(query);
      expect([name, validate(served, parsed).map(({ message }) => message)]).toEqual([name, []]);
      expect(query).toMatch(/^# .{20}/);
      expect([name, Object.keys(JSON.parse(variables ?? '{}') as object).sort()]).toEqual([name, variablesOf(parsed)]);
    }
  });

  test('has sample items that are what the gateway itself would write for the same values', async () => {
    const { batches } = await runSeed(seed);
    const types = new Set<string>();
    const written = itemsOfBatches(batches);
    const markers = written.filter(({ table }) => table === model.ownTable.name).map(({ item }) => item);
    const expectedMarkers: AttributeMap[] = [];
    for (const { table, item } of written.filter((one) => one.table !== model.ownTable.name)) {
      const entity = entityOfItem(model, table, item);
      if (entity === undefined) throw new Error(`An item of ${table} is of no type: ${JSON.stringify(item)}`);
      types.add(entity.name);
      expect(comparable(item)).toEqual(comparable(itemToStore(entity, model, valuesOf(entity, model, item), [])));
      expectedMarkers.push(...markersOf(entity, item));
    }
    expect(markers).toEqual(expectedMarkers);
    expect([...types].sort()).toEqual([...model.entities.keys()].sort());
  });
});

function compile(file: string): { readonly model: Model; readonly document: DocumentNode } {
  return compileSchema([{ name: file, body: readFileSync(file, 'utf8') }]);
}

/** Names of the variables that must be given. */
function variablesOf(document: DocumentNode): readonly string[] {
  return document.definitions
    .flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : []))
    .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
    .map(({ variable }) => variable.name.value)
    .sort();
}

function valuesOf(entity: Entity, model: Model, item: AttributeMap): Record<string, unknown> {
  const values = compileDecoder(entity, model, [...entity.fields.keys()])(item);
  for (const value of Object.values(values)) if (value instanceof Error) throw value;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** A set has no order. */
function comparable(item: AttributeMap): unknown {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, 'SS' in value ? { SS: [...value.SS].sort() } : value]),
  );
}

/** Those that hold the item's unique values. */
function markersOf(entity: Entity, item: AttributeMap): readonly AttributeMap[] {
  const owner = pickKey(item, primaryKeyAttributes(entity)) ?? {};
  const change = { owner, before: undefined, after: item, refresh: false, argument: [] };
  return markerActions(entity, change).map(({ key, expiry }) => markerItem(key, owner, expiry));
}
