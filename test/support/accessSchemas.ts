import type { AccessCase, Asker, OwnerPlace, Value } from './accessCase.js';

/** How the owner is declared. */
interface FieldKind {
  readonly type: string;
  readonly directives?: string;
  readonly anns: Value;
  readonly bobs: Value;
  readonly place?: Partial<OwnerPlace>;
  /** More on the type: an index that the owner is in. */
  readonly index?: string;
}

const text = (value: string): Value => ({
  literal: JSON.stringify(value),
  plain: value,
  stored: { S: value },
  claim: value,
});
const number = (value: number): Value => ({
  literal: String(value),
  plain: value,
  stored: { N: String(value) },
  claim: value,
});

const TEXTS = { anns: text('ann'), bobs: text('bob') };
const NUMBERS = { anns: number(7), bobs: number(8) };

const PLACE: OwnerPlace = {
  attribute: 'owner',
  partition: 'PK = DOC#{folder}',
  sort: 'SK = DOC#{docId}',
  isKey: false,
  collections: true,
  isLeftOut: false,
};
const LEADING = { partition: 'PK = OWNED#{owner}#{folder}', isKey: true };
const LEADING_SORT = { sort: 'SK = DOC#{owner}#{docId}', isKey: true };

/** Where the owner of an item can stand. */
export const FIELD_KINDS = {
  'a text': { type: 'String', ...TEXTS },
  'an ID': { type: 'ID', ...TEXTS },
  'an Int': { type: 'Int', ...NUMBERS },
  'a BigInt': {
    type: 'BigInt',
    anns: { ...NUMBERS.anns, literal: '"7"', plain: '7', claim: '7' },
    bobs: { ...NUMBERS.bobs, literal: '"8"', plain: '8', claim: '8' },
  },
  'a Boolean': {
    type: 'Boolean',
    anns: { literal: 'true', plain: true, stored: { BOOL: true }, claim: true },
    bobs: { literal: 'false', plain: false, stored: { BOOL: false }, claim: false },
  },
  'an enum': { type: 'Who', anns: { ...text('ANN'), literal: 'ANN' }, bobs: { ...text('BOB'), literal: 'BOB' } },
  'a renamed attribute': { type: 'String', ...TEXTS, directives: '@attribute(name: "o")', place: { attribute: 'o' } },
  'a number kept as text': {
    type: 'Int',
    directives: '@attribute(as: STRING)',
    anns: { ...NUMBERS.anns, stored: { S: '7' } },
    bobs: { ...NUMBERS.bobs, stored: { S: '8' } },
  },
  'the first of the partition': { type: 'ID!', ...TEXTS, place: LEADING },
  'the partition': {
    type: 'ID!',
    ...TEXTS,
    place: { partition: 'owner', isKey: true },
  },
  'the first of the sort key': { type: 'ID!', ...TEXTS, place: LEADING_SORT },
  'the sort key': {
    type: 'ID!',
    ...TEXTS,
    place: { partition: 'PK = DOC#{folder}#{docId}', sort: 'owner', isKey: true, collections: false },
  },
  'a later part of the sort key': { type: 'ID!', ...TEXTS, place: { sort: 'SK = DOC#{docId}#{owner}', isKey: true } },
  'the sort key of an index': {
    type: 'String',
    ...TEXTS,
    index: '@index(name: "ByShelf", partition: "shelfId", sort: "owner")',
  },
  'the partition of an index': {
    type: 'String',
    ...TEXTS,
    index: '@index(name: "ByOwner", partition: "owner", sort: "rank", projection: [])',
  },
  'part of an index key': {
    type: 'String',
    ...TEXTS,
    index: '@index(name: "ByShelf", partition: "G6PK = {shelfId}#{owner}", sort: "G6SK = {owner}#{rank:04}")',
  },
  'in the key only': { type: 'ID!', ...TEXTS, place: { ...LEADING, isLeftOut: true } },
  'in the sort key only': { type: 'ID!', ...TEXTS, place: { ...LEADING_SORT, isLeftOut: true } },
} as const satisfies Record<string, FieldKind>;

const LISTS = {
  'a list': { type: '[String!]', ...lists((value) => ({ L: [{ S: 'x' }, { S: value }] })) },
  'a set': {
    type: '[String!]',
    directives: '@attribute(as: SET)',
    ...lists((value) => ({ SS: [value, 'x'] })),
  },
  'a set of numbers': {
    type: '[Int!]',
    directives: '@attribute(as: SET)',
    anns: { literal: '[7, 1]', plain: [7, 1], stored: { NS: ['1', '7'] }, claim: 7 },
    bobs: { literal: '[8, 1]', plain: [8, 1], stored: { NS: ['1', '8'] }, claim: 8 },
  },
} as const satisfies Record<string, FieldKind>;

