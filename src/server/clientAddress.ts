import type { IncomingMessage } from 'node:http';

/**
 * The address that a request comes from. Each proxy adds the address it was called from at the end of
 * `X-Forwarded-For`; what stands before those that `trustedProxies` added was written by the client, and means nothing.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
  if (trustedProxies === 0) return plain(socket.remoteAddress ?? '');
  const forwarded = (headers['x-forwarded-for'] ?? '')
    .toString()
    .split(',')
    .map((address) => address.trim());
  const addresses = [...forwarded.filter((address) => address !== ''), socket.remoteAddress ?? ''];
  return plain(addresses.at(-1 - trustedProxies) ?? addresses[0] ?? '');
}

/** An address of IPv4 on a socket of IPv6 has a prefix. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
