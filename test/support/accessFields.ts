import { isDeepStrictEqual } from 'node:util';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { Asker } from './accessCase.js';
import { changesHeard, changeWays, record } from './accessChanges.js';
import { inOrder, type Told } from './accessGateway.js';
import { testEngine } from './engine.js';
import { createEngineGateway, type EngineGateway } from './engineGateway.js';
import { createPlainTransport } from './plainTransport.js';

const READERS = '{ allow: OWNER, field: "owner", operations: [READ] }, { allow: GROUP, groups: ["admins"] }';
const HIDDEN = `@auth(rules: [${READERS}, { allow: PUBLIC, operations: [CREATE, UPDATE] }])`;

/** A type that everybody sees, with fields that they do not. */
const SCHEMA = `
  type Doc
    @table(name: "Docs", partition: "PK = DOC#{folder}", sort: "SK = {docId}", scan: true)
    @index(name: "BySecret", partition: "shelfId", sort: "secret")
    @index(name: "NarrowBySecret", partition: "G2PK = S#{shelfId}", sort: "G2SK = {secret}#{docId}", projection: ["title"], query: "narrowDocs")
    @index(name: "OfSecret", partition: "secret", sort: "rank", query: "docsOfSecret")
    @index(name: "FirstOfSecret", partition: "G4PK = {secret}", one: true, query: "docOfSecret")
    @index(name: "ByRank", partition: "kind", sort: "rank", projection: ["secret"])
    @index(name: "ByState", partition: "state", sort: "rank", projection: [])
    @auth(rules: [{ allow: PUBLIC }]) {
    folder: ID!
    docId: ID!
    owner: String
    shelfId: ID
    kind: String
    state: String
    rank: Int
    title: String
    secret: String ${HIDDEN}
    code: String @unique ${HIDDEN}
    place: Place ${HIDDEN}
    tags: [String!] ${HIDDEN}
    never: String @auth(rules: [{ allow: GROUP, groups: ["admins"] }])
    locked: String @auth(rules: [{ allow: PUBLIC, operations: [READ, CREATE] }, { allow: OWNER, field: "owner", operations: [UPDATE] }])
    official: String @auth(rules: [{ allow: PUBLIC, operations: [READ, UPDATE] }, { allow: GROUP, groups: ["admins"] }])
    reference: ID @generated(by: UUID) @auth(rules: [{ allow: PUBLIC, operations: [READ, UPDATE] }, { allow: GROUP, groups: ["admins"] }])
    shelf: Shelf @belongsTo @auth(rules: [{ allow: OWNER, field: "owner" }])
  }
  type Place { street: String }
  type Shelf @table(name: "Shelves", partition: "shelfId") @auth(rules: [{ allow: PUBLIC }]) {
    shelfId: ID!
    name: String
    folder: ID
    docs: [Doc!] @hasMany(index: "BySecret")
  }
  union Entry @collection(table: "Docs", partition: "PK = DOC#{where}", query: "entries") = Doc
  union ShelfEntry @collection(table: "Docs", index: "BySecret", partition: "shelfId", query: "shelfEntries") = Doc
  extend type Query {
    open: String @auth(rules: [{ allow: PUBLIC }])
    staff: String @auth(rules: [{ allow: GROUP, groups: ["admins"] }])
    closed: String
  }
  extend type Mutation {
    change: String @auth(rules: [{ allow: GROUP, groups: ["admins"] }])
  }
  extend type Doc {
    summary: String @auth(rules: [{ allow: OWNER, field: "owner" }])
  }
`;

export const ANN: Asker = { identity: 'ann', claims: { sub: 'ann' } };
export const BOB: Asker = { identity: 'bob', claims: { sub: 'bob' } };
export const ADMIN: Asker = { identity: 'ada', claims: { groups: ['admins'] } };

/**
 * What stands in the hidden fields of bob's item: ann must not be able to tell these from one another. It always has a
 * unique value: one is set free by one call more, whoever deletes the item.
 */
const SECRETS = [
  'secret: "zz-1", code: "zz-2", place: { street: "zz-3" }, tags: ["zz-4"], never: "zz-5"',
  'secret: "aa-1", code: "aa-2", place: { street: "aa-3" }, tags: ["aa-4", "x"], never: "aa-5"',
  'code: "bb-2"',
] as const;

