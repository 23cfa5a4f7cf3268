import { unrestricted } from '../../../src/model/viewer.js';
import { describe, expect, test } from '@jest/globals';
import { type BatchWriteRequest, planBatchWrite } from '../../../src/dynamo/plan/planBatchWrite.js';
import type { GatewayError } from '../../../src/errors/gatewayError.js';
import { entityOf } from '../../../src/model/model.js';
import { TEST_NOW } from '../../support/moments.js';
import { modelOf } from '../schema/compile.js';

const model = modelOf(/* GraphQL */ `
  type Line @table(name: "Lines", partition: "PK = ORDER#{orderId}#{number}", sort: "price") {
    orderId: ID!
    number: Int!
    price: Decimal!
    state: String! @default(value: "new")
    code: String @unique
  }
  type Plain @table(name: "Plain", partition: "id") {
    id: ID!
    text: String
  }
  type Versioned @table(name: "Versioned", partition: "id") {
    id: ID!
    version: Int! @version
  }
  type Kept @table(name: "Kept", partition: "id") {
    id: ID! @immutable
    maker: String @immutable
  }
  type Fixed @table(name: "Fixed", partition: "id") {
    id: ID! @immutable
  }
  type Unique @table(name: "Unique", partition: "id") {
    id: ID!
    code: String @unique
  }
  type Marked @table(name: "Mixed", partition: "id", type: "kind = Marked") {
    id: ID!
  }
  type Constant @table(name: "Shared", partition: "PK = CONSTANT#{id}", type: "kind = Constant") {
    id: ID!
  }
  type Other @table(name: "Shared", partition: "PK = OTHER#{id}", type: "kind = Other") {
    id: ID!
  }
`);
const generators = { now: TEST_NOW, newId: () => 'id' };

function plan(type: string, { put = [], delete: deletes = [] }: Partial<BatchWriteRequest>) {
  return planBatchWrite(entityOf(model, type), model, { put, delete: deletes }, generators, unrestricted(TEST_NOW));
}

function argumentOf(request: Partial<BatchWriteRequest>): unknown {
  try {
    plan('Line', request);
  } catch (error) {
    return (error as GatewayError).details.argument;
  }
  throw new Error('It was not refused.');
}

describe('what cannot be written is refused with the path of its argument', () => {
  const line = (number: number, more: object = {}) => ({ orderId: 'a', number, price: '1', ...more });

  test.each<[title: string, request: Partial<BatchWriteRequest>, path: readonly unknown[]]>([
    ['a number with too many digits', { put: [line(1), line(2, { price: '1'.repeat(39) })] }, ['put', 1, 'price']],
    ['null for a required field', { put: [line(1, { state: null })] }, ['put', 0, 'state']],
    ['a delimiter in a key', { put: [line(1), line(2, { orderId: 'a#b' })] }, ['put', 1, 'orderId']],
    ['a value too long to be unique', { put: [line(1, { code: 'x'.repeat(2048) })] }, ['put', 0, 'code']],
    ['a delimiter in a key to delete', { delete: [line(1), line(2, { orderId: 'a#b' })] }, ['delete', 1, 'orderId']],
    ['a key that comes twice', { put: [line(1), line(2)], delete: [line(3), line(2)] }, ['delete', 1]],
    ['a key whose number is spelled in two ways', { delete: [line(1), line(1, { price: '1.0' })] }, ['delete', 1]],
    ['nothing at all', {}, ['put']],
  ])('%s', (_title, request, path) => {
    expect(argumentOf(request)).toEqual(path);
  });
});

describe('a write goes by itself only where it needs a condition', () => {
  test.each([
    ['Plain', 'REQUEST', 'REQUEST'],
    ['Versioned', 'WRITE', 'REQUEST'],
    ['Kept', 'WRITE', 'REQUEST'],
    ['Fixed', 'REQUEST', 'REQUEST'],
    ['Unique', 'WRITE', 'WRITE'],
    ['Marked', 'WRITE', 'WRITE'],
    ['Constant', 'REQUEST', 'REQUEST'],
  ])('%s: a put is a %s, a delete a %s', (type, put, remove) => {
    const entries = plan(type, { put: [{ id: 'a' }], delete: [{ id: 'b' }] });
    expect(entries.map(({ action }) => action.kind)).toEqual([put, remove]);
  });
});
