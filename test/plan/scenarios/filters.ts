import type { AttributeValue } from '../../../src/model/attributeValue.js';
import { refused } from '../../support/refused.js';
import type { Scenario } from '../../support/scenario.js';
import { articles } from '../fixtures/catalogue.js';

type FilterCase = readonly [
  /** As GraphQL. */
  filter: string,
  /** `''` where nothing is sent. */
  expression: string,
  /** Attributes beside the key's. */
  names: readonly string[],
  /** `:v1`, `:v2` ... */
  values: readonly AttributeValue[],
  /** The articles found. */
  found: readonly string[],
];

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });
const NULL = S('NULL');
const bytes = (...values: number[]): string => Buffer.from(values).toString('base64');

const cases: readonly FilterCase[] = [
  ['title: { eq: "Alpha" }', '#title = :v1', ['title'], [S('Alpha')], ['a1']],
  ['title: { ne: "Alpha" }', '#title <> :v1', ['title'], [S('Alpha')], ['a2', 'a3']],
  ['title: { lt: "B" }', '#title < :v1', ['title'], [S('B')], ['a1']],
  ['title: { le: "Beta" }', '#title <= :v1', ['title'], [S('Beta')], ['a1', 'a2']],
  ['title: { gt: "Alpha" }', '#title > :v1', ['title'], [S('Alpha')], ['a2']],
  ['title: { ge: "Alpha" }', '#title >= :v1', ['title'], [S('Alpha')], ['a1', 'a2']],
  ['title: { between: ["A", "B"] }', '#title BETWEEN :v1 AND :v2', ['title'], [S('A'), S('B')], ['a1']],
  ['title: { in: ["Alpha", "Beta"] }', '#title IN (:v1, :v2)', ['title'], [S('Alpha'), S('Beta')], ['a1', 'a2']],
  ['title: { beginsWith: "Al" }', 'begins_with(#title, :v1)', ['title'], [S('Al')], ['a1']],
  ['title: { contains: "et" }', 'contains(#title, :v1)', ['title'], [S('et')], ['a2']],
  [
    'title: { exists: true }',
    'attribute_exists(#title) AND NOT attribute_type(#title, :v1)',
    ['title'],
    [NULL],
    ['a1', 'a2'],
  ],
  [
    'title: { exists: false }',
    'attribute_not_exists(#title) OR attribute_type(#title, :v1)',
    ['title'],
    [NULL],
    ['a3'],
  ],
  ['title: { eq: null }', 'attribute_not_exists(#title) OR attribute_type(#title, :v1)', ['title'], [NULL], ['a3']],
  [
    'title: { ne: null }',
    'attribute_exists(#title) AND NOT attribute_type(#title, :v1)',
    ['title'],
    [NULL],
    ['a1', 'a2'],
  ],
  ['title: { size: { gt: 4 } }', 'size(#title) > :v1', ['title'], [N('4')], ['a1']],
  [
    'title: { size: { between: [1, 4] } }',
    'size(#title) >= :v1 AND size(#title) <= :v2',
    ['title'],
    [N('1'), N('4')],
    ['a2'],
  ],
  ['title: { ge: "A", lt: "B" }', '#title < :v1 AND #title >= :v2', ['title'], [S('B'), S('A')], ['a1']],
  ['code: { beginsWith: "y-" }', 'begins_with(#code, :v1)', ['code'], [S('y-')], ['a2']],
  ['code: { in: ["x-1"] }', '#code IN (:v1)', ['code'], [S('x-1')], ['a1']],
  ['pages: { eq: 100 }', '#pages = :v1', ['pages'], [N('100')], ['a1']],
  ['pages: { lt: 100 }', '#pages < :v1', ['pages'], [N('100')], ['a2']],
  ['pages: { in: [2, 3] }', '#pages IN (:v1, :v2)', ['pages'], [N('2'), N('3')], ['a2']],
  ['price: { between: [9.5, 29.99] }', '#price BETWEEN :v1 AND :v2', ['price'], [N('9.5'), N('29.99')], ['a1']],
  ['price: { ge: 9.5 }', '#price >= :v1', ['price'], [N('9.5')], ['a1', 'a2']],
  ['isbn: { eq: "9780306406157" }', '#isbn = :v1', ['isbn'], [N('9780306406157')], ['a1']],
  ['isbn: { gt: "9780306406156" }', '#isbn > :v1', ['isbn'], [N('9780306406156')], ['a1']],
  ['weight: { le: "0.250" }', '#weight <= :v1', ['weight'], [N('0.25')], ['a1']],
  ['inPrint: { eq: false }', '#inPrint = :v1', ['inPrint'], [{ BOOL: false }], ['a2']],
  ['inPrint: { ne: true }', '#inPrint <> :v1', ['inPrint'], [{ BOOL: true }], ['a2', 'a3']],
  ['printedAt: { gt: "2025-01-01T00:00:00Z" }', '#printedAt > :v1', ['printedAt'], [S('2025-01-01T00:00:00Z')], ['a1']],
  ['published: { beginsWith: "2025" }', 'begins_with(#published, :v1)', ['published'], [S('2025')], ['a1']],
  [
    'published: { between: ["2024-01-01", "2024-12-31"] }',
    '#published BETWEEN :v1 AND :v2',
    ['published'],
    [S('2024-01-01'), S('2024-12-31')],
    ['a2'],
  ],
  ['seenAt: { ge: "2026-01-01T00:00:00Z" }', '#seenAt >= :v1', ['seenAt'], [N('1767225600')], ['a1']],
  ['grade: { eq: 7 }', '#grade = :v1', ['grade'], [S('7')], ['a1']],
  ['grade: { in: [7, 8] }', '#grade IN (:v1, :v2)', ['grade'], [S('7'), S('8')], ['a1']],
  [`cover: { eq: "${bytes(1, 2, 3)}" }`, '#cover = :v1', ['cover'], [{ B: bytes(1, 2, 3) }], ['a1']],
  [`cover: { beginsWith: "${bytes(1)}" }`, 'begins_with(#cover, :v1)', ['cover'], [{ B: bytes(1) }], ['a1']],
  ['cover: { size: { eq: 3 } }', 'size(#cover) = :v1', ['cover'], [N('3')], ['a1']],
  [
    'extra: { exists: true }',
    'attribute_exists(#extra) AND NOT attribute_type(#extra, :v1)',
    ['extra'],
    [NULL],
    ['a1'],
  ],
  ['kind: { eq: MAP }', '#kind = :v1', ['kind'], [S('MAP')], ['a2']],
  ['kind: { in: [BOOK, MAP] }', '#kind IN (:v1, :v2)', ['kind'], [S('BOOK'), S('MAP')], ['a1', 'a2']],
  ['authors: { contains: "Bo" }', 'contains(#authors, :v1)', ['authors'], [S('Bo')], ['a1']],
  ['authors: { size: { le: 0 } }', 'size(#authors) <= :v1', ['authors'], [N('0')], ['a2']],
  ['tags: { contains: "red" }', 'contains(#tags, :v1)', ['tags'], [S('red')], ['a1']],
  ['scores: { contains: 5 }', 'contains(#scores, :v1)', ['scores'], [N('5')], ['a1']],
  ['scores: { size: { ge: 2 } }', 'size(#scores) >= :v1', ['scores'], [N('2')], ['a1']],
  ['kinds: { contains: MAP }', 'contains(#kinds, :v1)', ['kinds'], [S('MAP')], ['a1']],
  ['parts: { size: { eq: 1 } }', 'size(#parts) = :v1', ['parts'], [N('1')], ['a1']],
  ['publisher: { name: { eq: "Ink" } }', '#publisher.#name = :v1', ['publisher', 'name'], [S('Ink')], ['a1']],
  [
    'publisher: { address: { zip: { beginsWith: "01" }, city: { eq: "Oslo" } } }',
    '#publisher.#Postal_Address.#city = :v1 AND begins_with(#publisher.#Postal_Address.#post_code, :v2)',
    ['publisher', 'Postal Address', 'post-code', 'city'],
    [S('Oslo'), S('01')],
    ['a1'],
  ],
  [
    'publisher: { address: { city: { exists: false } } }',
    'attribute_not_exists(#publisher.#Postal_Address.#city) OR attribute_type(#publisher.#Postal_Address.#city, :v1)',
    ['publisher', 'Postal Address', 'city'],
    [NULL],
    ['a2', 'a3'],
  ],
  [
    'and: [{ pages: { gt: 1 } }, { pages: { lt: 50 } }]',
    '#pages > :v1 AND #pages < :v2',
    ['pages'],
    [N('1'), N('50')],
    ['a2'],
  ],
  [
    'or: [{ pages: { eq: 2 } }, { price: { eq: 9.5 } }]',
    '#pages = :v1 OR #price = :v2',
    ['pages', 'price'],
    [N('2'), N('9.5')],
    ['a1', 'a2'],
  ],
  ['not: { pages: { gt: 50 } }', 'NOT #pages > :v1', ['pages'], [N('50')], ['a2', 'a3']],
  [
    'not: { or: [{ pages: { eq: 2 } }, { pages: { eq: 100 } }] }',
    'NOT (#pages = :v1 OR #pages = :v2)',
    ['pages'],
    [N('2'), N('100')],
    ['a3'],
  ],
  [
    'or: [{ pages: { eq: 2 }, kind: { eq: MAP } }, { not: { code: { exists: true } } }]',
    '#kind = :v1 AND #pages = :v2 OR NOT (attribute_exists(#code) AND NOT attribute_type(#code, :v3))',
    ['pages', 'kind', 'code'],
    [S('MAP'), N('2'), NULL],
    ['a2', 'a3'],
  ],
  [
    'title: { eq: "Alpha" }, or: [{ pages: { eq: 100 } }, { pages: { eq: 2 } }]',
    '(#pages = :v1 OR #pages = :v2) AND #title = :v3',
    ['title', 'pages'],
    [N('100'), N('2'), S('Alpha')],
    ['a1'],
  ],
];