const KEY = 'folder: "f", docId: "d2"';
const SEEN = '{ docId title rank }';
const ALL = '{ docId title secret code place { street } tags shelf { name } }';
const PAGE = `{ nodes ${SEEN} pageInfo { hasNextPage hasPreviousPage } totalCount }`;
const PAYLOAD = `{ doc ${ALL} conflict { reason fields current ${ALL} } }`;

/** Tests that tell a value from others, one for each kind. */
const GUESSES = [
  'secret: { eq: "zz-1" }',
  'secret: { ne: "zz-1" }',
  'secret: { gt: "mm" }',
  'secret: { between: ["y", "zzz"] }',
  'secret: { in: ["zz-1"] }',
  'secret: { beginsWith: "zz" }',
  'secret: { contains: "z" }',
  'secret: { exists: true }',
  'secret: { exists: false }',
  'secret: { eq: null }',
  'secret: { size: { gt: 1 } }',
  'not: { secret: { eq: "zz-1" } }',
  'not: { not: { secret: { ne: "zz-1" } } }',
  'or: [{ secret: { eq: "zz-1" } }, { title: { eq: "no" } }]',
  'and: [{ secret: { ne: "zz-1" } }, { title: { exists: true } }]',
  'not: { and: [{ secret: { beginsWith: "zz" } }, { title: { exists: true } }] }',
  'code: { eq: "zz-2" }',
  'place: { street: { eq: "zz-3" } }',
  'place: { street: { ne: "zz-3" } }',
  'not: { place: { street: { exists: true } } }',
  'tags: { contains: "zz-4" }',
  'tags: { size: { eq: 1 } }',
];

const LISTS = [
  'docsByFolder(folder: "f"',
  'docsByShelfId(shelfId: "s"',
  'narrowDocs(shelfId: "s"',
  'docsByKind(kind: "k"',
  'docsByState(state: "s"',
  'scanDocs(first: 50',
  'scanDocs(index: BySecret',
  'scanDocs(index: NarrowBySecret',
  'scanDocs(index: ByState',
];

/** Everything that might tell a hidden field. */
export const FIELD_READS: readonly string[] = [
  `doc(${KEY}) ${ALL}`,
  `doc(${KEY}) { summary }`,
  ...LISTS.flatMap((list) => [
    `${list}) ${PAGE}`,
    `${list}) { nodes ${ALL} }`,
    ...GUESSES.slice(0, list.startsWith('docsBy') ? GUESSES.length : 4).map(
      (guess) => `${list}, filter: { ${guess} }) ${PAGE}`,
    ),
  ]),
  ...['docsByShelfId(shelfId: "s"', 'narrowDocs(shelfId: "s"'].flatMap((list) => [
    `${list}, order: DESC) ${PAGE}`,
    `${list}, first: 1) ${PAGE}`,
    `${list}, last: 1) ${PAGE}`,
    `${list}, secret: { eq: "zz-1" }) ${PAGE}`,
    `${list}, secret: { beginsWith: "z" }) ${PAGE}`,
  ]),
  `docsByShelfId(shelfId: "s", secret: { gt: "mm" }) ${PAGE}`,
  `docsOfSecret(secret: "zz-1") ${PAGE}`,
  `docOfSecret(secret: "zz-1") ${SEEN}`,
  `docByCode(code: "zz-2") ${SEEN}`,
  `docByCode(code: "aa-2") ${SEEN}`,
  `docByCode(code: "nobody's") ${SEEN}`,
  `shelf(shelfId: "s") { docs ${PAGE} }`,
  `shelf(shelfId: "s") { docs(filter: { secret: { eq: "zz-1" } }) ${PAGE} }`,
  `entries(where: "f") { nodes { ... on Doc ${ALL} } }`,
  `entries(where: "f", filter: { secret: { eq: "zz-1" } }) { nodes { ... on Doc ${SEEN} } }`,
  `shelfEntries(shelfId: "s") { nodes { ... on Doc ${ALL} } totalCount }`,
  `shelfEntries(shelfId: "s", sortKey: { beginsWith: "zz" }) { nodes { ... on Doc ${SEEN} } }`,
  `shelfEntries(shelfId: "s", order: DESC, first: 1) { nodes { ... on Doc ${SEEN} } }`,
];

