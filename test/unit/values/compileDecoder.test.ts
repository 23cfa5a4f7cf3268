import { describe, expect, test } from '@jest/globals';
import { compileDecoder } from '../../../src/dynamo/values/compileDecoder.js';
import { GatewayError } from '../../../src/errors/gatewayError.js';
import type { KeyPart, TextTemplate } from '../../../src/model/keyTemplate.js';
import type { ValueType } from '../../../src/model/valueType.js';
import { entity, field, listOf, mapOf, model, scalar } from './valueTypes.js';

const address: ValueType = { kind: 'map', map: 'Address' };
const addressMap = mapOf('Address', [field('city', scalar('String'), { required: true }), field('within', address)]);

const id = field('id', scalar('ID'), { attribute: 'pk', required: true });
const product = entity('Product', [
  id,
  field('price', scalar('Float'), { attribute: 'the price' }),
  field('stock', scalar('Int'), { required: true }),
  field('tags', listOf(scalar('String'), { storage: 'SS' }), { required: true }),
  field('labels', listOf(scalar('String'), { storage: 'SS' })),
  field('address', address),
  field('places', listOf(address)),
  field('odd', scalar('String'), { attribute: 'constructor' }),
]);
const products = model([product], [addressMap]);

describe('compileDecoder', () => {
  test('shapes the selected fields and nothing else', () => {
    const decode = compileDecoder(product, products, ['price', 'id', 'address']);
    const item = {
      pk: { S: 'p1' },
      'the price': { N: '9.5' },
      stock: { N: '3' },
      address: { M: { city: { S: 'Oslo' } } },
    };
    expect(decode(item)).toEqual({ id: 'p1', price: 9.5, address: { city: 'Oslo', within: null } });
    expect(Object.keys(decode(item))).toEqual(['price', 'id', 'address']);
  });

  test('a missing attribute and a stored NULL are null, a missing required set is empty', () => {
    const decode = compileDecoder(product, products, ['price', 'labels', 'tags', 'odd']);
    expect(decode({ pk: { S: 'p1' }, 'the price': { NULL: true } })).toEqual({
      price: null,
      labels: null,
      tags: [],
      odd: null,
    });
  });

  test('a value that does not fit is an error in its place that names type, key and attribute', () => {
    const decode = compileDecoder(product, products, ['id', 'price']);
    const { id: idValue, price } = decode({ pk: { S: 'p1' }, 'the price': { S: 'cheap' } });
    expect(idValue).toBe('p1');
    expect(price).toBeInstanceOf(GatewayError);
    expect(price).toMatchObject({
      code: 'ITEM_INVALID',
      message:
        'Product {"pk":"p1"} has a stored value that does not fit: "the price": expected a number, stored is {"S":"cheap"}.',
      details: { item: { type: 'Product', key: { pk: 'p1' }, attribute: 'the price' } },
    });
  });

  test('a required field that is absent is such an error', () => {
    const { stock } = compileDecoder(product, products, ['stock'])({ pk: { S: 'p1' } });
    expect(stock).toMatchObject({
      message:
        'Product {"pk":"p1"} has a stored value that does not fit: "stock": expected a value, stored is nothing.',
    });
  });

  test('inside maps and lists the error names the whole path, and each item its own key', () => {
    const decode = compileDecoder(product, products, ['places', 'address', 'price']);
    const broken = { M: { city: { S: 'x' }, within: { M: {} } } };
    const places = (key: string) =>
      decode({ pk: { S: key }, places: { L: [broken] }, address: broken, 'the price': { BOOL: true } }) as {
        places: [{ within: { city: GatewayError } }];
        address: { city: string; within: { city: GatewayError } };
        price: GatewayError;
      };
    const first = places('p1');
    const second = places('p2');
    expect(first.places[0].within.city.details.item).toEqual({
      type: 'Product',
      key: { pk: 'p1' },
      attribute: 'places.within.city',
    });
    expect(first.address.within.city.details.item?.attribute).toBe('address.within.city');
    expect(first.address.city).toBe('x');
    expect(first.price.details.item?.attribute).toBe('the price');
    expect(second.places[0].within.city.details.item?.key).toEqual({ pk: 'p2' });
  });
});

describe('compileDecoder of fields in keys', () => {
  const template: TextTemplate = {
    kind: 'text',
    source: 'ROOM#{room}#{seat:04}',
    segments: [
      { kind: 'literal', text: 'ROOM#' },
      { kind: 'field', field: 'room' },
      { kind: 'literal', text: '#' },
      { kind: 'field', field: 'seat', width: 4 },
    ],
  };
  const part: KeyPart = { attribute: 'pk', type: 'S', template };
  const source = { attribute: 'pk', template };
  const swapped = { attribute: 'GSI1PK', template: { kind: 'field' as const, field: 'code' } };
  const seat = entity(
    'Seat',
    [
      field('room', scalar('String'), { required: true, source }),
      field('seat', scalar('Int'), { required: true, source, stored: false }),
      field('code', scalar('BigInt'), { source: swapped, stored: false }),
    ],
    { key: { partition: [part], sort: [] } },
  );
  const decode = compileDecoder(seat, model([seat]), ['room', 'seat', 'code']);

  test('parses them back where their own attribute is absent, as values of their types', () => {
    expect(decode({ pk: { S: 'ROOM#blue#0012' } })).toEqual({ room: 'blue', seat: 12, code: null });
    expect(decode({ pk: { S: 'ROOM#red#0000' }, GSI1PK: { N: '12.0' } })).toEqual({ room: 'red', seat: 0, code: '12' });
  });

  test('their own attribute wins; one that is not stored is never looked up', () => {
    const item = { pk: { S: 'ROOM#blue#0012' }, room: { S: 'green' }, seat: { S: 'of another program' } };
    expect(decode(item)).toEqual({ room: 'green', seat: 12, code: null });
  });

  test('a key of another shape is an error for what is required', () => {
    const { room, seat: number } = decode({ pk: { S: 'DESK#1' } });
    expect(room).toMatchObject({
      code: 'ITEM_INVALID',
      details: { item: { key: { pk: 'DESK#1' }, attribute: 'room' } },
    });
    expect(number).toMatchObject({ code: 'ITEM_INVALID', details: { item: { attribute: 'pk' } } });
  });
});
