import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { orders } from '../fixtures/oneTable.js';
import { ranges } from '../fixtures/ranges.js';
import { wares } from '../fixtures/stock.js';
import { oddTables } from '../fixtures/stored.js';

/** What cannot be a key is refused by name, before anything is sent. */
export const refusals: readonly Scenario[] = [
  refused(
    ranges,
    'the delimiter in the first field of a template is refused',
    `{ line(customerId: "7", orderId: "a#1", lineId: "2") { id } }`,
    '"orderId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  refused(
    ranges,
    'the delimiter in the last field of a template is refused',
    `{ line(customerId: "7", orderId: "a", lineId: "1#2") { id } }`,
    '"lineId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  refused(
    ranges,
    "the delimiter in a created item's key is refused",
    `mutation { createLine(input: { customerId: "7", orderId: "a#1", lineId: "2", id: "x" }) { line { id } } }`,
    '"orderId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  refused(
    ranges,
    'the delimiter in a range is refused',
    `{ linesByCustomerId(customerId: "7", orderId: { eq: "a" }, lineId: { lt: "2#" }) { nodes { id } } }`,
    '"lineId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  refused(
    ranges,
    'the delimiter in a prefix is refused',
    `{ linesByCustomerId(customerId: "7", orderId: { beginsWith: "a#1" }) { nodes { id } } }`,
    '"orderId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  {
    ...ranges,
    title: 'the only field of a template may hold its delimiter',
    operation: `{ order(customerId: "7#ORDER", orderId: "a#b") { id } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7#ORDER' }, SK: { S: 'ORDER#a#b' } },
        ProjectionExpression: '#id, #PK, #SK',
        ExpressionAttributeNames: { '#id': 'id', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { order: null },
  },
  refused(
    ranges,
    'one bad key of several refuses them all',
    `{ linesByKeys(keys: [{ customerId: "7", orderId: "a", lineId: "1" }, { customerId: "7", orderId: "#", lineId: "1" }]) { id } }`,
    '"orderId" must not contain "#": it separates the fields of the key "LINE#{orderId}#{lineId}".',
  ),
  refused(
    ranges,
    'an empty string in a template is refused',
    `{ order(customerId: "", orderId: "a") { id } }`,
    '"customerId" must not be empty: it is part of the key "CUSTOMER#{customerId}".',
  ),
  refused(
    ranges,
    'an empty string as a plain key is refused',
    `{ word(language: "en", word: "") { id } }`,
    '"word" must not be empty: it is a key of Word.',
  ),
  refused(
    ranges,
    'empty bytes as a key are refused',
    `{ block(file: "f", hash: "") { id } }`,
    '"hash" must not be empty: it is a key of Block.',
  ),
  refused(
    ranges,
    'an empty string as an equality is refused',
    `{ ordersByCustomerId(customerId: "7", orderId: { eq: "" }) { nodes { id } } }`,
    '"orderId" must not be empty: it is part of the key "ORDER#{orderId}".',
  ),
  refused(
    ranges,
    'an empty string as a bound is refused',
    `{ wordsByLanguage(language: "en", word: { gt: "" }) { nodes { id } } }`,
    '"word" must not be empty: it is a key of Word.',
  ),
  refused(
    ranges,
    'a padded number that is too wide is refused',
    `{ score(game: "g", points: 1000000) { id } }`,
    '"points" must be a whole number from 0 to 999999: the key "SCORE#{points:06}" pads it to 6 digits. It is 1000000.',
  ),
  refused(
    ranges,
    'a negative padded number is refused',
    `{ score(game: "g", points: -1) { id } }`,
    '"points" must be a whole number from 0 to 999999: the key "SCORE#{points:06}" pads it to 6 digits. It is -1.',
  ),
  refused(
    ranges,
    'a padded bound that is too wide is refused',
    `{ scoresByGame(game: "g", points: { le: 1000000 }) { nodes { id } } }`,
    '"points" must be a whole number from 0 to 999999: the key "SCORE#{points:06}" pads it to 6 digits. It is 1000000.',
  ),
  refused(
    ranges,
    'half a character in a key is refused',
    `query ($id: ID!) { order(customerId: "7", orderId: $id) { id } }`,
    '"orderId" holds half a character (a lone surrogate), which DynamoDB cannot store; leave it out.',
    { variables: { id: 'a\ud800' } },
  ),
  refused(
    ranges,
    'the character that ends ranges is refused in a template',
    `query ($id: ID!) { order(customerId: "7", orderId: $id) { id } }`,
    '"orderId" holds a character that cannot stand in the key "ORDER#{orderId}".',
    { variables: { id: 'a\u{10FFFF}' } },
  ),
  refused(
    ranges,
    'a partition key beyond 2048 bytes is refused',
    `query ($id: ID!) { title(shelf: $id, title: "a") { id } }`,
    'The partition key "shelf" would be 2049 bytes long; DynamoDB allows 2048.',
    { variables: { id: 'x'.repeat(2049) } },
  ),
  refused(
    ranges,
    'a sort key beyond 1024 bytes is refused, counted with its constant',
    `query ($id: ID!) { order(customerId: "7", orderId: $id) { id } }`,
    'The sort key "SK" would be 1025 bytes long; DynamoDB allows 1024.',
    { variables: { id: 'x'.repeat(1019) } },
  ),
  refused(
    ranges,
    'a later field without the earlier one is refused',
    `{ linesByCustomerId(customerId: "7", lineId: { eq: "2" }) { nodes { id } } }`,
    '"lineId" can only be given together with "orderId" (eq), which comes before it in the sort key.',
  ),
  refused(
    ranges,
    'a later field beside a range of the earlier one is refused',
    `{ linesByCustomerId(customerId: "7", orderId: { beginsWith: "a" }, lineId: { eq: "2" }) { nodes { id } } }`,
    '"lineId" can only be given together with "orderId" (eq), which comes before it in the sort key.',
  ),
  refused(
    ranges,
    'a gap in three fields is refused',
    `{ streetsByCountry(country: "X", region: { eq: "North" }, street: { eq: "Elm" }) { nodes { id } } }`,
    '"street" can only be given together with "city" (eq), which comes before it in the sort key.',
  ),
  refused(
    ranges,
    'two operators that are no range are refused',
    `{ ordersByCustomerId(customerId: "7", orderId: { eq: "a", lt: "b" }) { nodes { id } } }`,
    '"orderId" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has eq, lt.',
  ),
  refused(
    ranges,
    'two lower bounds are refused',
    `{ ordersByCustomerId(customerId: "7", orderId: { gt: "a", ge: "b" }) { nodes { id } } }`,
    '"orderId" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has gt, ge.',
  ),
  refused(
    ranges,
    'a prefix beside a bound is refused',
    `{ wordsByLanguage(language: "en", word: { beginsWith: "a", lt: "b" }) { nodes { id } } }`,
    '"word" takes one operator, or one lower and one upper bound (gt or ge with lt or le); it has lt, beginsWith.',
  ),
  refused(
    ranges,
    'bounds the wrong way round are refused',
    `{ scoresByGame(game: "g", points: { gt: 70, lt: 7 }) { nodes { id } } }`,
    'Nothing lies between the bounds of "points": the lower one is above the upper one.',
  ),
  refused(
    ranges,
    'between the wrong way round is refused',
    `{ wordsByLanguage(language: "en", word: { between: ["b", "a"] }) { nodes { id } } }`,
    'Nothing lies between the bounds of "word": the lower one is above the upper one.',
  ),
  refused(
    ranges,
    'a key between with one value is refused',
    `{ wordsByLanguage(language: "en", word: { between: ["b"] }) { nodes { id } } }`,
    '"between" takes two values, the lower and the upper bound; it has 1.',
  ),
  refused(
    wares,
    'an empty string in an index template is refused when created',
    `mutation { createWare(input: { wareId: "w", name: "Cup", room: "", shelf: "1", box: {} }) { ware { name } } }`,
    '"room" must not be empty: it is part of the key "PLACE#{room}".',
  ),
  refused(
    wares,
    'a delimiter in an index template is refused when updated',
    `mutation { updateWare(wareId: "w1", set: { room: "A", shelf: "1#2" }) { ware { name } } }`,
    '"shelf" must not contain "#": it separates the fields of the key "{shelf}#{wareId}".',
  ),
  refused(
    wares,
    'an empty string in a computed attribute is refused',
    `mutation { updateWare(wareId: "w1", set: { name: "" }) { ware { name } } }`,
    '"name" must not be empty: it is part of the key "{name} ({wareId})".',
  ),
  refused(
    oddTables,
    'an empty string in a plain index key is refused when created',
    `mutation { createSession(input: { userId: "u", sessionId: "s", device: "" }) { session { note } } }`,
    '"device" must not be empty: it is a key of Session.',
  ),
  refused(
    oddTables,
    'an empty string in a plain index key is refused when updated',
    `mutation { updateSession(userId: "u", sessionId: "s", set: { device: "" }) { session { note } } }`,
    '"device" must not be empty: it is a key of Session.',
  ),
  refused(
    oddTables,
    'the other delimiter of a template is refused too',
    `{ booking(room: "r#1", day: "2026-01-15", start: 1, end: 2) { status } }`,
    '"room" must not contain "#": it separates the fields of the key "{room}#{day}".',
  ),
  {
    ...orders,
    title: "the constants of another type's key in a value make no key of that type",
    operation: `{ order(customerId: "7", orderId: "1#LINE#001") { status } }`,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Shop',
        Key: { PK: { S: 'CUSTOMER#7' }, SK: { S: 'ORDER#1#LINE#001' } },
        ProjectionExpression: '#GSI1PK, #PK, #SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { order: null },
  },
];