const placeholder = (name: string): string => `#${name.replace(/\W/g, '_')}`;

function filterScenario(
  [filter, expression, names, values, found]: FilterCase,
  title = `${filter} is one FilterExpression`,
): Scenario {
  return {
    title,
    ...articles,
    operation: `{ articlesByShelf(shelf: "s", filter: { ${filter} }) { nodes { articleId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#shelf = :v0',
        ...(expression === '' ? {} : { FilterExpression: expression }),
        ProjectionExpression: '#articleId, #shelf',
        ExpressionAttributeNames: Object.fromEntries(
          ['shelf', 'articleId', ...names].map((name) => [placeholder(name), name]),
        ),
        ExpressionAttributeValues: Object.fromEntries([S('s'), ...values].map((value, at) => [`:v${at}`, value])),
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { articlesByShelf: { nodes: found.map((articleId) => ({ articleId })) } },
  };
}

/** Filters that nothing meets: the answer is known without a call. */
const hopeless: readonly Scenario[] = [
  'pages: { in: [] }',
  'or: []',
  'not: {}',
  'not: { and: [] }',
  'pages: { between: [3, 2] }',
  'and: [{ title: { eq: "Alpha" } }, { pages: { in: [] } }]',
].map((filter) => ({
  title: `${filter} matches nothing, so nothing is sent`,
  ...articles,
  operation: `{ articlesByShelf(shelf: "s", filter: { ${filter} }) { nodes { articleId } pageInfo { hasNextPage partial } } }`,
  commands: [],
  data: { articlesByShelf: { nodes: [], pageInfo: { hasNextPage: false, partial: false } } },
}));

/** Filters that every item meets: as good as none, so the page asks for no more than itself. */
const idle: readonly Scenario[] = ['', 'and: []', 'and: [{}]', 'not: { pages: { in: [] } }', 'pages: { gt: null }'].map(
  (filter) => ({
    title: `{ ${filter} } matches everything, so no filter is sent`,
    ...articles,
    operation: `{ articlesByShelf(shelf: "s", first: 1, filter: { ${filter} }) { nodes { articleId } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        KeyConditionExpression: '#shelf = :v0',
        ProjectionExpression: '#articleId, #shelf',
        ExpressionAttributeNames: { '#shelf': 'shelf', '#articleId': 'articleId' },
        ExpressionAttributeValues: { ':v0': S('s') },
        ScanIndexForward: true,
        Limit: 1,
      },
    ],
    data: { articlesByShelf: { nodes: [{ articleId: 'a1' }] } },
  }),
);

