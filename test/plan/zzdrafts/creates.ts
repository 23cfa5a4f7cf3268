import { STOCK, stockItems, PLAIN, plainItems } from '../fixtures/stock.js';
const s = { schema: ['STOCK', STOCK], items: ['stockItems', stockItems] };
const p = { schema: ['PLAIN', PLAIN], items: ['plainItems', plainItems] };
export const draft = {
  name: 'creates', doc: 'Whole items written, deleted, and refused.',
  imports: "import { PLAIN, plainItems, STOCK, stockItems } from '../fixtures/stock.js';",
  scenarios: [
    { ...p, title: 'create writes what is given and refuses a taken key', operation: 'mutation { createNote(input: { noteId: "n9", text: "hi", frame: {} }) { note { noteId text likes tags } } }' },
    { ...s, title: 'create fills in ULID, default, times, version 1, computed and index attributes', operation: 'mutation { createWare(input: { name: "Cup", box: {} }) { ware { wareId state label createdAt updatedAt version } } }' },
    { ...s, title: 'create writes the attributes of an index when all its fields are there', operation: 'mutation { createWare(input: { wareId: "w9", name: "Cup", room: "B", shelf: "2", rank: 1, box: { kind: "wood", inner: { widthCm: 3 } }, size: { widthCm: 1, heightCm: 2, unit: "in" } }) { ware { wareId box { inner { widthCm unit } } } } }' },
    { ...s, title: 'create writes none of an index whose fields are not all there', operation: 'mutation { createWare(input: { wareId: "w9", name: "Cup", room: "B", box: {} }) { ware { room shelf } } }' },
    { ...s, title: 'null in an optional field is one left out', operation: 'mutation { createWare(input: { wareId: "w9", name: "Cup", note: null, shelf: null, box: { kind: null } }) { ware { note } } }' },
    { ...s, title: 'null in a required field is refused, also where it would be generated', operation: 'mutation { createWare(input: { wareId: null, name: "Cup", box: {} }) { ware { wareId } } }' },
    { ...s, title: 'an empty set is no attribute, an empty list is one', operation: 'mutation { createWare(input: { wareId: "w9", name: "Cup", tags: [], log: [], box: {} }) { ware { tags log } } }' },
    { ...s, title: 'create of a taken key shows who has it', operation: 'mutation { createWare(input: { wareId: "w1", name: "Cup", box: {} }) { ware { name } conflict { reason message fields current { name version } } } }' },
    { ...s, title: 'create of a taken key without a look at the conflict is an error', operation: 'mutation { createWare(input: { wareId: "w1", name: "Cup", box: {} }) { ware { name } } }' },
    { ...p, title: 'put writes whether or not one is there, without a condition', operation: 'mutation { putNote(input: { noteId: "n1", likes: 7, frame: { tail: "t" } }) { note { text likes frame { head tail } } } }' },
    { ...s, title: 'put with version 0 writes where none is stored', operation: 'mutation { putWare(input: { wareId: "w9", name: "Cup", box: {} }, expectedVersion: 0) { ware { version } } }' },
    { ...s, title: 'put with version 0 replaces an item without a version', operation: 'mutation { putWare(input: { wareId: "w2", name: "Newer", box: {} }, expectedVersion: 0) { ware { name version } } }' },
    { ...s, title: 'put with the stored version replaces it and counts on', operation: 'mutation { putWare(input: { wareId: "w1", name: "Cup", box: {} }, expectedVersion: 3) { ware { name version } } }' },
    { ...s, title: 'put with another version is refused', operation: 'mutation { putWare(input: { wareId: "w1", name: "Cup", box: {} }, expectedVersion: 2) { ware { name } conflict { reason message fields current { name version } } } }' },
    { ...s, title: 'put with a version of an item that is not there is refused', operation: 'mutation { putWare(input: { wareId: "w9", name: "Cup", box: {} }, expectedVersion: 2) { conflict { reason message current { name } } } }' },
    { ...s, title: 'put that changes an immutable field is refused', operation: 'mutation { putWare(input: { wareId: "w1", name: "Cup", origin: "Oslo", box: {} }, expectedVersion: 3) { conflict { reason message fields } } }' },
    { ...p, title: 'delete refuses a missing item, and gives the deleted one', operation: 'mutation { deleteNote(noteId: "n1") { note { text likes } } }' },
    { ...p, title: 'delete asks for no item back when none is selected', operation: 'mutation { deleteNote(noteId: "n1") { conflict { reason } } }' },
    { ...p, title: 'delete of a missing item is NOT_FOUND', operation: 'mutation { deleteNote(noteId: "nope") { note { text } conflict { reason message current { text } } } }' },
    { ...s, title: 'delete checks the version', operation: 'mutation { deleteWare(wareId: "w1", expectedVersion: 2) { ware { name } conflict { reason message current { version } } } }' },
    { ...s, title: 'version 0 means an item without a version', operation: 'mutation { deleteWare(wareId: "w2", expectedVersion: 0) { ware { name version } conflict { reason } } }' },
    { ...p, title: 'delete checks the client\'s condition', operation: 'mutation { deleteNote(noteId: "n1", if: { likes: { gt: 5 } }) { note { text } conflict { reason message fields current { likes } } } }' },
    { ...p, title: 'a condition on a key attribute is sent like any other', operation: 'mutation { deleteNote(noteId: "n1", if: { noteId: { beginsWith: "n" }, text: { exists: true } }) { note { text } } }' },
    { ...p, title: 'a condition that nothing meets is refused with the item as it is', operation: 'mutation { deleteNote(noteId: "n1", if: { likes: { in: [] } }) { conflict { reason message current { text } } } }' },
    { ...p, title: 'an empty condition is none', operation: 'mutation { deleteNote(noteId: "n1", if: {}) { note { text } } }' },
  ],
};