function lists(stored: (value: string) => Value['stored']) {
  const of = (value: string): Value => ({
    literal: JSON.stringify(['x', value]),
    plain: ['x', value],
    stored: stored(value),
    claim: value,
  });
  return { anns: of('ann'), bobs: of('bob') };
}

interface RuleKind {
  readonly rules: string;
  readonly fields: readonly FieldKind[] | Readonly<Record<string, FieldKind>>;
  readonly asker: (value: Value, of: 'ann' | 'bob') => Asker;
  readonly admin?: Asker;
  readonly isForbidden?: true;
  /** Everybody reads. */
  readonly showsAll?: true;
  /** Everybody writes. */
  readonly leavesWrites?: true;
}

const ADMIN: Asker = { identity: 'ada', claims: { sub: 'ada', groups: ['admins'] } };
const ADMINS = '{ allow: GROUP, groups: ["admins"] }';
const PLAIN = { 'a text': FIELD_KINDS['a text'] };
const KEYS = {
  'the first of the partition': FIELD_KINDS['the first of the partition'],
  'the partition': FIELD_KINDS['the partition'],
  'in the key only': FIELD_KINDS['in the key only'],
};
const subject = ({ claim }: Value, of: string): Asker => ({ identity: of, claims: { sub: claim } });

const RULE_KINDS: Readonly<Record<string, RuleKind>> = {
  SIGNED_IN: {
    rules: '{ allow: SIGNED_IN }',
    fields: PLAIN,
    asker: (value, of) => (of === 'ann' ? {} : subject(value, of)),
    isForbidden: true,
  },
  'GROUP by name': {
    rules: '{ allow: GROUP, groups: ["staff", "board"] }',
    fields: PLAIN,
    asker: (_value, of) => ({ identity: of, claims: { groups: of === 'ann' ? ['guests'] : ['board'] } }),
    isForbidden: true,
  },
  OWNER: {
    rules: `{ allow: OWNER, field: "owner" }, ${ADMINS}`,
    fields: { ...FIELD_KINDS, ...LISTS },
    asker: subject,
    admin: ADMIN,
  },
  'GROUP by field': {
    rules: `{ allow: GROUP, field: "owner", claim: "realm.teams" }, ${ADMINS}`,
    fields: { ...PLAIN, 'a list': LISTS['a list'], 'a set': LISTS['a set'] },
    asker: ({ claim }, of) => ({ identity: of, claims: { realm: { teams: ['others', claim] } } }),
    admin: ADMIN,
  },
  TENANT: {
    rules: '{ allow: TENANT, field: "owner", claim: "https://shop.example/tenant" }',
    fields: KEYS,
    asker: ({ claim }, of) => ({ identity: of, claims: { 'https://shop.example/tenant': claim } }),
  },
  'TENANT with OWNER': {
    rules: '{ allow: TENANT, field: "owner", claim: "tenant" }, { allow: OWNER, field: "writer" }',
    fields: KEYS,
    asker: ({ claim }, of) => ({ identity: of, claims: { tenant: claim, sub: 'wil' } }),
  },
  'OWNER of one tenant': {
    rules: `{ allow: TENANT, field: "folder", claim: "tenant" }, { allow: OWNER, field: "owner" }, ${ADMINS}`,
    fields: { 'a text': FIELD_KINDS['a text'], 'a set': LISTS['a set'] },
    asker: ({ claim }, of) => ({ identity: of, claims: { tenant: 'f', sub: claim } }),
    admin: { identity: 'ada', claims: { tenant: 'f', groups: ['admins'] } },
  },
  'OWNER reads': {
    rules: `{ allow: OWNER, field: "owner", operations: [READ] }, { allow: SIGNED_IN, operations: [CREATE, UPDATE, DELETE, SUBSCRIBE] }, ${ADMINS}`,
    fields: { 'a text': FIELD_KINDS['a text'], 'the sort key of an index': FIELD_KINDS['the sort key of an index'] },
    asker: subject,
    admin: ADMIN,
    leavesWrites: true,
  },
  'OWNER writes': {
    rules: `{ allow: OWNER, field: "owner" }, { allow: SIGNED_IN, operations: [READ] }, ${ADMINS}`,
    fields: {
      'a text': FIELD_KINDS['a text'],
      'a set': LISTS['a set'],
      'the first of the sort key': FIELD_KINDS['the first of the sort key'],
    },
    asker: subject,
    admin: ADMIN,
    showsAll: true,
  },
};

/** One schema for each rule kind on each kind of field. */
export const ACCESS_CASES: readonly AccessCase[] = Object.entries(RULE_KINDS).flatMap(([rule, kind]) =>
  Object.entries(kind.fields).map(([field, of]) => accessCase(`${rule}, ${field}`, kind, of)),
);