export const FIELD_WRITES: readonly string[] = [
  `updateDoc(${KEY}, set: { title: "new" }) ${PAYLOAD}`,
  ...GUESSES.flatMap((guess) => [
    `updateDoc(${KEY}, set: { title: "new" }, if: { ${guess} }) { doc { title } conflict { reason current ${ALL} } }`,
    `deleteDoc(${KEY}, if: { ${guess} }) { conflict { reason } }`,
  ]),
  `deleteDoc(${KEY}) ${PAYLOAD}`,
  `createDoc(input: { ${KEY} }) ${PAYLOAD}`,
  `createDoc(input: { ${KEY} }) { doc { title } }`,
  `updateDoc(${KEY}, setIfAbsent: { secret: "mine" }) ${PAYLOAD}`,
  `transactWrite(items: [{ doc: { update: { ${KEY}, set: { title: "new" } } } }, { shelf: { create: { input: { shelfId: "s" } } } }]) { results { doc ${PAYLOAD} } }`,
  `transactWrite(items: [{ doc: { check: { ${KEY}, if: { secret: { eq: "zz-1" } } } } }, { shelf: { delete: { shelfId: "s" } } }]) { results { doc ${PAYLOAD} } }`,
];

/** Of bob's item, by ann: none of these may be done. */
export const FIELD_ATTACKS: readonly string[] = [
  'set: { locked: "ann was here" }',
  'set: { locked: null }',
  'setIfAbsent: { locked: "ann was here" }',
  'set: { title: "new", locked: "ann was here" }',
  'set: { never: "ann was here" }',
]
  .flatMap((changes) => [
    `updateDoc(${KEY}, ${changes}) { doc { title } conflict { reason } }`,
    `transactWrite(items: [{ doc: { update: { ${KEY}, ${changes} } } }, { shelf: { update: { shelfId: "s", set: { name: "new" } } } }]) { results { doc { conflict { reason } } } }`,
  ])
  .concat([
    `putDoc(input: { ${KEY}, locked: "ann was here" }) { doc { title } conflict { reason } }`,
    `putDoc(input: { ${KEY} }) { doc { title } conflict { reason } }`,
    `batchWriteDocs(put: [{ ${KEY} }]) { put { status } }`,
    'createDoc(input: { folder: "f", docId: "new", official: "ann says" }) { doc { title } }',
    'createDoc(input: { folder: "f", docId: "new", never: "ann says" }) { doc { title } }',
    'createDoc(input: { folder: "f", docId: "new", reference: "ann says" }) { doc { title } }',
    'putDoc(input: { folder: "f", docId: "new", official: "ann says" }) { doc { title } }',
    'batchWriteDocs(put: [{ folder: "f", docId: "new", official: "ann says" }]) { put { status } }',
  ]);

/** Ways of those who may. */
export const FIELD_RIGHTS: readonly (readonly [Asker, string])[] = [
  [BOB, `updateDoc(${KEY}, set: { locked: "by bob" }) ${PAYLOAD}`],
  [
    ANN,
    'createDoc(input: { folder: "f", docId: "new", locked: "first" }) { doc { reference locked } conflict { reason } }',
  ],
  [
    ADMIN,
    'createDoc(input: { folder: "f", docId: "new", official: "yes", reference: "R" }) { doc { official } conflict { reason } }',
  ],
];

/** Root fields of the user's own: who asks, and whether they are answered. */
const OWN_FIELDS: readonly (readonly [string, Asker, boolean])[] = [
  ['{ open }', {}, true],
  ['{ staff }', ADMIN, true],
  ['{ staff }', ANN, false],
  ['{ closed }', ADMIN, false],
  ['mutation { change }', BOB, false],
  ['mutation @transaction { change }', BOB, false],
];

export interface FieldGateway {
  readonly gateway: EngineGateway;
  ask(operation: string, asker: Asker): Promise<Told>;
  /** Stores bob's item with other secrets, and ann's as they were. */
  reset(secrets: string): Promise<void>;
  /** Everything that is stored. */
  stored(): Promise<string>;
}

