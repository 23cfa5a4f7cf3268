import { describe, expect, test } from '@jest/globals';
import { ticketItems } from '../../../examples/ticketing/ticketItems.js';

const NOW = new Date('2026-12-01T12:00:00.000Z');
const items = [...ticketItems(NOW)];

function startingWith(prefix: string) {
  return items.filter(({ SK }) => String(SK).startsWith(prefix));
}

describe("the ticket office's sample data", () => {
  test('is the same each time, with no two items of one key', () => {
    expect([...ticketItems(NOW)]).toEqual(items);
    expect(new Set(items.map(({ PK, SK }) => `${String(PK)} ${String(SK)}`)).size).toBe(items.length);
  });

  test('has 72 seats a concert, and as many sold as the concert says', () => {
    for (const { PK, seatsSold } of startingWith('CONCERT')) {
      const seats = startingWith('SEAT#').filter((seat) => seat.PK === PK);
      expect([seats.length, seats.filter(({ status }) => status === 'SOLD').length]).toEqual([72, seatsSold]);
    }
  });

  test('has, for every booking, its guest, its concert, and its seats at their price', () => {
    const keys = new Set(items.map(({ PK, SK }) => `${String(PK)} ${String(SK)}`));
    const bookings = startingWith('BOOKING#');
    expect(bookings).toHaveLength(24);
    for (const { PK, concertId, bookingId, seatCount, total } of bookings) {
      expect(keys.has(`${String(PK)} GUEST`) && keys.has(`CONCERT#${String(concertId)} CONCERT`)).toBe(true);
      const seats = items.filter(({ GSI1PK }) => GSI1PK === `BOOKING#${String(bookingId)}`);
      expect(seats).toHaveLength(Number(seatCount));
      expect(seats.reduce((sum, { price }) => sum + Number(price), 0)).toBe(total);
    }
  });
});
