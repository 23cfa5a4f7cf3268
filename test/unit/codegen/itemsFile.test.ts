import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { plugin } from '../../../src/codegen/index.js';
import { toServedSchema } from '../../../src/codegen/servedSchema.js';
import { generateFiles } from './generate.js';

const ORDERS = /* GraphQL */ `
  "What a customer */ bought."
  type Order
    @table(name: "Shop", partition: "PK = CUSTOMER#{customerId}", sort: "SK = ORDER#{orderId}")
    @index(
      name: "Status.Day"
      partition: "GSI1PK = {status}"
      sort: "GSI1SK = {day}#{lane}#{orderId}"
      query: "ordersByDay"
    )
    @index(name: "Every", partition: "GSI2PK = ORDERS", query: "everyOrder") {
    customerId: ID!
    orderId: ID!
    status: OrderStatus!
    day: Date!
    lane: Int!
    total: Decimal!
    colour: Colour
    marks: [Int]
    notes: [String!]! @attribute(as: SET)
    places: [Place!]
    raw: Bytes
    document: JSON!
    note: String
  }
  "Somewhere."
  type Place {
    city: String!
    inner: Place
  }
  type Unit @table(name: "Units", partition: "unitId", operations: [GET]) {
    unitId: Int!
  }
  enum OrderStatus {
    OPEN
    SHUT
  }
  scalar Colour
`;

async function items(schema: string, config: object = {}): Promise<string> {
  return await plugin(toServedSchema('orders.graphql', schema), [], config);
}

/** The declaration that starts with `start`, up to its closing brace or semicolon at the line's begin. */
function declaration(text: string, start: string): string {
  const from = text.indexOf(start);
  if (from < 0) throw new Error(`There is no "${start}" in:\n${text}`);
  return text.slice(from, text.indexOf('\n\n', from)).trimEnd();
}

