import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { toServedSchema } from '../../../src/codegen/servedSchema.js';
import { generateFiles } from './generate.js';

/** Compiling the generated types loads those of the whole package. */
const COMPILE_TIMEOUT_MS = 60_000;

/** What the store's schema has nothing of: its types are tested in test/types. */
const SCHEMA = /* GraphQL */ `
  interface Named {
    name: String
  }
  type Customer implements Node & Named
    @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = PROFILE") {
    customerId: ID!
    name: String
    records: [CustomerRecord!]! @hasMany
  }
  type Order implements Named
    @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}")
    @index(name: "ByDay", partition: ["region", "status"], sort: ["day", "orderId"])
    @index(
      name: "Recent"
      partition: "GSI2PK = WEEK#{week}#{shard(4)}"
      sort: "GSI2SK = {status}#{week:03}#{orderId}"
    ) {
    customerId: ID!
    orderId: ID!
    name: String
    region: String!
    status: Status!
    day: Date!
    week: Int!
    customer: Customer @belongsTo
  }
  enum Status {
    OPEN
    SHUT
  }
  union CustomerRecord @collection(table: "Shop", partition: "PK = CUSTOMER#{customerId}", query: "customerRecords") =
    | Customer
    | Order
  type Note @table(name: "Notes", partition: "noteId") {
    noteId: ID!
    customerId: ID
    orderId: ID
    about: CustomerRecord @belongsTo
  }
  type Invoice
    @table(name: "Invoices", partition: "tenantId", sort: "number")
    @index(name: "ByDay", partition: ["tenantId", "day"])
    @auth(rules: [{ allow: TENANT, field: "tenantId", claim: "tenant" }, { allow: OWNER, field: "ownerId" }]) {
    tenantId: ID!
    number: String!
    day: Date!
    ownerId: ID!
    memo: String! @auth(rules: [{ allow: SIGNED_IN }])
  }
  extend type Query {
    latest: CustomerRecord
    called(name: String!): [Named!]
    anyNode: Node
  }
  extend type Customer {
    greeting: String!
  }
`;

