import { describe, expect, test } from '@jest/globals';
import { withTablePrefix } from '../../../src/model/withTablePrefix.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

describe('withTablePrefix', () => {
  test('renames tables wherever the model names them', () => {
    const body = 'type A @table(name: "Shop", partition: "PK = A#{id}", sort: "SK = A") { id: ID! }';
    const { model } = compileSchema([{ name: 'schema.graphql', body }]);
    const prefixed = withTablePrefix(model, 'Dev-');
    expect([...prefixed.tables.keys()]).toEqual(['Dev-Shop']);
    const entity = prefixed.entities.get('A')!;
    expect(entity.table).toBe('Dev-Shop');
    expect(prefixed.tables.get(entity.table)?.name).toBe('Dev-Shop');
    expect(withTablePrefix(model, '')).toBe(model);
  });
});