export async function openFieldGateway(): Promise<FieldGateway> {
  const gateway = await createEngineGateway({
    schema: SCHEMA,
    transport: createPlainTransport(testEngine()),
    resolvers: {
      Query: { open: () => 'open', staff: () => 'staff', closed: () => 'closed' },
      Mutation: { change: () => 'changed' },
      Doc: { summary: ({ title, secret }: { title: string; secret: string }) => `${title} ${secret}` },
    },
  });

  async function ask(operation: string, asker: Asker): Promise<Told> {
    const { data, errors = [], commands } = await gateway.run(operation, {}, asker);
    const shown = errors.map((error) => {
      const { code, formatted } = toGraphQLError(error);
      if (code === 'INTERNAL_SERVER_ERROR' || code === 'GRAPHQL_VALIDATION_FAILED') throw error;
      return { ...formatted, locations: undefined };
    });
    return { data, errors: shown, calls: commands.map(({ action }) => action) };
  }

  return {
    gateway,
    ask,
    async reset(secrets) {
      await gateway.empty('Docs', 'Shelves', 'sortkey');
      const doc = (docId: string, owner: string, rank: number, more: string) =>
        `${docId}: createDoc(input: { folder: "f", docId: "${docId}", owner: "${owner}", shelfId: "s", kind: "k", state: "s", rank: ${rank}, title: "${docId}", locked: "by ${owner}", reference: "R", ${more} }) { conflict { message } }`;
      const { errors, data } = await ask(
        `mutation {
          ${doc('d1', 'ann', 1, 'secret: "mm-1", code: "mm-2", tags: ["mm"], place: { street: "mm" }')}
          ${doc('d2', 'bob', 2, secrets)}
          createShelf(input: { shelfId: "s", name: "shelf", folder: "f" }) { conflict { message } }
        }`,
        ADMIN,
      );
      if (errors.length > 0 || JSON.stringify(data).includes('message'))
        throw new Error(JSON.stringify([errors, data]));
    },
    async stored() {
      const tables = await Promise.all(['Docs', 'Shelves', 'sortkey'].map((table) => gateway.itemsOf(table)));
      return tables
        .flatMap((items) => items.map(inOrder))
        .sort()
        .join('\n');
    },
  };
}

/** Whatever stands in the hidden fields of bob's item, ann is told the same, and changes nothing that she may not. */
export async function* fieldViolations(at: FieldGateway): AsyncGenerator<string> {
  yield* seenViolations(at);
  yield* attackViolations(at);
  yield* hiddenViolations(at);
  yield* writeViolations(at);
  yield* rightViolations(at);
  yield* changeViolations(at);
}

async function* seenViolations({ ask, reset }: FieldGateway): AsyncGenerator<string> {
  await reset(SECRETS[0]);
  const { errors } = await ask(`{ doc(${KEY}) { title never } }`, ANN);
  if (!JSON.stringify(errors).includes('FORBIDDEN')) yield 'a field that nobody like ann sees is null without a word';
  for (const field of [
    ...FIELD_READS.slice(0, 2),
    'docByCode(code: "zz-2") { secret }',
    `docsOfSecret(secret: "zz-1") { nodes { secret } }`,
  ]) {
    const shown = JSON.stringify(await ask(`{ ${field} }`, BOB));
    if (!shown.includes('zz-')) yield `${field}: who may see it is told ${shown}`;
  }
  const shelf = JSON.stringify(await ask('{ docsByState(state: "s") { nodes { title shelf { name } } } }', BOB));
  if (!shelf.includes('"title":"d2","shelf":{"name":"shelf"}')) yield `a relation: who may see it is told ${shelf}`;
  const { data } = await ask(`{ doc(${KEY}) { summary shelf { name } } }`, ANN);
  if (!isDeepStrictEqual(data, { doc: { summary: null, shelf: null } })) {
    yield `a relation and a field of one's own: hidden they are ${JSON.stringify(data)}`;
  }
  for (const [field, asker, isOpen] of OWN_FIELDS) {
    const told = await ask(field, asker);
    if ((told.errors.length === 0) !== isOpen) yield `${field}: a field of one's own answers ${JSON.stringify(told)}`;
  }
}

