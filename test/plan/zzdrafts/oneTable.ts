import { ONE_TABLE, oneTableItems, MARKED, markedItems } from '../fixtures/oneTable.js';
const a = { schema: ['ONE_TABLE', ONE_TABLE], items: ['oneTableItems', oneTableItems] };
const m = { schema: ['MARKED', MARKED], items: ['markedItems', markedItems] };
export const draft = {
  name: 'oneTable', doc: 'Types that share a table: whose item is it, and how little is sent to know it.',
  imports: "import { MARKED, markedItems, ONE_TABLE, oneTableItems } from '../fixtures/oneTable.js';",
  scenarios: [
    ...[
    { title: 'a constant sort key needs no argument', operation: '{ customer(customerId: "7") { name email } }' },
    { title: 'fields that are only in the key are parsed back from it', operation: '{ customer(customerId: "7") { customerId name } order(customerId: "7", orderId: "2") { customerId orderId status } }' },
    { title: 'a padded number is parsed back from the key', operation: '{ line(orderId: "1", number: 2) { orderId number quantity } }' },
    { title: 'two types of one table share a BatchGetItem, and what each selects adds up', operation: '{ customer(customerId: "7") { name } line(orderId: "1", number: 1) { quantity } }' },
    { title: 'a list reads inside its constant and never filters', operation: '{ ordersByCustomerId(customerId: "7") { nodes { orderId status } } }' },
    { title: 'hasMany in one partition is inferred and inside its constant', operation: '{ customer(customerId: "7") { orders(order: DESC) { nodes { orderId placedAt } } } }' },
    { title: 'belongsTo of a type with a constant sort key is one GetItem more', operation: '{ order(customerId: "7", orderId: "1") { customer { name } } }' },
    { title: 'an overloaded index serves each type its own partition', operation: '{ ordersByStatus(status: OPEN) { nodes { orderId placedAt } } linesByProductId(productId: "p2") { nodes { number } } }' },
    { title: 'an index that serves one item asks for one', operation: '{ customerByEmail(email: "ada@example.com") { customerId name } }' },
    { title: 'an index that serves one item is null where there is none', operation: '{ customerByEmail(email: "nobody@example.com") { name } }' },
    { title: 'a range on an overloaded index stays in its own template', operation: '{ ordersByStatus(status: OPEN, placedAt: { ge: "2026-01-02" }) { nodes { orderId } } }' },
    { title: 'an inverted index reads the table by its sort key', operation: '{ orderOwners(orderId: "3") { nodes { customerId } } }' },
    ].map((s) => ({ ...a, ...s })),
    ...[
    { title: 'an item with another type\'s marker is null', operation: '{ cat(owner: "o", name: "Alf") { lives } dog(owner: "o", name: "Alf") { tricks } }' },
    { title: 'where only the marker tells, its equality is the one filter', operation: '{ catsByOwner(owner: "o") { nodes { name lives } } }' },
    { title: 'foreign items never shorten a page', operation: '{ catsByOwner(owner: "o", first: 2) { nodes { name } pageInfo { hasNextPage } } }', needsEngine: true },
    { title: 'a client\'s filter is joined to the marker', operation: '{ catsByOwner(owner: "o", filter: { lives: { gt: 8 } }) { nodes { name } } }' },
    { title: 'the marker filters an index that several types fill', operation: '{ dogsByYear(year: 2020) { nodes { name kind } } }' },
    { title: 'a scan of a shared table filters by the marker', operation: '{ scanDogs { nodes { name } } }' },
    ].map((s) => ({ ...m, ...s })),
  ],
};
