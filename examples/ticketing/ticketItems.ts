type Item = Readonly<Record<string, unknown>>;

const VENUES = [
  {
    venueId: 'glass-hall',
    name: 'Glass Hall',
    city: 'Hamburg',
    street: 'Am Kai 4',
    latitude: 53.541,
    longitude: 9.984,
  },
  {
    venueId: 'old-tannery',
    name: 'Old Tannery',
    city: 'Leeds',
    street: 'Mill Lane 21',
    latitude: 53.797,
    longitude: -1.543,
  },
  {
    venueId: 'salle-rameau',
    name: 'Salle Rameau',
    city: 'Lyon',
    street: 'Quai Claude 9',
    latitude: 45.767,
    longitude: 4.83,
  },
  {
    venueId: 'boathouse',
    name: 'The Boathouse',
    city: 'Aarhus',
    street: 'Havnegade 2',
    latitude: 56.156,
    longitude: 10.21,
  },
  {
    venueId: 'casa-azul',
    name: 'Casa Azul',
    city: 'Valencia',
    street: 'Carrer de Colón 30',
    latitude: 39.469,
    longitude: -0.372,
  },
] as const;

const PROGRAMME = [
  ['winter-journey', 'Winter Journey', 'CLASSICAL', ['Mira Holt', 'Jonas Aller']],
  ['night-trains', 'Night Trains', 'JAZZ', ['Lena Brandt Quartet']],
  ['salt-and-smoke', 'Salt and Smoke', 'FOLK', ['The Harbour Street Band', 'Ines Mora']],
  ['loud-ghosts', 'Loud Ghosts', 'ROCK', ['Paper Lions', 'Velvet Static']],
  ['six-suites', 'Six Suites', 'CLASSICAL', ['Tomás Rey']],
  ['blue-hour', 'The Blue Hour', 'JAZZ', ['Okafor & Lind']],
  ['reels-and-rain', 'Reels and Rain', 'FOLK', ['Aoife Murphy', 'Skagen Trio']],
  ['static-summer', 'Static Summer', 'ROCK', ['Velvet Static']],
  ['four-hands', 'Four Hands', 'CLASSICAL', ['Clara Vos', 'Emil Vos']],
  ['after-midnight', 'After Midnight', 'JAZZ', ['Lena Brandt Quartet', 'Sami Costa']],
  ['long-way-home', 'The Long Way Home', 'FOLK', ['Ines Mora']],
  ['paper-moon', 'Paper Moon', 'ROCK', ['Paper Lions']],
] as const;

const GUESTS = [
  ['nora@example.com', 'Nora Weiss', ['JAZZ', 'FOLK']],
  ['milan@example.com', 'Milan Novák', ['ROCK']],
  ['aisha@example.com', 'Aisha Khan', ['CLASSICAL', 'JAZZ']],
  ['pierre@example.com', 'Pierre Lambert', ['FOLK']],
] as const;

const BLOCK_PRICES: Readonly<Record<string, number>> = { A: 78, B: 54.5, C: 36 };
const ROWS = 3;
const SEATS_A_ROW = 8;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The first concert; the others follow nine days apart. */
const SEASON_START = new Date('2027-01-15T19:30:00.000Z');
const BOX_OFFICE_OPENS = new Date('2026-09-01T09:00:00.000Z');

/** The example's items as the gateway itself would have written them. Only holds depend on `now`: they last ten minutes from then. */
export function* ticketItems(now: Date): Iterable<Item> {
  for (const venue of VENUES) yield venueItem(venue);
  for (const [guestId, name, likes] of GUESTS) {
    yield { PK: `GUEST#${guestId}`, SK: 'GUEST', guestId, name, likes: new Set(likes), memberSince: '2026-08-20' };
  }
  for (const number of PROGRAMME.keys()) yield* concertItems(number, now);
}

