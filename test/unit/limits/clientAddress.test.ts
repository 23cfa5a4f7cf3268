import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { clientAddress } from '../../../src/server/clientAddress.js';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

test.each([
  ['of the socket, whatever a client writes', 0, '6.6.6.6', '10.0.0.9'],
  ['that the one proxy saw', 1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['that the first of two proxies saw', 2, '6.6.6.6, 1.2.3.4, 10.0.0.8', '1.2.3.4'],
  ['of the socket, where no proxy wrote one', 1, undefined, '10.0.0.9'],
  ['that is left of, where fewer wrote than there are', 3, '1.2.3.4', '1.2.3.4'],
  ['after empty places', 1, ' , 1.2.3.4,', '1.2.3.4'],
])('the address %s', (_name, proxies, forwarded, address) => {
  expect(clientAddress(request('10.0.0.9', forwarded), proxies)).toBe(address);
});

test('an address of IPv4 is the same on a socket of IPv6', () => {
  expect(clientAddress(request('::ffff:10.0.0.9'), 0)).toBe('10.0.0.9');
  expect(clientAddress(request('2001:db8::ffff:1'), 0)).toBe('2001:db8::ffff:1');
});