/** DynamoDB refuses a key attribute in a Query's filter, so the gateway looks at it itself. */
const onKeys: readonly Scenario[] = [
  filterScenario(
    ['articleId: { in: ["a1", "a3"] }', '', [], [], ['a1', 'a3']],
    'a filter on the sort key is evaluated by the gateway',
  ),
  filterScenario(
    ['articleId: { ne: "a1" }, pages: { gt: 1 }', '#pages > :v1', ['pages'], [N('1')], ['a2']],
    'a filter on the sort key keeps the rest in the command',
  ),
  {
    title: 'a filter on a key of the table is sent when an index is read, one on the key of the index is not',
    ...articles,
    operation: `{ articlesByKind(kind: BOOK, filter: { articleId: { eq: "a1" }, price: { lt: 10 } }) { nodes { title } } }`,
    commands: [
      {
        action: 'Query',
        TableName: 'Articles',
        IndexName: 'PriceIndex',
        KeyConditionExpression: '#kind = :v0',
        FilterExpression: '#articleId = :v1',
        ProjectionExpression: '#title, #shelf, #articleId, #kind, #price',
        ExpressionAttributeNames: {
          '#kind': 'kind',
          '#articleId': 'articleId',
          '#title': 'title',
          '#shelf': 'shelf',
          '#price': 'price',
        },
        ExpressionAttributeValues: { ':v0': S('BOOK'), ':v1': S('a1') },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { articlesByKind: { nodes: [{ title: 'Alpha' }] } },
  },
];

const bad: readonly Scenario[] = [
  refused(
    articles,
    'between with one value is refused',
    `{ articlesByShelf(shelf: "s", filter: { pages: { between: [1] } }) { nodes { articleId } } }`,
    '"between" takes two values, the lower and the upper bound.',
  ),
  refused(
    articles,
    'between with three values is refused',
    `{ articlesByShelf(shelf: "s", filter: { pages: { between: [1, 2, 3] } }) { nodes { articleId } } }`,
    '"between" takes two values, the lower and the upper bound.',
  ),
  refused(
    articles,
    'size between one value is refused',
    `{ articlesByShelf(shelf: "s", filter: { title: { size: { between: [1] } } }) { nodes { articleId } } }`,
    '"between" takes two values, the lower and the upper bound.',
  ),
];

/** Filters are one expression, evaluated by DynamoDB where it may be. */
export const filters: readonly Scenario[] = [
  ...cases.map((one) => filterScenario(one)),
  ...hopeless,
  ...idle,
  ...onKeys,
  ...bad,
];
