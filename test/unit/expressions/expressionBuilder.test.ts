import { describe, expect, test } from '@jest/globals';
import { createExpressionBuilder } from '../../../src/dynamo/expressions/expressionBuilder.js';
import { projectionExpression } from '../../../src/dynamo/expressions/projectionExpression.js';

describe('createExpressionBuilder', () => {
  test('names are readable and the same attribute has one', () => {
    const builder = createExpressionBuilder();
    expect([builder.name('category'), builder.name('price'), builder.name('category')]).toEqual([
      '#category',
      '#price',
      '#category',
    ]);
    expect(builder.path(['address', 'city'])).toBe('#address.#city');
    expect(builder.names()).toEqual({
      '#category': 'category',
      '#price': 'price',
      '#address': 'address',
      '#city': 'city',
    });
  });

  test('other characters become _ and no two attributes share a name', () => {
    const builder = createExpressionBuilder();
    const attributes = ['a b', 'a-b', 'a_b', 'a_b_2', 'a.b', '', '#', 'n', '_'];
    const placeholders = attributes.map(builder.name);
    expect(placeholders).toEqual(['#a_b', '#a_b_2', '#a_b_3', '#a_b_2_2', '#a_b_4', '#n', '#_', '#n_2', '#__2']);
    expect(placeholders.map((placeholder) => builder.names()?.[placeholder])).toEqual(attributes);
  });

  test('long attribute names get short placeholders', () => {
    const builder = createExpressionBuilder();
    const placeholders = ['x', 'y'].map((end) => builder.name('a'.repeat(300) + end));
    expect(placeholders).toEqual([`#${'a'.repeat(64)}`, `#${'a'.repeat(64)}_2`]);
  });

  test('equal values share a placeholder, values of two types do not', () => {
    const builder = createExpressionBuilder();
    const placeholders = [{ S: '1' }, { N: '1' }, { S: '1' }].map(builder.value);
    expect(placeholders).toEqual([':v0', ':v1', ':v0']);
    expect(builder.values()).toEqual({ ':v0': { S: '1' }, ':v1': { N: '1' } });
  });

  test('what was never asked for is left out of the request', () => {
    const builder = createExpressionBuilder();
    expect(builder.names()).toBeUndefined();
    expect(builder.values()).toBeUndefined();
  });
});

describe('projectionExpression', () => {
  test('lists attributes in the order given, each once', () => {
    const builder = createExpressionBuilder();
    expect(projectionExpression(['price', 'product id', 'price'], builder)).toBe('#price, #product_id');
    expect(builder.names()).toEqual({ '#price': 'price', '#product_id': 'product id' });
  });
});