describe('items.ts', () => {
  test('has each stored field in the form in which resolvers see it, null where it may be absent', async () => {
    expect(declaration(await items(ORDERS), 'export interface StoredOrder {')).toBe(
      `export interface StoredOrder {
  readonly __typename: 'Order';
  readonly customerId: string;
  readonly orderId: string;
  readonly status: api.OrderStatus;
  readonly day: string;
  readonly lane: number;
  readonly total: string;
  readonly colour: api.Scalars['Colour']['output'] | null;
  readonly marks: readonly (number | null)[] | null;
  readonly notes: readonly string[];
  readonly places: readonly StoredPlace[] | null;
  readonly raw: string | null;
  readonly document: unknown;
  readonly note: string | null;
}`,
    );
  });

  test('has maps without a type name, and a map may hold itself', async () => {
    expect(declaration(await items(ORDERS), '/** Somewhere. */')).toBe(
      `/** Somewhere. */
export interface StoredPlace {
  readonly city: string;
  readonly inner: StoredPlace | null;
}`,
    );
  });

  test('takes a description over, and it does not end the comment', async () => {
    expect(await items(ORDERS)).toContain('/** What a customer *\\/ bought. */\nexport interface StoredOrder {');
  });

  test('asks for every field of a key', async () => {
    expect(declaration(await items(ORDERS), 'export interface OrderKey {')).toBe(
      'export interface OrderKey {\n  readonly customerId: string;\n  readonly orderId: string;\n}',
    );
  });

  test('leaves open what a claim gives, and says null of what some may not read', async () => {
    const text = await items(`
      type Note @table(partition: "orgId", sort: "noteId") @index(name: "ByDay", partition: ["orgId", "day"])
        @auth(rules: [{ allow: TENANT, field: "orgId", claim: "org" }]) {
        orgId: ID!
        noteId: ID!
        day: Date!
        text: String! @auth(rules: [{ allow: SIGNED_IN }])
        open: String! @auth(rules: [{ allow: PUBLIC }])
      }`);
    expect(declaration(text, 'export interface NoteKey {')).toBe(
      'export interface NoteKey {\n  readonly orgId?: string;\n  readonly noteId: string;\n}',
    );
    const stored = declaration(text, 'export interface StoredNote {');
    expect(stored).toContain('readonly text: string | null;');
    expect(stored).toContain('readonly open: string;');
    const query = declaration(text, 'export type NoteQuery =');
    expect(query).toContain('readonly partition?: { readonly orgId?: string };');
    expect(query).toContain('readonly partition: { readonly orgId?: string; readonly day: string };');
  });

  test('has a query for the table and for each index, each with the operators that its key can answer', async () => {
    expect(declaration(await items(ORDERS), 'export type OrderQuery =')).toBe(
      `export type OrderQuery =
  | {
      readonly index?: never;
      readonly partition: { readonly customerId: string };
      readonly sort?: { readonly orderId?: KeyCondition<string> };
      readonly filter?: api.OrderFilter;
      readonly order?: 'ASC' | 'DESC';
      readonly limit: number;
    }
  | {
      readonly index: 'Status.Day';
      readonly partition: { readonly status: api.OrderStatus };
      readonly sort?:
        | { readonly day?: PrefixCondition<string>; readonly lane?: never; readonly orderId?: never }
        | { readonly day: EqualityCondition<string>; readonly lane?: EqualityCondition<number>; readonly orderId?: never }
        | { readonly day: EqualityCondition<string>; readonly lane: EqualityCondition<number>; readonly orderId?: KeyCondition<string> };
      readonly filter?: api.OrderFilter;
      readonly order?: 'ASC' | 'DESC';
      readonly limit: number;
    }
  | {
      readonly index: 'Every';
      readonly partition?: Readonly<Record<string, never>>;
      readonly filter?: api.OrderFilter;
      readonly limit: number;
    };`,
    );
  });

  test('has no query where nothing is left to range over', async () => {
    expect(await items(ORDERS)).toContain('export type UnitQuery = never;');
  });

  test('has what each write takes, in the input types of the API', async () => {
    expect(declaration(await items(ORDERS), '/** What writes of orders take. */')).toBe(
      `/** What writes of orders take. */
export interface OrderWrites {
  readonly input: api.OrderCreateInput & { readonly __typename?: never };
  readonly put: readonly [];
  readonly changes: {
    readonly set?: api.OrderSetInput;
    readonly setIfAbsent?: api.OrderSetInput;
    readonly add?: api.OrderAddInput;
    readonly remove?: api.OrderRemoveInput;
    readonly append?: api.OrderAppendInput;
  };
  readonly conditions: {
    readonly if?: api.OrderFilter;
  };
}`,
    );
  });

  test('asks for the version where there is one, in a put always', async () => {
    const text = await items(
      'type Bin @table(name: "Bins", partition: "a") { a: ID!, note: String, v: Int! @version }',
    );
    expect(declaration(text, 'export interface BinWrites {')).toBe(
      `export interface BinWrites {
  readonly input: api.BinCreateInput & { readonly __typename?: never };
  readonly put: readonly [options: { readonly expectedVersion: number }];
  readonly changes: {
    readonly set?: api.BinSetInput;
    readonly setIfAbsent?: api.BinSetInput;
  };
  readonly conditions: {
    readonly expectedVersion?: number;
    readonly if?: api.BinFilter;
  };
}`,
    );
  });

  test('has nothing to change in an item that is all key, and nothing to give for one that is all made', async () => {
    expect(declaration(await items(ORDERS), 'export interface UnitWrites {')).toContain('readonly changes: never;');
    const made = 'type Tick @table(name: "Ticks", partition: "at") { at: DateTime! @generated(by: CREATED_AT) }';
    expect(declaration(await items(made), 'export interface TickWrites {')).toContain(
      'readonly input: Readonly<Record<string, never>>;',
    );
  });

  test('imports what it uses, from the package or from where the configuration says', async () => {
    expect(await items(ORDERS)).toContain(
      "import type { EqualityCondition, GatewayContext, KeyCondition, PrefixCondition, Repository } from 'sortkey';\n" +
        "import type * as api from './resolvers.js';\n",
    );
    const elsewhere = await items(ORDERS, { importFrom: '../src/index.js', typesFrom: './types.js' });
    expect(elsewhere).toContain("from '../src/index.js';\nimport type * as api from './types.js';\n");
  });

  test('has a typed repository for each entity, and the context that has them', async () => {
    const text = await items(ORDERS);
    expect(text).toContain('  readonly order: Repository<StoredOrder, OrderKey, OrderQuery, OrderWrites>;\n');
    expect(text).toContain('  readonly unit: Repository<StoredUnit, UnitKey, UnitQuery, UnitWrites>;\n');
    expect(text).toContain('export type Context = GatewayContext<Repositories>;\n');
  });

  test('needs the schema from our loader, and says how to write that', async () => {
    await expect(async () => plugin(buildSchema('type Query { a: Int }'), [], {})).rejects.toThrow(
      'sortkey/codegen needs the schema from its own loader. Write in codegen.yml, as the only schema: ' +
        '"schema: { ./schema.graphql: { loader: sortkey/codegen } }".',
    );
  });

  test('is not made from a schema with a mistake, which is reported with its place', () => {
    expect(() =>
      toServedSchema('orders.graphql', 'type A @table(name: "Table", partition: "b") {\n  a: ID!\n}'),
    ).toThrow(/^orders\.graphql:1:\d+ .*"b"/);
  });
});