function accessCase(name: string, rule: RuleKind, field: FieldKind): AccessCase {
  const place: OwnerPlace = { ...PLACE, ...field.place };
  const bob = rule.asker(field.bobs, 'bob');
  return {
    name,
    schema: schemaOf(rule.rules, field, place),
    ann: rule.asker(field.anns, 'ann'),
    bob,
    admin: rule.admin ?? bob,
    anns: field.anns,
    bobs: field.bobs,
    isForbidden: rule.isForbidden ?? false,
    writer: bob,
    guardsWrites: rule.leavesWrites !== true,
    hides: rule.showsAll !== true,
    place,
  };
}

/** Every kind of list, relation, lookup and write that the gateway serves, around one type with rules. */
function schemaOf(rules: string, field: FieldKind, place: OwnerPlace): string {
  const { partition, sort, collections, isKey } = place;
  const type = field.type.replace(/!$/, '');
  const ofKey = partition === 'owner' ? 'owner: ID!' : 'folder: ID!';
  const collected = partition.replace('{folder}', '{where}').replace('{owner}', '{whose}');
  return `
    enum Who { ANN BOB }
    type Doc implements Node
      @table(name: "Docs", partition: "${partition}", sort: "${sort}", scan: true)
      @index(name: "ByKind", partition: "kind", sort: "rank")
      @index(name: "ByTopic", partition: "G2PK = TOPIC#{topic}", sort: "G2SK = {rank:04}", projection: ["title"])
      @index(name: "ByState", partition: "state", sort: "rank", projection: [])
      @index(name: "ByDay", partition: "G4PK = DAY#{day}#{shard(3)}", sort: "G4SK = {rank:04}")
      @index(name: "BySlug", partition: "slug", one: true)
      @index(name: "ByLocalRank", partition: "${partition}", sort: "rank", local: true, query: "docsByLocalRank")
      ${field.index ?? ''}
      @auth(rules: [${rules}]) {
      owner: ${field.type} ${field.directives ?? ''}
      folder: ID!
      docId: ID!
      shelfId: ID
      writer: String
      kind: String
      topic: String
      state: String
      day: Date
      slug: String
      rank: Int
      title: String
      tags: [String!]
      code: String @unique
      version: Int! @version
      shelf: Shelf @belongsTo
    }
    type Shelf @table(name: "Shelves", partition: "shelfId") @auth(rules: [{ allow: PUBLIC }]) {
      shelfId: ID!
      owner: ${isKey ? type : 'String'}
      folder: ID
      docId: ID
      kind: String
      state: String
      doc: Doc @belongsTo
      nextDocs: [Doc!] @hasMany
      docsOfKind: [Doc!] @hasMany(index: "ByKind")
      docsOfState: [Doc!] @hasMany(index: "ByState")
      firstOfKind: Doc @hasOne(index: "ByKind")
      ${collections ? 'entriesOfKind: [KindEntry!] @hasMany' : ''}
    }
    ${
      collections
        ? `
    type Note
      @table(name: "Docs", partition: "${partition}", sort: "SK = NOTE#{noteId}")
      @index(name: "ByKind", partition: "kind", sort: "rank")
      @auth(rules: [{ allow: PUBLIC }]) {
      ${ofKey}
      ${partition.includes('#{owner}') ? 'owner: ID!' : ''}
      noteId: ID!
      kind: String
      rank: Int
      title: String
    }
    union Entry
      @collection(table: "Docs", partition: "${collected}", query: "entries")
      @collection(table: "Docs", query: "allEntries", scan: true) = Doc | Note
    union KindEntry @collection(table: "Docs", index: "ByKind", partition: "kind", query: "kindEntries") = Doc | Note
    `
        : ''
    }
    type Card @table(name: "Cards", partition: "PK = CARD#{cardId}", type: "entity = Card") @auth(rules: [${isKey ? '{ allow: SIGNED_IN }' : rules.replaceAll('"folder"', '"cardId"')}]) {
      cardId: ID!
      owner: ${type} ${field.directives ?? ''}
      title: String
    }
    type Voucher @table(name: "Cards", partition: "PK = CARD#{cardId}", type: "entity = Voucher") @auth(rules: [{ allow: PUBLIC }]) {
      cardId: ID!
      title: String
    }
    union CardItem @collection(table: "Cards", partition: "PK = CARD#{cardId}", query: "cardItem") = Card | Voucher
    extend type Query {
      ask(step: String!): String @auth(rules: [{ allow: PUBLIC }])
    }
    extend type Mutation {
      act(step: String!): String @auth(rules: [{ allow: PUBLIC }])
    }
  `;
}
