import { createHash } from 'node:crypto';
import { DAY_MS, dayOf, later, MINUTE_MS, STORE_OPENED, STORE_TODAY, tracked } from './calendar.js';
import { createRandom } from './random.js';
import type { StoreItem } from './storeItem.js';

const ROOMS: readonly (readonly [warehouse: string, room: string, usualC: number])[] = [
  ['berlin', 'Hall 1', 19],
  ['berlin', 'Hall 2', 20],
  ['berlin', 'Loading dock', 23],
  ['lyon', 'Hall A', 22],
  ['lyon', 'Cold store', 4],
  ['leeds', 'Main hall', 17],
  ['leeds', 'Attic', 24],
];
const READING_DAYS = 3;
const READINGS_A_DAY = 36;

/** The thermometers, one a room, each followed by its readings of the last three days, 40 minutes apart. */
export function* deviceItems(): Iterable<StoreItem> {
  const random = createRandom(51);
  for (const [index, [warehouse, room, usualC]] of ROOMS.entries()) {
    const number = ROOMS.slice(0, index + 1).filter((other) => other[0] === warehouse).length;
    const deviceId = `${warehouse}-${String(number).padStart(2, '0')}`;
    const installed = later(STORE_OPENED, random.int(0, 300) * DAY_MS);
    const firmware = random.pick(['2.4.1', '2.4.1', '2.5.0']);
    yield {
      table: 'Devices',
      item: {
        deviceId,
        model: 'Thermo T2',
        warehouse,
        'Room #': room,
        installedOn: dayOf(installed),
        firmwareDigest: new Uint8Array(createHash('sha256').update(firmware).digest()),
        settings: { firmware, alarmAboveC: usualC + 8, display: { unit: 'C', brightness: random.int(1, 5) } },
        lastReadingOn: dayOf(STORE_TODAY),
        ...tracked(installed),
      },
    };
    yield* readingItems(deviceId, usualC, index);
  }
}

function* readingItems(deviceId: string, usualC: number, seed: number): Iterable<StoreItem> {
  const random = createRandom(5200 + seed);
  const midnight = new Date(`${dayOf(STORE_TODAY)}T00:00:00.000Z`);
  for (let back = READING_DAYS - 1; back >= 0; back -= 1) {
    const day = later(midnight, -back * DAY_MS);
    for (let number = 0; number < READINGS_A_DAY; number += 1) {
      const at = later(day, number * 40 * MINUTE_MS);
      if (at > STORE_TODAY) return;
      // Coolest at four in the morning, warmest at four in the afternoon.
      const warmth = -Math.cos(((at.getUTCHours() - 4) / 24) * 2 * Math.PI);
      yield {
        table: 'Readings',
        item: {
          deviceDay: `${deviceId}#${dayOf(day)}`,
          at: at.toISOString(),
          t: Math.round((usualC + 2.5 * warmth + random.next() - 0.5) * 10) / 10,
          h: random.int(35, 60),
          ...(number % 6 === 0 ? { v: Math.round((3.1 - 0.05 * back + random.next() * 0.05) * 100) / 100 } : {}),
        },
      };
    }
  }
}