function venueItem({ venueId, name, ...place }: (typeof VENUES)[number]): Item {
  return {
    PK: `VENUE#${venueId}`,
    SK: 'VENUE',
    venueId,
    name,
    place,
    capacity: Object.keys(BLOCK_PRICES).length * ROWS * SEATS_A_ROW,
    blocks: Object.keys(BLOCK_PRICES),
    stepFree: venueId !== 'old-tannery',
  };
}

/** A concert, its seats, and two bookings: of guest `number` for the first seats of block A, of the next guest for block B. */
function* concertItems(number: number, now: Date): Iterable<Item> {
  const [concertId, title, genre, artists] = PROGRAMME[number] ?? PROGRAMME[0];
  const { venueId } = VENUES[number % VENUES.length] ?? VENUES[0];
  const startsAt = new Date(SEASON_START.getTime() + number * 9 * DAY_MS).toISOString();
  const bookings = ['A', 'B'].map((block, index) => bookingItem(concertId, number, index, block));
  const sold = bookings.reduce((sum, booking) => sum + booking.seatCount, 0);
  yield {
    PK: `CONCERT#${concertId}`,
    SK: 'CONCERT',
    concertId,
    venueId,
    title,
    artists,
    genre,
    startsAt,
    doorsAt: new Date(Date.parse(startsAt) - 60 * 60 * 1000).toISOString(),
    status: 'ON_SALE',
    seatsSold: sold,
    rider: { chairs: artists.length * 2, tea: 'black' },
    version: 1,
    GSI1PK: `VENUE#${venueId}`,
    GSI1SK: startsAt,
  };
  for (const block of Object.keys(BLOCK_PRICES)) {
    const booking = bookings.find((candidate) => candidate.block === block);
    for (let row = 1; row <= ROWS; row += 1) {
      for (let seat = 1; seat <= SEATS_A_ROW; seat += 1) {
        const bought = row === 1 && seat <= (booking?.seatCount ?? 0) ? booking?.item.bookingId : undefined;
        yield seatItem(concertId, block, row, seat, bought);
      }
    }
  }
  yield* bookings.map(({ item }) => item);
  yield {
    PK: `CONCERT#${concertId}`,
    SK: `HOLD#${place('C', 2, 4)}`,
    concertId,
    block: 'C',
    row: 2,
    seat: 4,
    guestId: GUESTS[0][0],
    holdEnds: Math.floor(now.getTime() / 1000) + 600,
  };
}

function bookingItem(concertId: string, number: number, index: number, block: string) {
  const [guestId] = GUESTS[(number + index) % GUESTS.length] ?? GUESTS[0];
  const seatCount = 2 + ((number + index) % 3);
  const bookingId = `${concertId}-${String(index + 1).padStart(4, '0')}`;
  const bookedAt = new Date(BOX_OFFICE_OPENS.getTime() + (number * 2 + index) * DAY_MS).toISOString();
  const item = {
    PK: `GUEST#${guestId}`,
    SK: `BOOKING#${bookingId}`,
    guestId,
    bookingId,
    concertId,
    seatCount,
    total: seatCount * (BLOCK_PRICES[block] ?? 0),
    paid: index === 0,
    bookedAt,
    version: 1,
    GSI1PK: `CONCERT#${concertId}`,
    GSI1SK: bookedAt,
  };
  return { block, seatCount, item };
}

function seatItem(concertId: string, block: string, row: number, seat: number, bookingId: string | undefined): Item {
  return {
    PK: `CONCERT#${concertId}`,
    SK: `SEAT#${place(block, row, seat)}`,
    price: BLOCK_PRICES[block],
    status: bookingId !== undefined ? 'SOLD' : block === 'C' && row === ROWS && seat === 1 ? 'BLOCKED' : 'FREE',
    version: 1,
    ...(bookingId === undefined ? {} : { bookingId, GSI1PK: `BOOKING#${bookingId}`, GSI1SK: place(block, row, seat) }),
  };
}

/** `A#01#007` */
function place(block: string, row: number, seat: number): string {
  return `${block}#${String(row).padStart(2, '0')}#${String(seat).padStart(3, '0')}`;
}