async function* hiddenViolations({ ask, reset }: FieldGateway): AsyncGenerator<string> {
  const told = new Map<string, Told>();
  for (const secrets of SECRETS) {
    await reset(secrets);
    for (const field of FIELD_READS) {
      const now = await ask(`{ ${field} }`, ANN);
      yield* differences(field, told.get(field), now);
      told.set(field, now);
    }
  }
}

async function* writeViolations({ ask, reset }: FieldGateway): AsyncGenerator<string> {
  for (const field of FIELD_WRITES) {
    let before: Told | undefined;
    for (const secrets of SECRETS) {
      await reset(secrets);
      const now = await ask(`mutation @transaction { ${field} }`.replace(' @transaction', ''), ANN);
      yield* differences(field, before, now);
      before = now;
    }
  }
}

async function* attackViolations({ ask, reset, stored }: FieldGateway): AsyncGenerator<string> {
  await reset(SECRETS[0]);
  const whole = await stored();
  for (const field of FIELD_ATTACKS) {
    const told = await ask(`mutation { ${field} }`, ANN);
    if ((await stored()) !== whole) {
      yield `${field}: it was done, and the answer is ${JSON.stringify(told)}`;
      await reset(SECRETS[0]);
    }
    const mayDepend = field.includes('d2') && !field.includes('never');
    if (told.calls.length > 0 && !mayDepend && !field.startsWith('putDoc(input: { folder: "f", docId: "d2"')) {
      yield `${field}: what no item could allow was sent`;
    }
  }
}

async function* rightViolations({ ask, reset }: FieldGateway): AsyncGenerator<string> {
  for (const [asker, field] of FIELD_RIGHTS) {
    await reset(SECRETS[0]);
    const told = await ask(`mutation { ${field} }`, asker);
    if (told.errors.length > 0 || JSON.stringify(told).includes('"reason":')) {
      yield `${field}: who may do it is told ${JSON.stringify(told)}`;
    }
  }
}

async function* changeViolations({ gateway, reset }: FieldGateway): AsyncGenerator<string> {
  await reset(SECRETS[0]);
  const { model } = gateway;
  const image = (await gateway.itemsOf('Docs')).find((item) => JSON.stringify(item).includes('zz-1'));
  if (image === undefined) throw new Error("Bob's item is not there.");
  const other: AttributeMap = { ...image, rank: { N: '5' } };
  const { secret: _secret, G2SK: _place, G4PK: _first, ...without } = other;
  const changed: AttributeMap = { ...other, secret: { S: 'yy' }, G4PK: { S: 'yy' }, place: { M: {} } };
  for (const filter of [
    undefined,
    ...['secret: eq', 'secret: ne'].map((test) => ({ secret: { [test.slice(8)]: 'zz-1' } })),
  ]) {
    for (const { field, args } of changeWays(model, { shelfId: 's', secret: 'zz-1', kind: 'k', state: 's' })) {
      const way = { field, args: { ...args, ...(filter && { filter }) } };
      const openly = await changesHeard(model, [record(image, other)], ANN, way);
      for (const secret of [changed, without]) {
        const secretly = await changesHeard(model, [record(image, secret)], ANN, way);
        if (!isDeepStrictEqual(secretly, openly)) {
          yield `${field}: what is hidden is told, ${JSON.stringify(secretly)} for ${JSON.stringify(openly)}`;
        }
      }
    }
  }
  const heard = JSON.stringify(
    await changesHeard(model, [record(image, changed)], BOB, { field: 'docChanged', args: {} }),
  );
  if (!heard.includes('"secret":"yy"') || !/"changedFields":\[[^\]]*"secret"/.test(heard)) {
    yield `changes: who may see them is told ${heard}`;
  }
}

function* differences(field: string, before: Told | undefined, now: Told): Generator<string> {
  const shown = JSON.stringify(now.data);
  if (/zz-|aa-/.test(shown)) yield `${field}: what is hidden is shown, ${shown}`;
  if (before === undefined || isDeepStrictEqual(before, now)) return;
  yield `${field}: what is hidden is told, ${JSON.stringify(before)} or ${JSON.stringify(now)}`;
}