describe('resolvers.ts', () => {
  test('maps entities and maps to their stored types, and leaves the served fields out of OwnResolvers', async () => {
    const own = `${ORDERS}
      extend type Order { label: String }
      extend type Place { label: String }
      extend type Query { busiest: [Order!] }
      interface Named { label: String }
      type Summary implements Named { label: String, order: Order }
    `;
    const text = (await generateFiles(toServedSchema('orders.graphql', own))).get('resolvers.ts') ?? '';
    expect(text).toContain('  Order: ResolverTypeWrapper<StoredOrder>;\n');
    expect(text).toContain('  Place: ResolverTypeWrapper<StoredPlace>;\n');
    expect(text).toContain("export type OrderStatus =\n  | 'OPEN'\n  | 'SHUT';\n");
    expect(declaration(`${text}\n\n`, 'export interface OwnResolvers {')).toBe(
      `export interface OwnResolvers {
  readonly Query: Required<Pick<QueryResolvers, 'busiest'>>;
  readonly Order: Required<Pick<OrderResolvers, 'label'>> & Omit<OrderResolvers, 'label'>;
  readonly Place: Required<Pick<PlaceResolvers, 'label'>> & Omit<PlaceResolvers, 'label'>;
  readonly Unit?: UnitResolvers;
  readonly Colour?: NonNullable<Resolvers['Colour']>;
  readonly Named?: NonNullable<Resolvers['Named']>;
  readonly Summary?: SummaryResolvers;
}`,
    );
  });

  test('has the inputs that only repositories take: clients may not write units', async () => {
    const files = await generateFiles(toServedSchema('orders.graphql', ORDERS));
    expect(files.get('resolvers.ts')).toContain('export type UnitCreateInput = {');
    expect(files.get('schema.graphql')).not.toContain('UnitCreateInput');
  });

  test('takes the types of your own scalars from the configuration', async () => {
    const config = { scalars: { Colour: 'Uint8Array' } };
    const files = await generateFiles(toServedSchema('orders.graphql', ORDERS), {}, config);
    expect(files.get('resolvers.ts')).toContain('  Colour: { input: Uint8Array; output: Uint8Array; }\n');
    expect(files.get('resolvers.ts')).toContain('  Decimal: { input: string; output: string; }\n');
  });
});
