import { STORED, storedItems } from '../fixtures/stored.js';
const base = { schema: ['STORED', STORED], items: ['storedItems', storedItems] };
export const draft = {
  name: 'stored', doc: 'Attribute names that need care, keys that are not text, and items that have expired.',
  imports: "import { STORED, storedItems } from '../fixtures/stored.js';",
  scenarios: [
    { title: 'attribute names with #, -, blanks and reserved words go by placeholders', operation: '{ booking(room: "r1", day: "2026-01-15", start: 900, end: 1000) { guestName paidBy status size } }' },
    { title: 'fields of a renamed key are parsed back where another program left them out', operation: '{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15") { nodes { room day start end guestName } } }' },
    { title: 'two padded numbers: equality on the first, a range on the second', operation: '{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15", start: { eq: 900 }, end: { lt: 1200 }) { nodes { end } } }' },
    { title: 'a filter names renamed attributes', operation: '{ bookingsByRoomAndDay(room: "r1", day: "2026-01-15", filter: { paidBy: { eq: "card" }, size: { ge: 2 }, guestName: { beginsWith: "A" } }) { nodes { guestName } } }' },
    { title: 'create writes renamed attributes, key fields and the marker', operation: 'mutation { createBooking(input: { room: "r2", day: "2026-02-01", start: 1, end: 2, guestName: "Cy", size: 4, status: "new" }) { booking { room start guestName } } }' },
    { title: 'update names renamed attributes', operation: 'mutation { updateBooking(room: "r1", day: "2026-01-15", start: 900, end: 1000, set: { guestName: "Di", paidBy: null }, add: { size: 1 }) { booking { guestName paidBy size } } }' },
    { title: 'number keys are numbers', operation: '{ counter(year: 2026, month: 1) { count } countersByYear(year: 2026, month: { ge: 2 }) { nodes { month count } } }' },
    { title: 'a number key that is asked twice is one key', operation: '{ a: counter(year: 2026, month: 1) { count } b: counter(year: 2026, month: 1) { month } c: counter(year: 2026, month: 2) { count } }' },
    { title: 'a binary key is bytes', operation: '{ blob(digest: "+vs=") { digest mime } }' },
    { title: 'a Decimal key keeps its digits', operation: '{ level(city: "c", height: "12345678901234567890.123456789") { height label } levelsByCity(city: "c", height: { lt: "0" }) { nodes { height } } }' },
    { title: 'a Decimal key of another spelling is the same number', operation: '{ a: level(city: "c", height: "-0.50") { label } b: level(city: "c", height: "-0.5") { label } }' },
    { title: 'an expired item is absent by key', operation: '{ a: session(userId: "u", sessionId: "a") { note } b: session(userId: "u", sessionId: "b") { note } c: session(userId: "u", sessionId: "c") { note } }' },
    { title: 'expired items are filtered out of a list', operation: '{ sessionsByUserId(userId: "u") { nodes { sessionId } } }' },
    { title: 'expired items are left out by the gateway where the time is the key of the index', operation: '{ sessionsByDevice(device: "d") { nodes { sessionId } } }' },
    { title: 'expired items are filtered out of a scan', operation: '{ scanSessions { nodes { sessionId } } }' },
    { title: 'create takes the key of an expired item', operation: 'mutation { createSession(input: { userId: "u", sessionId: "b", note: "again" }) { session { note version } conflict { reason } } }' },
    { title: 'update does not find an expired item', operation: 'mutation { updateSession(userId: "u", sessionId: "b", set: { note: "x" }) { session { note } conflict { reason current { note } } } }' },
    { title: 'delete does not find an expired item', operation: 'mutation { deleteSession(userId: "u", sessionId: "b") { session { note } conflict { reason current { note } } } }' },
    { title: 'put with version 0 replaces an expired item', operation: 'mutation { putSession(input: { userId: "u", sessionId: "b", note: "again" }, expectedVersion: 0) { session { note version } conflict { reason } } }' },
    { title: 'put with the version of an expired item is refused, and shows none', operation: 'mutation { putSession(input: { userId: "u", sessionId: "b" }, expectedVersion: 4) { conflict { reason message current { note } } } }' },
  ].map((s) => ({ ...base, ...s })),
};
