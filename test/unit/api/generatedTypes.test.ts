import { describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import type { Model } from '../../../src/model/model.js';
import { buildApi } from '../../../src/schema/api/buildApi.js';
import { generatedTypes, type GeneratedKind } from '../../../src/schema/generatedTypes.js';
import { BUILT_IN_SCALARS, LIBRARY_SCALARS } from '../../../src/schema/libraryScalars.js';
import { ordersModel, ordersSdl } from './orders.js';
import { recordsModel, recordsSdl } from './records.js';
import { shopModel, shopSdl } from './shop.js';

const KINDS: Readonly<Partial<Record<Kind, GeneratedKind>>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
};

const OWN_LEAVES = ['Status', 'OrderStatus', 'Color'];

function known(model: Model) {
  return generatedTypes(
    model.entities.keys(),
    model.maps.keys(),
    [...BUILT_IN_SCALARS.keys(), ...LIBRARY_SCALARS.keys(), ...OWN_LEAVES],
    [...model.collections.values()].map(({ name }) => name),
  );
}

describe('the names of generated types', () => {
  test.each([
    ['one table a type', shopModel, shopSdl],
    ['one table for all', ordersModel, ordersSdl],
    ['types read together', recordsModel, recordsSdl],
  ] as const)('are known, each with its kind: %s', (_, model, text) => {
    const own = new Set(parse(text).definitions.flatMap((node) => ('name' in node && node.name?.value) || []));
    const served = buildApi(model, parse(text)).definitions.flatMap((node) => {
      const kind = KINDS[node.kind];
      const name = 'name' in node ? node.name?.value : undefined;
      // Filters of lists of lists are made by depth: there is no end of them.
      if (name?.endsWith('ListListFilter') === true) return [];
      const isOurs = name !== undefined && !own.has(name) && !/^(Query|Mutation|Subscription)$/.test(name);
      return kind !== undefined && isOurs ? [[name, kind]] : [];
    });
    expect(served.length).toBeGreaterThan(10);
    expect(served.map(([name = '']) => [name, known(model).get(name)?.kind])).toEqual(served);
  });

  test('are taken, save Node, which the schema may define as well', () => {
    const free = [...known(recordsModel)].filter(([, { mayBeDefined }]) => mayBeDefined);
    expect(free.map(([name]) => name)).toEqual(['Node']);
  });

  test('are told where a collection and another type would have one', () => {
    const clashes: string[][] = [];
    const onClash = (...clash: string[]) => void clashes.push(clash);
    generatedTypes([], [], ['Day'], ['DayRange'], onClash);
    expect(clashes).toEqual([['DayRangeFilter', 'DayRange', 'Day']]);
  });
});