const PROGRAM = `
import type { Context, StoredCustomer, StoredOrder } from './items.js';
import type { NoteTransactWrite, OwnResolvers, QueryResolvers, TransactWriteItem } from './resolvers.js';

const order = { customerId: 'c', orderId: 'o' };
export const right: OwnResolvers = {
  Query: {
    // Items of any member of a union or interface, as repositories give them.
    latest: async (_parent, _args, { repositories }) =>
      (await repositories.order.get(order)) ?? repositories.customer.get(order),
    called: async (_parent, _args, { repositories }): Promise<readonly (StoredCustomer | StoredOrder)[]> =>
      repositories.order.query({ index: 'Recent', partition: { week: 7 }, limit: 5 }),
    anyNode: (_parent, _args, { repositories }) => repositories.customer.get({ customerId: 'c' }),
  },
  Customer: { greeting: ({ name }) => 'Hello ' + (name ?? 'stranger') },
};

// @ts-expect-error -- a Note is no CustomerRecord
export const noMember: QueryResolvers['latest'] = (_parent, _args, { repositories }) => repositories.note.get({ noteId: 'n' });

// @ts-expect-error -- an Order has no global id
export const noNode: QueryResolvers['anyNode'] = (_parent, _args, { repositories }) => repositories.order.get(order);

export const servedId: OwnResolvers = {
  ...right,
  // @ts-expect-error -- the gateway makes it of the type and the key
  Customer: { greeting: () => '', id: () => 'x' },
};

export const servedRelation: OwnResolvers = {
  ...right,
  // @ts-expect-error -- served by the gateway
  Note: { about: () => null },
};

// @ts-expect-error -- a global id is no stored field
export const idOf = (customer: StoredCustomer): string => customer.id;

const note: NoteTransactWrite = { create: { input: { noteId: 'n' } } };
export const actions: readonly TransactWriteItem[] = [{ note }, { order: { delete: order } }];

// @ts-expect-error -- one action, not two
export const twoActions: NoteTransactWrite = { ...note, delete: { noteId: 'n' } };

// @ts-expect-error -- on one item, not two
export const twoItems: TransactWriteItem = { note, order: { delete: order } };

// @ts-expect-error -- on an item
export const noItem: TransactWriteItem = {};

export async function queries({ repositories }: Context): Promise<void> {
  const { customer } = repositories;
  const query = repositories.order.query.bind(repositories.order);
  const day = { index: 'ByDay', partition: { region: 'eu', status: 'OPEN' }, limit: 1 } as const;
  await query(day);
  await query({ ...day, sort: { day: { beginsWith: '2025' } } });
  await query({ ...day, sort: { day: { eq: '2025-01-01' }, orderId: { ge: 'a', lt: 'b' } } });
  // @ts-expect-error -- one of two partition fields is missing
  await query({ index: 'ByDay', partition: { region: 'eu' }, limit: 1 });
  // @ts-expect-error -- the later sort field without the earlier one
  await query({ ...day, sort: { orderId: { eq: 'o' } } });
  // @ts-expect-error -- the later sort field, and the earlier one not equal to one value
  await query({ ...day, sort: { day: { lt: '2025' }, orderId: { eq: 'o' } } });
  // @ts-expect-error -- a filter has no place among the sort fields
  await query({ ...day, sort: { name: { eq: 'x' } } });
  const recent = { index: 'Recent', partition: { week: 7 }, limit: 1 } as const;
  const open = { eq: 'OPEN' } as const;
  await query({ ...recent, sort: { status: open, orderId: { beginsWith: 'o' } } });
  // @ts-expect-error -- nobody says which shard
  await query({ ...recent, partition: { week: 7, shard: 1 } });
  // @ts-expect-error -- an enum's values have no order
  await query({ ...recent, sort: { status: { beginsWith: 'O' } } });
  // @ts-expect-error -- the partition gives the week already
  await query({ ...recent, sort: { status: open, week: { eq: 7 } } });
  // @ts-expect-error -- the whole key is the partition: there is nothing to query
  await customer.query({ partition: { customerId: 'c' }, limit: 1 });
  // @ts-expect-error -- the global id is no key
  await customer.get({ id: 'x' });
  // @ts-expect-error -- the global id is not given
  await customer.create({ customerId: 'c', id: 'x' });
}

export async function claimed({ repositories: { invoice } }: Context): Promise<unknown> {
  await invoice.query({ limit: 1 });
  await invoice.query({ partition: { tenantId: 't' }, limit: 1 });
  await invoice.query({ index: 'ByDay', partition: { day: '2025-01-01' }, limit: 1 });
  // @ts-expect-error -- no claim gives the day
  await invoice.query({ index: 'ByDay', partition: { tenantId: 't' }, limit: 1 });
  await invoice.create({ number: 'n', day: '2025-01-01', memo: '' });
  // @ts-expect-error -- no claim gives the memo
  await invoice.create({ number: 'n', day: '2025-01-01' });
  const found = await invoice.get({ number: 'n' });
  // An item is the key of itself.
  if (found !== null) await invoice.delete(found);
  // @ts-expect-error -- no claim gives the number
  await invoice.get({ tenantId: 't' });
  const owner: string | undefined = found?.ownerId;
  // @ts-expect-error -- null for those who may not read it
  const memo: string | undefined = found?.memo;
  return [owner, memo];
}
`;

test(
  'generated types of collections, relations to them, nodes, composed keys and claims refuse what the schema does not have',
  async () => {
    const generated = await generateFiles(toServedSchema('schema.graphql', SCHEMA), {
      importFrom: resolve('src/index.js'),
    });
    const texts = new Map([...generated, ['program.ts', PROGRAM] as const]);
    const files = new Map([...texts].map(([name, text]) => [inFolder(name), text] as const));
    expect(messages(files)).toEqual([]);
  },
  COMPILE_TIMEOUT_MS,
);

/** Beside this file, so that packages are found; nothing is written. */
function inFolder(name: string): string {
  return join(resolve('test/unit/codegen'), name);
}

/** What the compiler says at its strictest. */
function messages(files: ReadonlyMap<string, string>): readonly string[] {
  const config = ts.readConfigFile(resolve('tsconfig.json'), ts.sys.readFile).config as unknown;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const body = files.get(name);
    return body === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, body, version);
  };
  const sources = [...files.keys()].filter((name) => name.endsWith('.ts'));
  const program = ts.createProgram(sources, options, host);
  return sources.flatMap((source) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(source)).map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line;
      return `${file?.text.split('\n')[line] ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }),
  );
}
