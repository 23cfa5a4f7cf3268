import { INDEXES, indexItems } from '../fixtures/indexes.js';
const base = { schema: ['INDEXES', INDEXES], items: ['indexItems', indexItems] };
export const draft = {
  name: 'indexes', doc: 'Indexes of every kind, and scans.',
  imports: "import { INDEXES, indexItems } from '../fixtures/indexes.js';",
  scenarios: [
    { title: 'an index without a sort key pages forward', operation: '{ devicesByModel(model: "n", first: 5) { nodes { serial } pageInfo { hasNextPage hasPreviousPage } } }' },
    { title: 'an index with the keys only serves the keys', operation: '{ devicesByRoom(room: "r") { nodes { site serial room installed } } }' },
    { title: 'a field that a KEYS_ONLY index lacks is refused by the index\'s name', operation: '{ devicesByRoom(room: "r") { nodes { serial label } } }' },
    { title: 'a filter on a field that a KEYS_ONLY index lacks is refused', operation: '{ devicesByRoom(room: "r", filter: { label: { eq: "one" } }) { nodes { serial } } }' },
    { title: 'an index that includes a field serves it', operation: '{ devicesByOwner(owner: "o", order: DESC) { nodes { serial label } } }' },
    { title: 'a field beside those an index includes is refused', operation: '{ devicesByOwner(owner: "o") { nodes { label note } } }' },
    { title: 'a local index reads in its own order', operation: '{ devicesByAge(site: "s") { nodes { serial note } } }' },
    { title: 'a local index takes @consistent', operation: '{ devicesByAge(site: "s", installed: { lt: "2025-03-01" }) @consistent { nodes { serial } } }' },
    { title: 'a sparse index lists what has its fields', operation: '{ alarms(alarmLevel: 3) { nodes { serial alarmAt } } }' },
    { title: 'a sparse index takes a range of its sort key', operation: '{ alarms(alarmLevel: 3, alarmAt: { beginsWith: "2026-01" }) { nodes { serial } } }' },
    { title: 'an index of one item reads one', operation: '{ deviceByTag(tag: "t1") { serial label } }' },
    { title: 'a scan reads the table without a direction', operation: '{ scanDevices(first: 10) { nodes { serial } pageInfo { hasNextPage hasPreviousPage } } }' },
    { title: 'a scan sends all of its filter, also on keys', operation: '{ scanDevices(filter: { serial: { beginsWith: "d" }, label: { exists: true } }) { nodes { label } } }' },
    { title: 'a scan of an index reads what stands in it', operation: '{ scanDevices(index: AlarmIndex) { nodes { serial alarmLevel } } }' },
    { title: 'an index whose name GraphQL refuses is scanned by its enum value', operation: '{ scanDevices(index: by_age) { nodes { serial } } }' },
    { title: 'a scan of a KEYS_ONLY index refuses what it lacks', operation: '{ scanDevices(index: KeysIndex) { nodes { note } } }' },
    { title: '@consistent on a scan of the table is a consistent scan', operation: '{ scanDevices @consistent { nodes { serial } } }' },
    { title: '@consistent on a scan of a global index is refused', operation: '{ scanDevices(index: ModelIndex) @consistent { nodes { serial } } }' },
  ].map((s) => ({ ...base, ...s })),
};
